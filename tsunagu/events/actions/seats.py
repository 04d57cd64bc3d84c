"""Seats: taken in one statement, given back, and who moves up. Inside the transaction of the action that calls.

Whoever changes seats touches the event's row first; so two who change the same event wait for each other, and nobody
waits in a circle.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.letters import tell_moved_up
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.rules import Waiter, moving_up
from tsunagu.events.states import EventState, RegistrationState
from tsunagu.journal.actions import record

RUNNING = (EventState.ANNOUNCED, EventState.CLOSED)
NOT_RUNNING = "この催しは、いま申込みを受け付けていません。"


def take_turn(event: Event) -> int:
    """The next number in the order of registrations. Refuses an event that was cancelled or is over."""
    if not Event.objects.filter(pk=event.pk, state__in=RUNNING).update(turns=F("turns") + 1):
        raise RuleBrokenError(NOT_RUNNING)
    return Event.objects.values_list("turns", flat=True).get(pk=event.pk)


def hold(event: Event) -> None:
    """Nobody else changes the seats of this event until the transaction ends."""
    Event.objects.filter(pk=event.pk).update(turns=F("turns"))


def take_seats(event: Event, persons: int) -> bool:
    """Take seats for so many if there are as many, in one statement. False: there are not."""
    free = Event.objects.filter(pk=event.pk, accepted__lte=F("capacity") - persons)
    return bool(free.update(accepted=F("accepted") + persons))


def give_back(event: Event, persons: int) -> None:
    """These seats are free again."""
    Event.objects.filter(pk=event.pk).update(accepted=F("accepted") - persons)


def move_up(event: Event, *, by: Actor, at: datetime) -> int:
    """Who fits into the free seats moves up from the waiting list, in its order, and is told. Returns how many.

    Not any more once the event has begun. The caller holds the event.
    """
    event.refresh_from_db()
    if event.state_now not in RUNNING or at >= event.starts_at:
        return 0
    waiting = EventRegistration.objects.filter(event=event, state=RegistrationState.WAITING).order_by("turn")
    rows = {one.pk: one for one in waiting}
    lucky = moving_up((Waiter(pk, one.persons) for pk, one in rows.items()), free=event.capacity - event.accepted)
    for waiter in lucky:
        registration = rows[waiter.registration_id]
        registration.event = event
        if take_seats(event, waiter.persons):
            _accept(registration, by=by, at=at)
    return len(lucky)


def _accept(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    still = EventRegistration.objects.filter(pk=registration.pk, state=RegistrationState.WAITING)
    still.update(state=RegistrationState.ACCEPTED, moved_up_at=at)
    record("event_registration.moved_up", on=registration, by=by, at=at, persons=registration.persons)
    tell_moved_up(registration, by=by, at=at)
