"""The desk and the dispatch pool: asked, answered, stepped back; nobody at two desks at once; who left the list is out."""

from datetime import date, timedelta

import pytest

from tests.consultations.casework import AT, BY, coordinator, partner, specialist
from tsunagu.accounts.states import Right
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import pools_of_specialist, shifts_kept_by, shifts_of_specialist
from tsunagu.consultations.actions.desks import BUSY, MOVED, OVER, add_shift, answer_shift, ask_shift, cancel_shift
from tsunagu.consultations.actions.pools import (
    TWICE,
    answer_membership,
    ask_for_membership,
    end_by_partner,
    leave_pool,
)
from tsunagu.consultations.desk_queries import month_bounds, pool_rows, rota
from tsunagu.consultations.models import DeskShift, PoolMember
from tsunagu.consultations.states import PoolState, ShiftState
from tsunagu.mail.models import Letter
from tsunagu.specialists.models import PublishedSheet, Specialist
from tsunagu.vault import retention
from tsunagu.vault.retention_table import periods

pytestmark = pytest.mark.django_db
BEGINS = AT + timedelta(days=10)
HOUR = timedelta(hours=1)
UNTIL = date(2027, 3, 31)
OWN = frozenset({Right.OWN_SHEET})


def shift(of=None, *, begins=BEGINS, hours: int = 3) -> DeskShift:
    return add_shift(of or partner(), begins, begins + hours * HOUR, "本館2階", is_online=False, by=BY, at=AT)


def letters() -> list[tuple[str, str]]:
    return [(one.template, one.to) for one in Letter.objects.order_by("pk")]


def test_a_shift_is_asked_for_and_accepted() -> None:
    of = partner()
    keeper = coordinator(of)
    one = ask_shift(shift(of), specialist(), by=BY, at=AT)

    answer_shift(one, is_accepted=True, by=BY, at=AT)

    assert (one.state_now, letters()) == (
        ShiftState.ACCEPTED,
        [("shift_asked", "s000011@sekisupe.example"), ("shift_answered", keeper.email)],
    )


@pytest.mark.parametrize("is_accepted_first", [True, False])
def test_who_declines_or_steps_back_leaves_the_shift_open(*, is_accepted_first: bool) -> None:
    one, who = shift(), specialist()
    ask_shift(one, who, by=BY, at=AT)
    if is_accepted_first:
        answer_shift(one, is_accepted=True, by=BY, at=AT)

    answer_shift(one, is_accepted=False, by=BY, at=AT)

    assert (one.state_now, one.specialist, shifts_of_specialist(who.user, OWN, at=AT).count()) == (
        ShiftState.OPEN, None, 0,
    )  # fmt: skip
    assert ask_shift(one, specialist("000012"), by=BY, at=AT).state_now is ShiftState.ASKED


@pytest.mark.parametrize(
    ("after", "hours", "is_free"),
    [(0, 3, False), (-2, 3, False), (2, 3, False), (1, 1, False), (-1, 9, False), (3, 3, True), (-3, 3, True)],
)
def test_nobody_is_asked_for_two_shifts_at_overlapping_times(after: int, hours: int, *, is_free: bool) -> None:
    who = specialist()
    ask_shift(shift(), who, by=BY, at=AT)
    other = shift(partner(name="よそ"), begins=BEGINS + after * HOUR, hours=hours)

    try:
        ask_shift(other, who, by=BY, at=AT)
        said = ""
    except RuleBrokenError as refusal:
        said = str(refusal)

    assert said == ("" if is_free else BUSY)


@pytest.mark.parametrize(
    ("begins", "hours", "place", "field"),
    [
        (AT, 3, "本館", "starts_at"),
        (BEGINS, 0, "本館", "ends_at"),
        (BEGINS, 13, "本館", "ends_at"),
        (BEGINS, 3, " ", "place"),
        (BEGINS, 3, "あ" * 201, "place"),
    ],
)
def test_a_shift_that_cannot_be_is_refused(begins, hours: int, place: str, field: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        add_shift(partner(), begins, begins + hours * HOUR, place, is_online=False, by=BY, at=AT)

    assert (refusal.value.field, DeskShift.objects.count()) == (field, 0)


def test_a_cancelled_shift_is_told_to_who_had_it_and_frees_their_time() -> None:
    one, who = shift(), specialist()
    ask_shift(one, who, by=BY, at=AT)

    cancel_shift(one, by=BY, at=AT)

    assert letters()[-1] == ("shift_off", "s000011@sekisupe.example")
    assert ask_shift(shift(), who, by=BY, at=AT).state_now is ShiftState.ASKED


def test_what_has_begun_is_not_changed_any_more() -> None:
    one = ask_shift(shift(), specialist(), by=BY, at=AT)

    for act in (
        lambda: answer_shift(one, is_accepted=True, by=BY, at=BEGINS),
        lambda: cancel_shift(one, by=BY, at=BEGINS),
        lambda: ask_shift(one, one.specialist, by=BY, at=BEGINS),
    ):
        with pytest.raises(RuleBrokenError, match=OVER):
            act()


def test_who_answers_what_was_given_to_another_meanwhile_is_told() -> None:
    one, who = shift(), specialist()
    ask_shift(one, who, by=BY, at=AT)
    seen = DeskShift.objects.select_related("specialist", "partner").get()
    answer_shift(one, is_accepted=False, by=BY, at=AT)
    ask_shift(one, specialist("000012"), by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=MOVED):
        answer_shift(seen, is_accepted=True, by=BY, at=AT)


def test_the_month_is_the_partners_own() -> None:
    of = partner()
    one, _ = shift(of), shift(partner(name="よそ"))
    shift(of, begins=AT + timedelta(days=60))
    cancel_shift(shift(of), by=BY, at=AT)

    rows = rota(shifts_kept_by({Right.CASE_KEEP}, [of.pk]), date(2026, 12, 9), at=AT)

    assert [(row.key, row.where, row.when) for row in rows] == [
        (one.pk, "本館2階", "2026年12月1日（火）10時00分〜13時00分")
    ]
    assert month_bounds(date(2026, 12, 31)) == (date(2026, 12, 1), date(2027, 1, 1))


def test_a_member_may_be_sent_until_the_day_and_while_on_the_list() -> None:
    member = ask_for_membership(partner(), specialist(), UNTIL, by=BY, at=AT)
    assert [row.may_be_sent for row in pool_rows(PoolMember.objects.all(), today=AT.date())] == [False]

    answer_membership(member, is_accepted=True, by=BY, at=AT)

    def may(today: date) -> list[bool]:
        return [row.may_be_sent for row in pool_rows(PoolMember.objects.all(), today=today)]

    assert (may(AT.date()), may(UNTIL), may(date(2027, 4, 1))) == ([True], [True], [False])
    PublishedSheet.objects.update(is_listed=False)
    assert may(AT.date()) == [False]


def test_the_pool_is_filtered_by_theme() -> None:
    of = partner()
    for number, able in (("000011", ("T1",)), ("000012", ("T2",))):
        who = specialist(number, themes_able=able, themes_delivered=())
        answer_membership(ask_for_membership(of, who, UNTIL, by=BY, at=AT), is_accepted=True, by=BY, at=AT)

    found = {
        theme: [row.riss_no for row in pool_rows(PoolMember.objects.all(), today=AT.date(), theme=theme)]
        for theme in ("", "T1", "T2", "T9")
    }

    assert found == {"": ["000011", "000012"], "T1": ["000011"], "T2": ["000012"], "T9": ["000011", "000012"]}


def test_nobody_is_in_a_pool_twice_but_after_leaving_may_be_asked_anew() -> None:
    of, who = partner(), specialist()
    member = ask_for_membership(of, who, UNTIL, by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=TWICE):
        ask_for_membership(of, who, UNTIL, by=BY, at=AT)

    answer_membership(member, is_accepted=True, by=BY, at=AT)
    leave_pool(member, by=BY, at=AT)
    assert ask_for_membership(of, who, UNTIL, by=BY, at=AT).state_now is PoolState.ASKED


def test_a_membership_past_its_day_does_not_stand_in_the_way() -> None:
    of, who = partner(), specialist()
    answer_membership(ask_for_membership(of, who, UNTIL, by=BY, at=AT), is_accepted=True, by=BY, at=AT)
    later = AT + timedelta(days=200)

    again = ask_for_membership(of, who, date(2028, 3, 31), by=BY, at=later)

    assert [one.state for one in PoolMember.objects.order_by("pk")] == ["ended", "asked"]
    assert pools_of_specialist(who.user, OWN).get() == again


@pytest.mark.parametrize("until", [date(2026, 11, 21), date(2020, 1, 1), date(2029, 12, 1)])
def test_a_day_that_is_none_is_refused(until: date) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        ask_for_membership(partner(), specialist(), until, by=BY, at=AT)

    assert refusal.value.field == "until_on"


def test_who_declines_the_pool_is_not_in_it() -> None:
    member = ask_for_membership(partner(), specialist(), UNTIL, by=BY, at=AT)

    answer_membership(member, is_accepted=False, by=BY, at=AT)

    assert pool_rows(PoolMember.objects.all(), today=AT.date()) == []
    with pytest.raises(RuleBrokenError, match="進めません"):
        answer_membership(member, is_accepted=True, by=BY, at=AT)


def test_taken_out_by_the_partner_they_are_told() -> None:
    member = ask_for_membership(partner(), specialist(), UNTIL, by=BY, at=AT)

    end_by_partner(member, by=BY, at=AT)

    assert letters()[-1] == ("pool_ended", "s000011@sekisupe.example")


def test_who_cannot_sign_in_is_asked_for_nothing() -> None:
    who = specialist()
    Specialist.objects.update(user=None)
    who.refresh_from_db()

    for act in (
        lambda: ask_shift(shift(), who, by=BY, at=AT),
        lambda: ask_for_membership(partner(name="よそ"), who, UNTIL, by=BY, at=AT),
    ):
        with pytest.raises(RuleBrokenError, match="ログインできません"):
            act()

    assert letters() == []


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_many(count: int, django_assert_num_queries) -> None:
    of = partner()
    for number in range(count):
        who = specialist(f"00001{number}")
        ask_shift(shift(of), who, by=BY, at=AT)
        ask_for_membership(of, who, UNTIL, by=BY, at=AT)

    with django_assert_num_queries(1):
        shifts = rota(DeskShift.objects.all(), BEGINS.date(), at=AT)
    with django_assert_num_queries(2):
        members = pool_rows(PoolMember.objects.all(), today=AT.date())

    assert (len(shifts), len(members)) == (count, count)


@pytest.mark.parametrize(("more", "left"), [(0, 1), (200, 0)])
def test_shifts_and_memberships_go_when_their_time_is_over(more: int, left: int) -> None:
    of, who = partner(), specialist()
    shift(of)
    ask_for_membership(of, who, UNTIL, by=BY, at=AT)

    gone = retention.run(at=AT + timedelta(days=periods()["desk"].days + more))

    assert (gone["desk"], DeskShift.objects.count(), PoolMember.objects.count()) == (2 - 2 * left, left, left)
