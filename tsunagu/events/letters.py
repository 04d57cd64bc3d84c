"""What is posted about events: which event, where one's registration stands, where to read on. Nothing confidential.

A registration without an e-mail address (fax, telephone) gets no letter; the list says so to the organiser.
"""

from __future__ import annotations

from datetime import datetime

from tsunagu.accounts.models import Membership
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, day_words
from tsunagu.events.links import advising_link, confirm_link, event_link, registration_link, requests_link
from tsunagu.events.models import AmbassadorRequest, Event, EventAdviser, EventRegistration
from tsunagu.mail.actions import write_letter
from tsunagu.vault.scope import ScopeKind, scope_of

WEEKDAYS = "月火水木金土日"


def day_and_hours(event: Event) -> str:
    """2026年12月3日（木）13時00分〜16時30分, in Japan."""
    begins, ends = event.starts_at.astimezone(JST), event.ends_at.astimezone(JST)
    day = f"{day_words(begins)}（{WEEKDAYS[begins.weekday()]}）"
    return f"{day}{begins.hour}時{begins.minute:02}分〜{ends.hour}時{ends.minute:02}分"


def place_of(event: Event) -> str:
    """会場名（住所）, オンライン, or both."""
    held_at = f"{event.venue}（{event.address}）" if event.address else event.venue
    return "・".join(part for part in (held_at, "オンライン" if event.is_online else "") if part)


def ask_to_confirm(email: str, *, by: Actor, at: datetime) -> None:
    """The page with the button, to an address that was proved earlier."""
    write_letter("event_confirm", to=email, at=at, by=by, link=confirm_link(email, at=at))


def _page_of(registration: EventRegistration) -> str:
    """Its own page, which shows names; while nobody has proved the address, only the event's public page."""
    return event_link(registration.event) if registration.proved_at is None else registration_link(registration)


def tell_accepted(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """There is a seat."""
    if registration.email:
        event = registration.event
        write_letter(
            "event_accepted", to=registration.email, at=at, by=by, scope=registration.scope, title=event.title,
            when=day_and_hours(event), where=place_of(event), persons=registration.persons,
            link=_page_of(registration),
        )  # fmt: skip


def tell_waiting(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """All seats are taken; what happens next."""
    if registration.email:
        event = registration.event
        write_letter(
            "event_waiting", to=registration.email, at=at, by=by, scope=registration.scope, title=event.title,
            when=day_and_hours(event), link=_page_of(registration),
        )  # fmt: skip


def tell_moved_up(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """A seat became free."""
    if registration.email:
        event = registration.event
        write_letter(
            "event_moved_up", to=registration.email, at=at, by=by, scope=registration.scope, title=event.title,
            when=day_and_hours(event), where=place_of(event), persons=registration.persons,
            link=_page_of(registration),
        )  # fmt: skip


def tell_declined(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """The organiser cannot take the registration."""
    if registration.email:
        event = registration.event
        write_letter(
            "event_declined", to=registration.email, at=at, by=by, scope=registration.scope, title=event.title,
            contact=event.contact, link=_page_of(registration),
        )  # fmt: skip


def tell_cancelled(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """The event does not take place."""
    if registration.email:
        event = registration.event
        write_letter(
            "event_cancelled", to=registration.email, at=at, by=by, scope=registration.scope, title=event.title,
            when=day_and_hours(event), reason=event.cancel_reason, contact=event.contact, link=event_link(event),
        )  # fmt: skip


def tell_changed(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """Day, hours or place have changed."""
    if registration.email:
        event = registration.event
        write_letter(
            "event_changed", to=registration.email, at=at, by=by, scope=registration.scope, title=event.title,
            when=day_and_hours(event), where=place_of(event), link=_page_of(registration),
        )  # fmt: skip


def remind(registration: EventRegistration, *, by: Actor, at: datetime) -> None:
    """It is tomorrow."""
    event = registration.event
    write_letter(
        "event_reminder", to=registration.email, at=at, by=by, scope=registration.scope, title=event.title,
        when=day_and_hours(event), where=place_of(event), contact=event.contact, link=_page_of(registration),
    )  # fmt: skip


def ask_to_advise(adviser: EventAdviser, *, by: Actor, at: datetime) -> None:
    """Would you advise at this consultation day."""
    event, user = adviser.event, adviser.specialist.user
    if user is not None:
        write_letter(
            "adviser_asked", to=user.email, at=at, by=by, scope=scope_of(ScopeKind.SPECIALIST, adviser.specialist_id),
            name=adviser.specialist.name, title=event.title, when=day_and_hours(event), where=place_of(event),
            link=advising_link(adviser.pk),
        )  # fmt: skip


def tell_adviser_changed(adviser: EventAdviser, *, by: Actor, at: datetime) -> None:
    """Day, hours or place of the consultation day have changed; the free hours are to be looked at again."""
    event, user = adviser.event, adviser.specialist.user
    if user is not None:
        write_letter(
            "adviser_changed", to=user.email, at=at, by=by,
            scope=scope_of(ScopeKind.SPECIALIST, adviser.specialist_id), name=adviser.specialist.name,
            title=event.title, when=day_and_hours(event), where=place_of(event), link=advising_link(adviser.pk),
        )  # fmt: skip


def tell_speaker_found(request: AmbassadorRequest, *, by: Actor, at: datetime) -> int:
    """Somebody else entered who comes to speak: to those who keep the event at its organiser; how many letters."""
    keepers = keepers_of(request.event, at=at)
    addresses = [] if by.code in keepers else sorted(set(keepers.values()))
    for address in addresses:
        write_letter(
            "speaker_found", to=address, at=at, by=by, scope=request.scope, title=request.event.title,
            link=requests_link(request.event),
        )  # fmt: skip
    return len(addresses)


def keepers_of(event: Event, *, at: datetime) -> dict[str, str]:
    """Code of the actor → address: the organiser's coordinators, or the secretariat. One query."""
    roles = [Role.COORDINATOR] if event.partner_id else [Role.OFFICE_CLERK, Role.OFFICE_LEAD]
    keeping = Membership.objects.standing_at(at).filter(role__in=roles)
    if event.partner_id:
        keeping = keeping.filter(organisation=event.partner_id)
    return {f"user:{pk}": address for pk, address in keeping.values_list("user", "user__email")}


def tell_adviser_off(adviser: EventAdviser, *, by: Actor, at: datetime) -> None:
    """The consultation day does not take place."""
    event, user = adviser.event, adviser.specialist.user
    if user is not None:
        write_letter(
            "adviser_off", to=user.email, at=at, by=by, scope=scope_of(ScopeKind.SPECIALIST, adviser.specialist_id),
            name=adviser.specialist.name, title=event.title, when=day_and_hours(event), contact=event.contact,
        )  # fmt: skip
