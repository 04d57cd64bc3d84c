"""Two at the same moment: one time is taken, one word agreed to, on both databases (promises §3)."""

import pytest

from tests.at_once import at_once
from tests.directory.asking import SPECIALIST
from tests.directory.talking import NOW, SITE, accepted, anew, eager, met, offer, proposed, states
from tsunagu.base.actor import VISITOR
from tsunagu.directory.actions.afterwords import write_afterword
from tsunagu.directory.actions.agreements import agree, withdraw_agreement
from tsunagu.directory.actions.conversations import finish_talk, want_to_meet
from tsunagu.directory.actions.meetings import take_time
from tsunagu.directory.models import Afterword, Agreement, AgreementPaper, MeetingWish
from tsunagu.directory.queries.talks import find_agreement, find_meeting
from tsunagu.directory.states import Side

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_several_times_taken_at_once_exactly_one_stands() -> None:
    target = eager()
    keys = [one.pk for one in proposed(target)]

    def take(key: int) -> None:
        take_time(find_meeting(target, key), Side.VISITOR, site=SITE, by=VISITOR, at=NOW)

    said = at_once(lambda key=key: take(key) for key in (*keys, *keys))

    assert said["done"] == 1
    assert sorted(states(target)) == ["agreed", "passed", "passed"]


def test_who_agrees_and_who_withdraws_at_once_do_not_both_win() -> None:
    target = accepted()
    key = offer(target).pk

    said = at_once(
        [
            lambda: agree(find_agreement(target, key), Side.VISITOR, "甲", by=VISITOR, at=NOW),
            lambda: agree(find_agreement(target, key), Side.VISITOR, "乙", by=VISITOR, at=NOW),
            lambda: withdraw_agreement(find_agreement(target, key), Side.SPECIALIST, by=SPECIALIST, at=NOW),
        ]
    )

    state = Agreement.objects.get().state
    assert (said["done"], state in {"agreed", "withdrawn"}) == (1, True)
    assert AgreementPaper.objects.count() == {"agreed": 3, "withdrawn": 1}[state]


def test_a_wish_an_answer_and_an_end_count_once() -> None:
    wishing, over, ending = accepted("000001"), met("000002"), accepted("000003")

    wished = at_once([lambda: want_to_meet(anew(wishing), Side.VISITOR, by=VISITOR, at=NOW)] * 3)
    said = at_once([lambda: write_afterword(anew(over), Side.VISITOR, 5, 5, by=VISITOR, at=over.answered_at)] * 3)
    ended = at_once([lambda: finish_talk(anew(ending), Side.VISITOR, by=VISITOR, at=NOW)] * 3)

    assert (wished, MeetingWish.objects.filter(target=wishing).count()) == ({"done": 3}, 1)
    assert (said["done"], Afterword.objects.count(), ended["done"]) == (1, 1, 1)
