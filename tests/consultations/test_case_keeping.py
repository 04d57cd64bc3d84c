"""Who keeps a case: a coordinator sees their own only; handed over, or taken over when nobody keeps it."""

from datetime import timedelta

import pytest

from tests.consultations.casework import AT, BY, case, coordinator, partner
from tsunagu.accounts.actions import end_membership
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Right
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import cases_kept_by, cases_without_keeper
from tsunagu.consultations.actions.case_files import close_case
from tsunagu.consultations.actions.case_keeping import GONE, NO_COLLEAGUE, hand_over, take_over
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)
KEEP = frozenset({Right.CASE_KEEP})


def kept(user: User, *partners: int) -> list[int]:
    return list(cases_kept_by(user, KEEP, partners).values_list("pk", flat=True))


def left(*partners: int) -> list[int]:
    return list(cases_without_keeper(KEEP, partners, at=LATER).values_list("pk", flat=True))


def test_a_coordinator_sees_their_own_cases_only() -> None:
    one = case()
    colleague = coordinator(one.partner)

    assert (kept(one.keeper, one.partner_id), kept(colleague, one.partner_id), kept(one.keeper)) == ([one.pk], [], [])
    assert cases_kept_by(one.keeper, frozenset(), [one.partner_id]).count() == 0


def test_handed_over_it_is_the_colleagues_alone() -> None:
    one = case()
    former, colleague = one.keeper, coordinator(one.partner)

    hand_over(one, colleague, by=BY, at=LATER)

    assert (kept(former, one.partner_id), kept(colleague, one.partner_id)) == ([], [one.pk])
    (letter,) = Letter.objects.all()
    assert (letter.template, letter.to, Entry.objects.filter(verb="case.handed_over").count()) == (
        "case_handed_over", colleague.email, 1,
    )  # fmt: skip


def test_it_is_not_handed_to_others_nor_to_oneself_nor_to_who_has_left() -> None:
    one = case()
    stranger = coordinator(partner(name="よその会議所"))
    gone = coordinator(one.partner)
    end_membership(Membership.objects.get(user=gone), by=BY, at=AT + timedelta(minutes=1))

    for who in (stranger, one.keeper, gone):
        with pytest.raises(RuleBrokenError, match=NO_COLLEAGUE):
            hand_over(one, who, by=BY, at=LATER)

    assert Letter.objects.count() == 0


def test_what_nobody_keeps_is_seen_by_colleagues_and_taken_over() -> None:
    one = case()
    colleague = coordinator(one.partner)
    assert left(one.partner_id) == []
    end_membership(Membership.objects.get(user=one.keeper), by=BY, at=AT + timedelta(minutes=1))

    assert (left(one.partner_id), left()) == ([one.pk], [])
    take_over(one, colleague, by=BY, at=LATER)

    assert (kept(colleague, one.partner_id), left(one.partner_id)) == ([one.pk], [])


def test_what_is_kept_is_not_taken_over() -> None:
    one = case()

    with pytest.raises(RuleBrokenError, match=GONE):
        take_over(one, coordinator(one.partner), by=BY, at=LATER)


def test_a_keeper_who_left_and_came_to_another_partner_keeps_nothing() -> None:
    one = case()
    coordinator(one.partner)
    end_membership(Membership.objects.get(user=one.keeper), by=BY, at=AT + timedelta(minutes=1))

    with pytest.raises(RuleBrokenError, match=GONE):
        take_over(one, one.keeper, by=BY, at=LATER)

    assert left(one.partner_id) == [one.pk]


def test_a_closed_case_without_a_keeper_rests() -> None:
    one = case()
    coordinator(one.partner)
    close_case(one, by=BY, at=AT)
    end_membership(Membership.objects.get(user=one.keeper), by=BY, at=AT + timedelta(minutes=1))

    assert left(one.partner_id) == []
