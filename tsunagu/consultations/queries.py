"""Reads of consultations for screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import inf

from django.db.models import Q, QuerySet

from tsunagu.base.calendar import JST
from tsunagu.base.text import fold
from tsunagu.consultations.models import Conflict, Consultation
from tsunagu.consultations.states import ConsultationState, GuidanceWish
from tsunagu.events.models import Event, EventRegistration, EventSlot
from tsunagu.events.states import LIVE, AdviserState, RegistrationState
from tsunagu.reference.listing import themes
from tsunagu.specialists.models import Specialist

LEGAL_FORMS = ("株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "(株)", "(有)", "(同)")


@dataclass(frozen=True, slots=True)
class RunningRow:
    """One line of the day. `starts_at` None: no slot; `room` 0: online; `slot` 0: none."""

    key: int
    registration_id: int
    organisation: str
    specialist: str
    slot: int
    starts_at: datetime | None
    ends_at: datetime | None
    room: int
    state: ConsultationState
    has_arrived: bool
    is_recorded: bool
    is_confirmed: bool
    wish: GuidanceWish | None
    theme: str

    @property
    def when(self) -> str:
        """When and where: 2026年12月1日 13:30〜14:00・場所1."""
        place = f"場所{self.room}" if self.room else "オンライン"
        if self.starts_at is None or self.ends_at is None:
            return f"時間の枠なし・{place}"
        begins, ends = self.starts_at.astimezone(JST), self.ends_at.astimezone(JST)
        return f"{begins.year}年{begins.month}月{begins.day}日 {begins:%H:%M}〜{ends:%H:%M}・{place}"


def running_list(event: Event) -> list[RunningRow]:
    """All consultations of the day by time, cancelled ones left out: one query."""
    return running_rows(Consultation.objects.filter(event=event).exclude(state=ConsultationState.CANCELLED))


def running_rows(consultations: QuerySet[Consultation]) -> list[RunningRow]:
    """`consultations` by time and room, those without a slot last: one query."""
    found = consultations.select_related("registration", "specialist", "slot")
    rows = [running_row(one) for one in found]
    return sorted(rows, key=lambda row: (row.starts_at.timestamp() if row.starts_at else inf, row.room, row.key))


def running_row(one: Consultation) -> RunningRow:
    """One consultation (with its registration, specialist and slot) as a line of the day."""
    return RunningRow(
        key=one.pk,
        registration_id=one.registration_id,
        organisation=one.registration.organisation_name,
        specialist=one.specialist.name,
        slot=one.slot.number if one.slot else 0,
        starts_at=one.slot.starts_at if one.slot else None,
        ends_at=one.slot.ends_at if one.slot else None,
        room=one.room,
        state=one.state_now,
        has_arrived=one.registration.arrived_at is not None,
        is_recorded=one.recorded_at is not None,
        is_confirmed=one.confirmed_at is not None,
        wish=GuidanceWish(one.wish) if one.wish else None,
        theme=themes()[one.theme_code].name if one.theme_code else "",
    )


def find_consultation(consultations: QuerySet[Consultation], key: int) -> Consultation | None:
    """One of `access`'s, with what its pages show: one query."""
    return consultations.select_related("registration", "specialist", "slot", "event").filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class EventChoices:
    """Who and where there is to choose from on the day: (key, words)."""

    registrations: list[tuple[int, str]]
    specialists: list[tuple[int, str]]
    slots: list[tuple[int, str]]
    rooms: int


def event_choices(event: Event) -> EventChoices:
    """Accepted companies (those who came first), accepted advisers, slots: three queries."""
    coming = event.registrations.filter(state=RegistrationState.ACCEPTED)
    companies = sorted(coming, key=lambda one: (one.arrived_at is None, one.turn))
    advisers = event.advisers.filter(state=AdviserState.ACCEPTED).select_related("specialist").order_by("pk")
    return EventChoices(
        registrations=[
            (one.pk, f"{one.organisation_name}{'（来ています）' if one.arrived_at else ''}") for one in companies
        ],
        specialists=[(one.specialist_id, one.specialist.name) for one in advisers],
        slots=[
            (slot.pk, f"{slot.starts_at.astimezone(JST):%H:%M}〜{slot.ends_at.astimezone(JST):%H:%M}")
            for slot in event.slots.order_by("number")
        ],
        rooms=event.rooms,
    )


def find_walk_in(
    event: Event, registration: int, specialist: int, slot: int | None
) -> tuple[EventRegistration, Specialist, EventSlot | None] | None:
    """Those chosen, while they still belong to the event."""
    company = event.registrations.select_related("event").filter(pk=registration).first()
    adviser = event.advisers.select_related("specialist").filter(specialist_id=specialist).first()
    place = event.slots.filter(pk=slot).first() if slot else None
    if company is None or adviser is None or (slot and place is None):
        return None
    return company, adviser.specialist, place


def conflicts_between(event: Event) -> set[tuple[int, int]]:
    """(registration, specialist) of this event who must not meet: declared on either side, or of one employer."""
    coming = list(event.registrations.filter(state__in=LIVE))
    keys = [one.pk for one in coming]
    declared = Conflict.objects.filter(Q(registration__in=keys) | Q(company__in=[one.company_id for one in coming]))
    by_registration, by_company = set(), set()
    for one in declared:
        by_registration.add((one.registration_id, one.specialist_id))
        by_company.add((one.company_id, one.specialist_id))
    employers = _employers(event)
    return {
        (one.pk, specialist)
        for one in coming
        for specialist, employer in employers
        if (one.pk, specialist) in by_registration
        or (one.company_id is not None and (one.company_id, specialist) in by_company)
        or (employer and employer == plain_name(one.organisation_name))
    }


def _employers(event: Event) -> list[tuple[int, str]]:
    """Each adviser of the event with the employer they have published, plain; "" without one."""
    advisers = event.advisers.exclude(state=AdviserState.DECLINED).select_related("specialist__sheet")
    return [
        (one.specialist_id, plain_name(sheet.organisation if sheet else ""))
        for one in advisers
        for sheet in [getattr(one.specialist, "sheet", None)]
    ]


def plain_name(organisation: str) -> str:
    """An organisation's name without its legal form and spaces: 「（株）みなと」 is 「株式会社ミナト」."""
    name = "".join(fold(organisation).split())
    for form in LEGAL_FORMS:
        name = name.replace(form, "")
    return name
