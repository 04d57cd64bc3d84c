"""What the clock does to needs: the next is asked, the company reminded, closed or looked for anew; silence counts."""

import pytest

from tests.matching.needing import (
    DAYS,
    EMAIL,
    EXPERT,
    able,
    asked,
    letters,
    needed,
    numbers_of,
    paired,
    proposal_of,
    standing,
    states_of,
)
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.base.errors import RuleBrokenError
from tsunagu.guidance.actions import accept_proposal
from tsunagu.matching.actions import looking_again
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.offering import fill_up
from tsunagu.matching.states import NeedState
from tsunagu.specialists.actions import move_listing
from tsunagu.specialists.models import Specialist
from tsunagu.specialists.states import ListingState

pytestmark = pytest.mark.django_db


def test_silence_lets_the_next_be_asked_and_the_round_may_be_repeated() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    asked(need, first)

    quiet = move_needs(by=SYSTEM, at=AT + 3 * DAYS - DAYS / 24)
    reminded = [move_needs(by=SYSTEM, at=AT + 3 * DAYS).reminded for _ in range(2)]
    expired = [move_needs(by=SYSTEM, at=AT + 7 * DAYS).expired for _ in range(2)]

    assert (quiet.reminded, reminded, expired) == (0, [1, 0], [1, 0])
    assert states_of(need) == {first: "expired", second: "asked"}
    with pytest.raises(RuleBrokenError, match="期限が過ぎた"):
        accept_proposal(proposal_of(need, first), person=proposal_of(need, first).specialist, by=EXPERT, at=AT)


def test_who_was_asked_and_left_the_list_for_good_is_passed_over_by_the_clock() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    asked(need, first)
    listing = Specialist.objects.get(riss_no=first).listing
    move_listing(listing, ListingState.EXPIRED, by=SYSTEM, at=AT)

    rounds = [move_needs(by=SYSTEM, at=AT + DAYS / 24).passed_over for _ in range(2)]

    assert (rounds, states_of(need)) == ([1, 0], {first: "dropped", second: "asked"})
    assert [name for name, _ in letters()].count("need_next_asked") == 1


def test_a_company_that_does_not_choose_is_reminded_then_closed_and_told() -> None:
    able("000001")
    need = needed()

    rounds = [move_needs(by=SYSTEM, at=AT + days * DAYS) for days in (4, 5, 6, 20, 21, 22)]

    assert [(one.companies_reminded, one.closed) for one in rounds] == [(0, 0), (1, 0), (0, 0), (0, 0), (0, 1), (0, 0)]
    assert (standing(need), [name for name, _ in letters()]) == (
        NeedState.CLOSED, ["need_candidates", "need_choose_reminder", "need_closed"],
    )  # fmt: skip


def test_with_nobody_the_service_looks_once_a_day_and_writes_only_when_somebody_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    need = needed()
    searched = []
    monkeypatch.setattr(looking_again, "fill_up", lambda *args, **how: searched.append(1) or fill_up(*args, **how))

    same_day = move_needs(by=SYSTEM, at=AT + DAYS / 24).found_again
    next_day = [move_needs(by=SYSTEM, at=AT + DAYS + turn * DAYS / 24).found_again for turn in range(3)]
    quiet = letters()
    able("000001")
    found = [move_needs(by=SYSTEM, at=AT + 2 * DAYS).found_again for _ in range(2)]

    assert (same_day, next_day, quiet, len(searched)) == (0, [0, 0, 0], [("need_nobody", EMAIL)], 2)
    assert (found, standing(need), letters()[1:]) == ([1, 0], NeedState.CHOOSING, [("need_candidates", EMAIL)])


def test_an_address_nobody_proved_ends_after_a_week_without_a_letter() -> None:
    need = needed(is_proved=False)

    moved = move_needs(by=SYSTEM, at=AT + 7 * DAYS)

    assert (moved.closed, standing(need), letters()) == (1, NeedState.CLOSED, [("confirm_address", EMAIL)])


def test_unanswered_proposals_and_enquiries_count_together_as_silence() -> None:
    able("000001", monthly_cap=30)
    for turn in range(2):
        asked(needed(source=str(turn)), "000001")

    move_needs(by=SYSTEM, at=AT + 7 * DAYS)

    assert [name for name, to in letters() if to == "000001@people.example" and name.startswith("silence")] == [
        "silence_warned"
    ]


def test_only_who_was_silent_of_a_pair_is_counted() -> None:
    able("000001", "000002", monthly_cap=30)
    for turn in range(2):
        need = needed(source=str(turn))
        pair = paired(need, "000001", "000002")
        asked(need, "000001")
        accept_proposal(pair, person=pair.specialist, by=EXPERT, at=AT)

    move_needs(by=SYSTEM, at=AT + 7 * DAYS)

    warned = [to for name, to in letters() if name == "silence_warned"]
    lapsed = {to for name, to in letters() if name == "proposal_lapsed"}
    assert (warned, lapsed) == (["000002@people.example"], {"000002@people.example"})
