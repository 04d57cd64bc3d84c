"""A registration: written, proved, with a seat or on the waiting list; entered by staff; by a specialist signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.actions.seats import take_seats, take_turn
from tsunagu.events.letters import ask_to_confirm, tell_accepted, tell_waiting
from tsunagu.events.links import CONFIRM, sender_digest
from tsunagu.events.models import Event, EventAttendee, EventRegistration, EventSlot
from tsunagu.events.rules import MOST_PERSONS, why_not_open
from tsunagu.events.states import LIVE, EventKind, RegistrationState, RegistrationWay
from tsunagu.journal.actions import record
from tsunagu.mail.access import is_proved
from tsunagu.mail.actions import ask_for_proof
from tsunagu.mail.letters import plain_address
from tsunagu.reference.listing import industries, prefectures
from tsunagu.specialists.models import Specialist
from tsunagu.vault.links import site_link

DAY = timedelta(days=1)
MAILS_A_DAY = 5  # to one proved address: nobody is flooded through our form
GONE = "この申込みは、もう受け付けたか、取り消されています。"
TWICE = "このメールアドレスでは、もう申し込んでいます。届いたメールのリンクから見られます。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wrote. `names`: the one to three people who come; `free_slots`: numbers, all when empty."""

    organisation_name: str
    prefecture: str
    industry: str
    contact_name: str
    names: tuple[str, ...]
    email: str = ""
    telephone: str = ""
    wants_consultation: bool = False
    prefers_online: bool = False
    free_slots: tuple[int, ...] = ()


@transaction.atomic
def register(event: Event, wanted: Wanted, *, by: Actor, at: datetime) -> EventRegistration:
    """Keep what was written and ask the address for proof; no seat is taken yet (promises §3).

    Refuses after closing, nobody or more than three people, unknown codes. Whether the address is registered already
    is told only to who holds it (`prove_registration`).
    """
    event.refresh_from_db()
    if why := why_not_open(event.state_now, event.closes_at, at=at):
        raise RuleBrokenError(why)
    registration = _kept(event, wanted, RegistrationWay.WEB, at=at)
    record("event_registration.made", on=registration, by=by, at=at, persons=registration.persons)
    _ask_the_address(registration, by=by, at=at)
    return registration


@transaction.atomic
def prove_registration(registration: EventRegistration, *, by: Actor, at: datetime) -> EventRegistration:
    """The owner of the address pressed the button: a seat, else the waiting list. A second press changes nothing.

    The caller has read the address out of the signed link; what staff entered has its place already and gets its
    letter. Refuses one that ended, a second one of the same address, and an event that is off or has begun.
    """
    registration.refresh_from_db()
    if registration.proved_at is not None:
        return registration
    if at >= registration.event.starts_at:
        raise RuleBrokenError("この催しは、もう始まっています。")
    if registration.state_now not in LIVE:
        return _tell_place(_take_place(registration, proved_at=at, by=by, at=at), by=by, at=at)
    entered = EventRegistration.objects.filter(pk=registration.pk, state__in=LIVE, proved_at=None)
    if not entered.update(proved_at=at):
        raise RuleBrokenError(GONE)
    registration.refresh_from_db()
    record("event_registration.proved", on=registration, by=by, at=at)
    return _tell_place(registration, by=by, at=at)


@transaction.atomic
def register_by_staff(
    event: Event, wanted: Wanted, way: RegistrationWay, *, by: Actor, at: datetime
) -> EventRegistration:
    """Somebody wrote by fax, called or stood at the counter: a seat at once, else the waiting list. Also after closing.

    The letter with its page goes only to a proved address; another is asked for proof (one mail a day). Refuses what
    `register` refuses but the closing time, and the web.
    """
    if way is RegistrationWay.WEB:
        raise RuleBrokenError("受けた方法を選んでください。", field="way")
    registration = _kept(event, wanted, way, at=at)
    record("event_registration.entered", on=registration, by=by, at=at, way=way.value, persons=registration.persons)
    proved_at = at if is_proved(registration.email) else None
    _take_place(registration, proved_at=proved_at, by=by, at=at)
    if proved_at:
        _tell_place(registration, by=by, at=at)
    elif registration.email:
        ask_for_proof(registration.email, page=site_link(CONFIRM), by=by, at=at)
    return registration


@transaction.atomic
def register_specialist(event: Event, specialist: Specialist, *, by: Actor, at: datetime) -> EventRegistration:
    """A specialist signed in comes to a briefing: a seat at once, else the waiting list. Refuses other kinds."""
    if event.kind_now is not EventKind.BRIEFING or specialist.user is None:
        raise RuleBrokenError("この催しには、ここから申し込めません。")
    if why := why_not_open(event.state_now, event.closes_at, at=at):
        raise RuleBrokenError(why)
    registration = EventRegistration.objects.create(
        scope=event.scope, event=event, specialist=specialist, organisation_name=specialist.name, industry="none",
        contact_name=specialist.name, email=specialist.user.email, sender_digest=sender_digest(specialist.user.email),
        persons=1, made_at=at,
    )  # fmt: skip
    _name(registration, [specialist.name])
    record("event_registration.made", on=registration, by=by, at=at, persons=1)
    return _tell_place(_take_place(registration, proved_at=at, by=by, at=at), by=by, at=at)


def _take_place(
    registration: EventRegistration, *, proved_at: datetime | None, by: Actor, at: datetime
) -> EventRegistration:
    """The event's row first (seats.py), then the registration's: a seat or a place on the waiting list."""
    event = registration.event
    turn = take_turn(event)
    _refuse_twice(registration)
    has_seat = take_seats(event, registration.persons)
    to = RegistrationState.ACCEPTED if has_seat else RegistrationState.WAITING
    awaiting = EventRegistration.objects.filter(pk=registration.pk, state=RegistrationState.AWAITING_PROOF)
    if not awaiting.update(state=to, turn=turn, proved_at=proved_at):
        raise RuleBrokenError(GONE)
    event.refresh_from_db()
    registration.refresh_from_db()
    registration.event = event
    record(f"event_registration.{to.value}", on=registration, by=by, at=at, persons=registration.persons)
    return registration


def _tell_place(registration: EventRegistration, *, by: Actor, at: datetime) -> EventRegistration:
    tell = tell_accepted if registration.state_now is RegistrationState.ACCEPTED else tell_waiting
    tell(registration, by=by, at=at)
    return registration


def _refuse_twice(registration: EventRegistration) -> None:
    same = EventRegistration.objects.filter(event=registration.event, sender_digest=registration.sender_digest)
    if registration.sender_digest and same.filter(state__in=LIVE).exists():
        raise RuleBrokenError(TWICE, field="email")


def _kept(event: Event, wanted: Wanted, way: RegistrationWay, *, at: datetime) -> EventRegistration:
    names = [name.strip() for name in wanted.names if name.strip()]
    if not 1 <= len(names) <= MOST_PERSONS:
        raise RuleBrokenError(f"参加する方のお名前を、1人から{MOST_PERSONS}人まで入力してください。", field="name1")
    if wanted.prefecture not in prefectures():
        raise RuleBrokenError("都道府県を選んでください。", field="prefecture")
    if wanted.industry not in industries():
        raise RuleBrokenError("業種を選んでください。", field="industry")
    is_day = event.kind_now is EventKind.CONSULTATION_DAY
    registration = EventRegistration.objects.create(
        scope=event.scope,
        event=event,
        organisation_name=wanted.organisation_name,
        prefecture=wanted.prefecture,
        industry=wanted.industry,
        contact_name=wanted.contact_name,
        email=plain_address(wanted.email) if wanted.email else "",
        telephone=wanted.telephone,
        sender_digest=sender_digest(wanted.email),
        persons=len(names),
        wants_consultation=is_day and wanted.wants_consultation,
        prefers_online=wanted.prefers_online,
        free_slots=_slots(event, wanted) if is_day and wanted.wants_consultation else [],
        way=way,
        made_at=at,
    )
    _name(registration, names)
    return registration


def _name(registration: EventRegistration, names: Sequence[str]) -> None:
    EventAttendee.objects.bulk_create(
        EventAttendee(scope=registration.scope, registration=registration, name=name, place=place)
        for place, name in enumerate(names, start=1)
    )


def _slots(event: Event, wanted: Wanted) -> list[int]:
    """The slots named; all of them when none is."""
    numbers = list(EventSlot.objects.filter(event=event).order_by("number").values_list("number", flat=True))
    chosen = [number for number in numbers if number in wanted.free_slots]
    return chosen or numbers


def _ask_the_address(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """An unproved address gets one mail a day; a proved one a mail per registration, up to the limit."""
    if not is_proved(registration.email):
        ask_for_proof(registration.email, page=site_link(CONFIRM), by=by, at=at)
        return
    same = EventRegistration.objects.filter(sender_digest=registration.sender_digest, made_at__gt=at - DAY)
    if same.count() <= MAILS_A_DAY:
        ask_to_confirm(registration.email, by=by, at=at)
