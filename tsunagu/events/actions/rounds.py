"""What the clock does to events: closing, reminders the day before, registrations nobody proved, the end of keeping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, day_of, days_after
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.actions.holding import close_registration
from tsunagu.events.letters import remind
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.states import EventState, RegistrationState
from tsunagu.journal.actions import record

PROVED_WITHIN = timedelta(days=7)
REMINDED_FROM = 8  # o'clock in Japan: nobody's telephone rings at night


@dataclass(frozen=True, slots=True)
class Moved:
    """What one round did."""

    closed: int
    reminded: int
    dropped: int


def move_events(*, by: Actor, at: datetime) -> Moved:
    """One round; each event and each reminder in a transaction of its own: it may be cut short and repeated."""
    due = Event.objects.filter(state=EventState.ANNOUNCED, closes_at__lte=at).order_by("pk")
    closed = sum(_close(event, by=by, at=at) for event in list(due))
    reminded = sum(remind_registration(one, by=by, at=at) for one in _tomorrows(at))
    dropped = sum(drop_unproved(one, by=by, at=at) for one in _unproved(at))
    return Moved(closed, reminded, dropped)


def _close(event: Event, *, by: Actor, at: datetime) -> bool:
    try:
        close_registration(event, by=by, at=at)
    except RuleBrokenError:  # somebody was faster
        return False
    return True


def _tomorrows(at: datetime) -> list[EventRegistration]:
    if at.astimezone(JST).hour < REMINDED_FROM:
        return []
    begin = datetime.combine(days_after(day_of(at), 1), time(), JST)
    found = EventRegistration.objects.filter(
        state=RegistrationState.ACCEPTED,
        reminded_at=None,
        event__starts_at__gte=begin,
        event__starts_at__lt=begin + timedelta(days=1),
        event__state__in=(EventState.ANNOUNCED, EventState.CLOSED),
    )
    return [one for one in found.select_related("event").order_by("pk") if one.email]


def _unproved(at: datetime) -> list[EventRegistration]:
    old = EventRegistration.objects.filter(state=RegistrationState.AWAITING_PROOF, made_at__lte=at - PROVED_WITHIN)
    return list(old.order_by("pk"))


@transaction.atomic
def remind_registration(registration: EventRegistration, *, by: Actor, at: datetime) -> bool:
    """The letter of the day before, once. False: it was written already."""
    due = EventRegistration.objects.filter(pk=registration.pk, reminded_at=None, state=RegistrationState.ACCEPTED)
    if not due.update(reminded_at=at):
        return False
    record("event_registration.reminded", on=registration, by=by, at=at)
    remind(registration, by=by, at=at)
    return True


@transaction.atomic
def drop_unproved(registration: EventRegistration, *, by: Actor, at: datetime) -> bool:
    """Nobody proved the address within a week: what was written goes. False: it was proved meanwhile."""
    found = EventRegistration.objects.filter(pk=registration.pk, state=RegistrationState.AWAITING_PROOF)
    if not found.delete()[0]:
        return False
    record("event_registration.dropped", on=registration, by=by, at=at)
    return True


@transaction.atomic
def erase_registrations(*, before: date, by: Actor, at: datetime) -> int:  # noqa: ARG001  (retention asks all alike)
    """Delete registrations to events that ended before a day, with the names; the event and its numbers stay."""
    old = EventRegistration.objects.filter(event__ends_at__lt=datetime.combine(before, time(), JST))
    return old.delete()[1].get("events.EventRegistration", 0)
