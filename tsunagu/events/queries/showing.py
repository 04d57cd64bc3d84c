"""Events as everybody sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tsunagu.events.letters import day_and_hours, place_of
from tsunagu.events.models import Event
from tsunagu.events.rules import takes_registrations
from tsunagu.events.states import PUBLIC_STATES, EventKind, EventState
from tsunagu.reference.listing import prefectures

SECRETARIAT = "事務局"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list. `free`: seats; 0 and open: one may still wait. `when`, `where`: in words."""

    pk: int
    kind: EventKind
    state: EventState
    title: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    when: str
    where: str
    prefecture: str
    organiser: str
    capacity: int
    accepted: int
    is_open: bool
    revision: int

    @property
    def free(self) -> int:
        """Seats nobody has taken."""
        return self.capacity - self.accepted


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything about one event that is public. `speaker_no`: the sheet of a listed speaker, else ""."""

    row: EventRow
    summary: str
    venue: str
    address: str
    is_online: bool
    beside: tuple[str, ...]
    speaker: str
    speaker_no: str
    contact: str
    cancel_reason: str
    has_recording: bool

    @property
    def organisers(self) -> str:
        """主催 and 共催 in one line."""
        return "、".join((self.row.organiser, *self.beside))


def events_ahead(
    *, at: datetime, kind: EventKind | None = None, prefecture: str = "", limit: int = 200
) -> list[EventRow]:
    """Announced, closed and cancelled ones that are not over, the next first: one query.

    `prefecture`: only there, and online ones wherever they are held.
    """
    found = _public().filter(ends_at__gte=at).order_by("starts_at", "pk")
    if kind is not None:
        found = found.filter(kind=kind)
    if prefecture in prefectures():
        found = found.filter(Q(prefecture=prefecture) | Q(is_online=True))
    return [event_row(event, at=at) for event in found[:limit]]


def events_over(*, at: datetime, limit: int = 20) -> list[EventRow]:
    """Those that are over, the last first: one query."""
    found = _public().filter(ends_at__lt=at).exclude(state=EventState.CANCELLED).order_by("-starts_at", "-pk")
    return [event_row(event, at=at) for event in found[:limit]]


def event_page(pk: int, *, at: datetime) -> EventPage | None:
    """The public page of an event; None while it is a draft: three queries at most."""
    event = _public().select_related("speaker__sheet").filter(pk=pk).first()
    return page_of(event, at=at) if event else None


def find_public(pk: int) -> Event | None:
    """The event itself for an action at the public door."""
    return _public().filter(pk=pk).first()


def page_of(event: Event, *, at: datetime) -> EventPage:
    """The same of an event at hand; also a draft, for who prepares it."""
    speaker = event.speaker
    is_listed = speaker is not None and getattr(getattr(speaker, "sheet", None), "is_listed", False)
    return EventPage(
        row=event_row(event, at=at),
        summary=event.summary,
        venue=event.venue,
        address=event.address,
        is_online=event.is_online,
        beside=tuple(event.organisers.order_by("place").values_list("name", flat=True)),
        speaker=event.speaker_name or (speaker.name if speaker and is_listed else ""),
        speaker_no=speaker.riss_no if speaker and is_listed else "",
        contact=event.contact,
        cancel_reason=event.cancel_reason,
        has_recording=bool(event.recording_url),
    )


def event_row(event: Event, *, at: datetime) -> EventRow:
    """A row of an event read with its organiser (`partner__organisation`)."""
    return EventRow(
        pk=event.pk,
        kind=event.kind_now,
        state=event.state_now,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        closes_at=event.closes_at,
        when=day_and_hours(event),
        where=place_of(event),
        prefecture=prefectures()[event.prefecture].name if event.prefecture else "",
        organiser=event.partner.organisation.name if event.partner else SECRETARIAT,
        capacity=event.capacity,
        accepted=event.accepted,
        is_open=takes_registrations(event.state_now, event.closes_at, at=at),
        revision=event.revision,
    )


def _public() -> QuerySet[Event]:
    return Event.objects.filter(state__in=PUBLIC_STATES).select_related("partner__organisation")
