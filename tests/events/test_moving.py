"""A consultation day gets another day: slots, advisers and reminders go with it."""

import pytest

from tests.directory.asking import person
from tests.events.gatherings import BEGINS, COORDINATOR, DAYS, HOURS, announced, facts, letters, registered
from tests.specialists.published import AT
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.actions.advising import answer_adviser, ask_adviser, set_slots
from tsunagu.events.actions.holding import edit_event
from tsunagu.events.actions.rounds import move_events
from tsunagu.events.queries import slots_of
from tsunagu.events.rules import SlotPlan
from tsunagu.events.states import EventKind

pytestmark = pytest.mark.django_db
WEEK = 7 * DAYS


def moved(**more):
    times = {"starts_at": BEGINS + WEEK, "ends_at": BEGINS + WEEK + 3 * HOURS, "closes_at": BEGINS + WEEK - DAYS}
    return facts(kind=EventKind.CONSULTATION_DAY, **times | more)


def consultation_day():
    event = announced(kind=EventKind.CONSULTATION_DAY)
    set_slots(event, SlotPlan(first_at=BEGINS + HOURS, number=2, minutes=60), by=COORDINATOR, at=AT)
    return event


def begins(event):
    return [slot.starts_at for slot in slots_of(event)]


def test_the_slots_move_with_the_day() -> None:
    event = consultation_day()

    edit_event(event, moved(), by=COORDINATOR, at=AT)

    assert begins(event) == [BEGINS + WEEK + HOURS, BEGINS + WEEK + 2 * HOURS]


def test_slots_beyond_the_new_hours_are_refused_and_stay() -> None:
    event = consultation_day()

    with pytest.raises(RuleBrokenError, match="はみ出します") as refused:
        edit_event(event, moved(ends_at=BEGINS + WEEK + 2 * HOURS), by=COORDINATOR, at=AT)

    event.refresh_from_db()
    assert (refused.value.field, event.starts_at) == ("ends_at", BEGINS)
    assert begins(event) == [BEGINS + HOURS, BEGINS + 2 * HOURS]


def test_advisers_hear_of_the_new_day_and_who_declined_does_not() -> None:
    event = consultation_day()
    asked, off = (ask_adviser(event, person(number), 2, by=COORDINATOR, at=AT) for number in ("000001", "000002"))
    answer_adviser(off, is_accepted=False, by=COORDINATOR, at=AT)
    before = len(letters())

    edit_event(event, moved(), by=COORDINATOR, at=AT)

    assert letters()[before:] == [("adviser_changed", asked.specialist.user.email)]


def test_the_new_day_is_reminded_of_once_more_and_new_hours_are_not() -> None:
    event = announced()
    registered(event)
    eve = BEGINS - DAYS + 3 * HOURS
    first = move_events(by=COORDINATOR, at=eve).reminded
    later = facts(starts_at=BEGINS + HOURS)
    edit_event(event, later, by=COORDINATOR, at=eve)
    same_day = move_events(by=COORDINATOR, at=eve).reminded

    edit_event(event, facts(starts_at=BEGINS + WEEK, ends_at=BEGINS + WEEK + HOURS), by=COORDINATOR, at=eve)

    assert (first, same_day, move_events(by=COORDINATOR, at=eve + WEEK).reminded) == (1, 0, 1)
