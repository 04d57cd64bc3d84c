"""What happens to a registration afterwards: cancelled, declined, claimed by a company, arrived."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import Company
from tsunagu.events.actions.seats import give_back, hold, move_up
from tsunagu.events.endings import tell_ended
from tsunagu.events.letters import tell_declined
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.states import REGISTRATION_MOVES, RegistrationState
from tsunagu.journal.actions import record

ENDED = "この申込みは、もう終わっています。画面を読み直してください。"


@transaction.atomic
def cancel_registration(registration: EventRegistration, *, by: Actor, at: datetime) -> EventRegistration:
    """Who registered does not come: their seats are free, and who waits moves up. Refuses one that ended."""
    return _end(registration, RegistrationState.CANCELLED, by=by, at=at)


@transaction.atomic
def decline_registration(registration: EventRegistration, *, by: Actor, at: datetime) -> EventRegistration:
    """The organiser cannot take it (受付お断り): seats go to who waits. Refuses one that ended.

    Told by letter, but not to an address that was never proved: whoever owns it may know of nothing.
    """
    _end(registration, RegistrationState.DECLINED, by=by, at=at)
    if registration.turn:
        tell_declined(registration, by=by, at=at)
    return registration


def _end(registration: EventRegistration, to: RegistrationState, *, by: Actor, at: datetime) -> EventRegistration:
    event = registration.event
    hold(event)
    _read_anew(registration)
    was = registration.state_now
    if to not in REGISTRATION_MOVES[was]:
        raise RuleBrokenError(ENDED)
    if registration.arrived_at:
        raise RuleBrokenError("もう受付を済ませた方です。先に受付を取り消してください。")
    if not EventRegistration.objects.filter(pk=registration.pk, state=was).update(state=to, ended_at=at):
        raise RuleBrokenError(ENDED)
    registration.refresh_from_db()
    record(f"event_registration.{to.value}", on=registration, by=by, at=at, was=was.value)
    if was is RegistrationState.ACCEPTED:
        tell_ended(event, [registration.pk], by=by, at=at)
        give_back(event, registration.persons)
        move_up(event, by=by, at=at)
    return registration


def _read_anew(registration: EventRegistration) -> None:
    """As it stands now; one that nobody proved in time may be gone."""
    try:
        registration.refresh_from_db()
    except EventRegistration.DoesNotExist as gone:
        raise RuleBrokenError(ENDED) from gone


@transaction.atomic
def claim_registration(registration: EventRegistration, company: Company, *, by: Actor, at: datetime) -> None:
    """Who holds the registration's link puts it on their company's page. Once; the caller has looked who belongs."""
    if not EventRegistration.objects.filter(pk=registration.pk, company=None).update(company=company):
        raise RuleBrokenError("この申込みは、もう会社のページに入っています。")
    registration.refresh_from_db()
    record("event_registration.claimed", on=registration, by=by, at=at, company=company.pk)


@transaction.atomic
def note_export(event: Event, kind: str, *, by: Actor, at: datetime) -> None:
    """The list of names was taken out of the service (promises §4: reads of confidential papers are journalled)."""
    number = EventRegistration.objects.filter(event=event).count()
    record("event.exported", on=event, by=by, at=at, kind=kind, registrations=number)


@transaction.atomic
def mark_arrived(registration: EventRegistration, persons: int, *, by: Actor, at: datetime) -> None:
    """So many of them have come; 0 takes it back. Refuses without a seat, more than registered, before the day."""
    if not 0 <= persons <= registration.persons:
        raise RuleBrokenError(f"人数は、{registration.persons}人までです。")
    if day_of(at) < day_of(registration.event.starts_at):
        raise RuleBrokenError("受付は、当日からできます。")
    hold(registration.event)
    seated = EventRegistration.objects.filter(pk=registration.pk, state=RegistrationState.ACCEPTED)
    if not seated.update(arrived_at=at if persons else None, arrived_persons=persons):
        raise RuleBrokenError("席のある申込みではありません。一覧で状態を確かめてください。")
    registration.refresh_from_db()
    record("event_registration.arrived", on=registration, by=by, at=at, persons=persons)
