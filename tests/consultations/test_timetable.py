"""Planned, moved, swapped, taken back: one place at a time for everybody, kept by the database."""

from collections.abc import Collection

import pytest

from tests.consultations.days import AT, BY, adviser, coming, consultation_day
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions import Placing, arrange, declare_conflict, schedule, walk_in
from tsunagu.consultations.actions import timetable as timetable_actions
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConflictReason
from tsunagu.events.states import AdviserState, EventState, RegistrationState
from tsunagu.journal.models import Entry

pytestmark = pytest.mark.django_db


def timetable() -> list[tuple[int, int, int | None, int, str]]:
    rows = Consultation.objects.order_by("pk")
    return list(rows.values_list("registration_id", "specialist_id", "slot__number", "room", "state"))


def test_a_consultation_is_planned() -> None:
    event = consultation_day()
    company, specialist = coming(event), adviser(event)

    made = schedule(company, specialist, event.slots.get(number=2), 1, by=BY, at=AT)

    assert timetable() == [(company.pk, specialist.pk, 2, 1, "planned")]
    assert (made.scope, Entry.objects.latest("pk").verb) == (event.scope, "consultation.planned")


@pytest.mark.parametrize("other", ["specialist", "company", "room"])
def test_nobody_and_no_room_is_taken_twice(other: str) -> None:
    event = consultation_day()
    slot, company, specialist = event.slots.get(number=1), coming(event), adviser(event)
    schedule(company, specialist, slot, 1, by=BY, at=AT)
    second = company if other == "company" else coming(event, "別の会社")
    third = specialist if other == "specialist" else adviser(event, "000002")

    with pytest.raises(RuleBrokenError, match="ふさがって") as refusal:
        schedule(second, third, slot, 1 if other == "room" else 2, by=BY, at=AT)

    assert (refusal.value.field, len(timetable())) == ("slot", 1)


def test_online_consultations_need_no_room() -> None:
    event = consultation_day()
    slot = event.slots.get(number=1)
    schedule(coming(event), adviser(event), slot, 0, by=BY, at=AT)

    schedule(coming(event, "別の会社"), adviser(event, "000002"), slot, 0, by=BY, at=AT)

    assert [row[3] for row in timetable()] == [0, 0]


@pytest.mark.parametrize(
    ("company_state", "adviser_state", "event_state", "words"),
    [
        (RegistrationState.WAITING, AdviserState.ACCEPTED, EventState.CLOSED, "受付済み"),
        (RegistrationState.ACCEPTED, AdviserState.ASKED, EventState.CLOSED, "相談員ではありません"),
    ],
)
def test_only_who_is_accepted_meets(company_state, adviser_state, event_state, words) -> None:
    event = consultation_day(state=event_state)
    company, specialist = coming(event, state=company_state), adviser(event, state=adviser_state)

    with pytest.raises(RuleBrokenError, match=words):
        schedule(company, specialist, event.slots.get(number=1), 1, by=BY, at=AT)

    assert timetable() == []


def test_a_slot_of_another_event_is_refused() -> None:
    event = consultation_day()
    other = consultation_day(event.partner)

    with pytest.raises(RuleBrokenError, match="ほかの催し"):
        schedule(coming(event), adviser(event), other.slots.get(number=1), 1, by=BY, at=AT)


def test_those_with_a_conflict_do_not_meet() -> None:
    event = consultation_day()
    company, specialist = coming(event), adviser(event)
    declare_conflict(company, specialist, ConflictReason.CUSTOMER, "", by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match="利益相反"):
        schedule(company, specialist, event.slots.get(number=1), 1, by=BY, at=AT)


def test_a_whole_timetable_comes_into_force_swaps_included() -> None:
    event = consultation_day()
    slots = list(event.slots.order_by("number"))
    first, second, third = coming(event), coming(event, "乙社"), coming(event, "丙社")
    one, two = adviser(event), adviser(event, "000002")
    arrange(
        event,
        [Placing(first.pk, one.pk, slots[0].pk, 1), Placing(second.pk, one.pk, slots[1].pk, 1)],
        by=BY, at=AT,
    )  # fmt: skip

    done = arrange(
        event,
        [
            Placing(first.pk, one.pk, slots[1].pk, 1),
            Placing(second.pk, one.pk, slots[0].pk, 1),
            Placing(third.pk, two.pk, slots[0].pk, 2),
        ],
        by=BY, at=AT,
    )  # fmt: skip
    again = arrange(event, [Placing(first.pk, one.pk, slots[1].pk, 1)], by=BY, at=AT)

    assert ([len(done.made), len(done.moved), len(done.cancelled)], [row[2:] for row in timetable()]) == (
        [1, 2, 0],
        [(2, 1, "planned"), (1, 1, "cancelled"), (1, 2, "cancelled")],
    )
    assert [len(again.made), len(again.moved), len(again.cancelled)] == [0, 0, 2]


def test_a_timetable_that_does_not_fit_changes_nothing() -> None:
    event = consultation_day()
    slot, company, specialist = event.slots.get(number=1), coming(event), adviser(event)
    other = coming(event, "乙社")
    arrange(event, [Placing(company.pk, specialist.pk, slot.pk, 1)], by=BY, at=AT)
    before = timetable()

    with pytest.raises(RuleBrokenError, match="ふさがって"):
        arrange(
            event,
            [Placing(company.pk, specialist.pk, slot.pk, 2), Placing(other.pk, specialist.pk, slot.pk, 1)],
            by=BY, at=AT,
        )  # fmt: skip

    assert timetable() == before


def test_who_walks_in_needs_no_slot_and_comes_once() -> None:
    event = consultation_day()
    company, specialist = coming(event), adviser(event)

    walk_in(company, specialist, slot=None, room=0, by=BY, at=AT)

    assert timetable() == [(company.pk, specialist.pk, None, 0, "planned")]
    with pytest.raises(RuleBrokenError, match="もう入って"):
        walk_in(company, specialist, slot=None, room=0, by=BY, at=AT)


@pytest.mark.parametrize("number", [None, 3])
def test_a_new_timetable_leaves_who_walked_in(number: int | None) -> None:
    event = consultation_day()
    company, specialist = coming(event), adviser(event)
    slot = event.slots.get(number=number) if number else None
    walk_in(company, specialist, slot=slot, room=2, by=BY, at=AT)

    changed = arrange(event, [], by=BY, at=AT)

    assert (timetable(), changed.cancelled) == ([(company.pk, specialist.pk, number, 2, "planned")], ())


@pytest.mark.parametrize("stays", [True, False])
def test_what_is_recorded_while_publishing_is_not_cancelled(monkeypatch: pytest.MonkeyPatch, *, stays: bool) -> None:
    event = consultation_day()
    company, specialist = coming(event), adviser(event)
    one = schedule(company, specialist, event.slots.get(number=1), 1, by=BY, at=AT)
    new = [Placing(company.pk, specialist.pk, event.slots.get(number=2).pk, 1)] if stays else []
    real = timetable_actions._update_planned

    def recorded_first(rows: Collection[Consultation], **fields: object) -> None:
        Consultation.objects.filter(pk=one.pk).update(state="held")
        real(rows, **fields)

    monkeypatch.setattr(timetable_actions, "_update_planned", recorded_first)

    with pytest.raises(RuleBrokenError, match="もう予定ではありません"):
        arrange(event, new, by=BY, at=AT)
