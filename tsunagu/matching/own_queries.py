"""A side's own timetable, as its page and its calendar show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.states import RegistrationState
from tsunagu.matching.documents import CalendarSeat
from tsunagu.matching.models import Board


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One consultation. `room` 0: online; `riss_no`: the specialist's sheet, for the company.

    `online_url`: where an online one is held, while it is planned and the company has its seat; else "".
    """

    key: int
    starts_at: datetime
    ends_at: datetime
    room: int
    organisation: str
    specialist: str
    riss_no: str
    state: ConsultationState
    online_url: str


@dataclass(frozen=True, slots=True)
class OwnTimetable:
    """What one side sees of a day; `revision`: how often it was published."""

    event: Event
    rows: tuple[OwnRow, ...]
    gone: tuple[OwnRow, ...]
    revision: int


def own_timetable(consultations: QuerySet[Consultation]) -> OwnTimetable | None:
    """By time; `gone`: taken back. None: nothing was ever published for this side. Two queries."""
    found = consultations.filter(slot__isnull=False).select_related("slot", "registration", "specialist", "event")
    ordered = list(found.order_by("slot__starts_at", "pk"))
    if not ordered:
        return None
    rows = [(_row(one), one.state_now is ConsultationState.CANCELLED) for one in ordered]
    event = ordered[0].event
    revision = Board.objects.filter(event=event).values_list("publications", flat=True).first() or 0
    return OwnTimetable(
        event,
        tuple(row for row, is_off in rows if not is_off),
        tuple(row for row, is_off in rows if is_off),
        revision,
    )


def _row(one: Consultation) -> OwnRow:
    assert one.slot is not None  # noqa: S101  (filtered above)
    return OwnRow(
        one.pk,
        one.slot.starts_at,
        one.slot.ends_at,
        one.room,
        one.registration.organisation_name,
        one.specialist.name,
        one.specialist.riss_no,
        one.state_now,
        one.event.online_url if _may_enter(one) else "",
    )


def _may_enter(one: Consultation) -> bool:
    is_planned = one.state_now is ConsultationState.PLANNED
    return is_planned and one.room == 0 and one.registration.state_now is RegistrationState.ACCEPTED


def calendar_seats(timetable: OwnTimetable, *, link: str) -> list[CalendarSeat]:
    """The same for `documents.calendar_of`, those taken back included."""
    title = f"個別相談：{timetable.event.title}"
    return [
        CalendarSeat(
            row.key,
            row.starts_at,
            row.ends_at,
            title,
            f"{timetable.event.venue} 席{row.room}" if row.room else "オンライン",
            link,
            is_off=row in timetable.gone,
        )
        for row in (*timetable.rows, *timetable.gone)
    ]


def registration_by_number(pk: int) -> EventRegistration | None:
    """The one a link is of, with its event."""
    return EventRegistration.objects.select_related("event").filter(pk=pk).first()
