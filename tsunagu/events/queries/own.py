"""Events as a specialist or a company sees their own part in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tsunagu.events.letters import day_and_hours
from tsunagu.events.links import REGISTRATION, registration_token
from tsunagu.events.models import EventAdviser, EventRegistration
from tsunagu.events.states import AdviserState, EventState, RegistrationState


@dataclass(frozen=True, slots=True)
class OwnRow:
    """An event one registered for. `link`: the registration's own page."""

    event_id: int
    title: str
    when: str
    state: RegistrationState
    link: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class AdvisingRow:
    """A consultation day one was asked to advise at."""

    pk: int
    title: str
    when: str
    state: AdviserState
    is_off: bool
    is_over: bool


def own_registrations(registrations: QuerySet[EventRegistration], *, at: datetime) -> list[OwnRow]:
    """`registrations` (access.registrations_of_…), the latest event first: one query."""
    found = registrations.select_related("event").order_by("-event__starts_at", "-pk")
    return [
        OwnRow(
            event_id=one.event.pk,
            title=one.event.title,
            when=day_and_hours(one.event),
            state=one.state_now,
            link=REGISTRATION + registration_token(one),
            is_over=at >= one.event.ends_at,
        )
        for one in found
    ]


def advising_rows(asked: QuerySet[EventAdviser], *, at: datetime) -> list[AdvisingRow]:
    """`asked` (access.advising_of), the latest event first: one query."""
    found = asked.select_related("event").order_by("-event__starts_at", "-pk")
    return [
        AdvisingRow(
            one.pk,
            one.event.title,
            day_and_hours(one.event),
            one.state_now,
            one.event.state_now is EventState.CANCELLED,
            at >= one.event.ends_at,
        )
        for one in found
    ]


def find_advising(asked: QuerySet[EventAdviser], pk: int) -> EventAdviser | None:
    """One of those asked, with its event."""
    related = ("event__partner__organisation", "event__speaker__sheet", "specialist__user")
    return asked.select_related(*related).filter(pk=pk).first()
