"""What the clock does to events."""

from datetime import timedelta

import pytest

from tests.events.gatherings import BEGINS, DAYS, HOURS, announced, letters, registered, standing, wanted
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM, VISITOR
from tsunagu.base.calendar import day_of
from tsunagu.events.actions.registering import register
from tsunagu.events.actions.rounds import Moved, erase_registrations, move_events
from tsunagu.events.models import EventAttendee, EventRegistration

pytestmark = pytest.mark.django_db


def test_in_the_morning_of_the_day_before_who_has_a_seat_is_reminded_once() -> None:
    event = announced(capacity=1)
    registered(event, 1)
    registered(event, 2)
    before = len(letters())

    times = (BEGINS - 2 * DAYS, BEGINS - DAYS - 3 * HOURS, BEGINS - DAYS, BEGINS - DAYS + HOURS)

    rounds = [move_events(by=SYSTEM, at=at) for at in times]

    assert rounds == [Moved(0, 0, 0), Moved(0, 0, 0), Moved(1, 1, 0), Moved(0, 0, 0)]
    assert letters()[before:] == [("event_reminder", "a1@kaisha.example")]


def test_at_the_closing_time_it_closes() -> None:
    event = announced()

    move_events(by=SYSTEM, at=event.closes_at)

    event.refresh_from_db()
    assert event.state == "closed"


def test_what_nobody_proved_within_a_week_goes() -> None:
    event = announced()
    register(event, wanted(), by=VISITOR, at=AT)

    rounds = [move_events(by=SYSTEM, at=AT + days) for days in (6 * DAYS, 7 * DAYS)]

    assert ([one.dropped for one in rounds], standing(event)) == ([0, 1], (0, []))


def test_five_years_later_the_names_are_gone_and_the_event_stays() -> None:
    event = announced()
    registered(event, persons=2)
    day = day_of(event.ends_at)

    gone = [erase_registrations(before=day + timedelta(days=more), by=SYSTEM, at=AT) for more in (0, 1)]

    assert (gone, EventRegistration.objects.count(), EventAttendee.objects.count()) == ([0, 1], 0, 0)
    event.refresh_from_db()
    assert event.accepted == 2
