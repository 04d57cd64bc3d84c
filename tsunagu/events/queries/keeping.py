"""Events as who keeps them sees them: registrations, advisers, slots, requests for a speaker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from tsunagu.events.models import AmbassadorRequest, Event, EventAdviser, EventRegistration, EventSlot
from tsunagu.events.queries.showing import EventRow, event_row
from tsunagu.events.states import LIVE, AdviserState, RegistrationState, RegistrationWay, RequestState
from tsunagu.reference.listing import industries, prefectures
from tsunagu.specialists.models import Specialist


@dataclass(frozen=True, slots=True)
class KeptRow:
    """An event in the organiser's list, with how many wait and asked for a speaker."""

    row: EventRow
    waiting: int
    unproved: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons by state, as the published table counts them (reference 12: 総申込数・受付・お断り・参加)."""

    applied: int
    accepted: int
    waiting: int
    declined: int
    cancelled: int
    event_cancelled: int
    arrived: int
    organisations: int


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A registration with its people. `place`: on the waiting list from 1, else 0."""

    pk: int
    turn: int
    place: int
    state: RegistrationState
    way: RegistrationWay
    organisation: str
    prefecture: str
    industry: str
    contact_name: str
    email: str
    telephone: str
    names: tuple[str, ...]
    persons: int
    wants_consultation: bool
    prefers_online: bool
    free_slots: tuple[int, ...]
    made_at: datetime
    arrived_at: datetime | None
    arrived_persons: int
    company_id: int | None

    @property
    def may_arrive(self) -> bool:
        """There is a seat to come to."""
        return self.state is RegistrationState.ACCEPTED

    @property
    def may_end(self) -> bool:
        """It can still be cancelled or declined."""
        return self.state in (RegistrationState.ACCEPTED, RegistrationState.WAITING) and not self.arrived_at


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One slot of individual consultations."""

    pk: int
    number: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AdviserRow:
    """A specialist asked to advise."""

    pk: int
    specialist_id: int
    riss_no: str
    name: str
    state: AdviserState
    most: int
    is_online: bool
    free_slots: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for a speaker, with the event it is for."""

    pk: int
    event_id: int
    event_title: str
    branch: str
    wishes: str
    state: RequestState
    ambassador: str
    report: str
    asked_at: datetime


def kept_rows(events: QuerySet[Event], *, at: datetime) -> list[KeptRow]:
    """`events` (access.events_kept_by), the latest first: one query."""
    found = events.select_related("partner__organisation").annotate(
        waiting=Sum("registrations__persons", filter=Q(registrations__state=RegistrationState.WAITING)),
        unproved=Count("registrations", filter=Q(registrations__state=RegistrationState.AWAITING_PROOF)),
    )
    rows = found.order_by("-starts_at", "-pk")
    return [KeptRow(event_row(event, at=at), event.waiting or 0, event.unproved) for event in rows]


def counts_of(event: Event) -> Counts:
    """One query. What nobody proved is not counted."""
    proved = ~Q(state=RegistrationState.AWAITING_PROOF)
    states = {
        name: Sum("persons", filter=Q(state=state), default=0)
        for name, state in (
            ("accepted", RegistrationState.ACCEPTED),
            ("waiting", RegistrationState.WAITING),
            ("declined", RegistrationState.DECLINED),
            ("cancelled", RegistrationState.CANCELLED),
            ("event_cancelled", RegistrationState.EVENT_CANCELLED),
        )
    }
    found = EventRegistration.objects.filter(event=event).aggregate(
        applied=Sum("persons", filter=proved, default=0),
        arrived=Sum("arrived_persons", default=0),
        organisations=Count("pk", filter=Q(state=RegistrationState.ACCEPTED)),
        **states,
    )
    return Counts(**found)


def registrations_of(event: Event) -> list[RegistrationRow]:
    """Accepted ones first, then the waiting list in its order, then those that ended: two queries."""
    found = EventRegistration.objects.filter(event=event).prefetch_related("attendees").order_by("turn", "pk")
    order = list(RegistrationState)
    rows = [(registration, registration.state_now) for registration in found]
    waiting = [row.pk for row, state in rows if state is RegistrationState.WAITING]
    places = {pk: place for place, pk in enumerate(waiting, start=1)}
    known = [_registration_row(row, places.get(row.pk, 0)) for row, _ in rows]
    first = [RegistrationState.ACCEPTED, RegistrationState.WAITING, RegistrationState.AWAITING_PROOF]
    weight = {state: place for place, state in enumerate([*first, *(one for one in order if one not in first)])}
    return sorted(known, key=lambda row: (weight[row.state], row.turn, row.pk))


def find_registration(registrations: QuerySet[EventRegistration], pk: int) -> EventRegistration | None:
    """One of those given, with its event."""
    return registrations.select_related("event__partner__organisation", "company__organisation").filter(pk=pk).first()


def find_kept(events: QuerySet[Event], pk: int) -> Event | None:
    """One of the events one keeps, with what a page shows of it."""
    return events.select_related("partner__organisation", "speaker__sheet").filter(pk=pk).first()


def find_request(requests: QuerySet[AmbassadorRequest], pk: int) -> AmbassadorRequest | None:
    """One of the requests one keeps, with its event."""
    return requests.select_related("event").filter(pk=pk).first()


def find_listed(riss_no: str) -> Specialist | None:
    """Who stands on the list under a number."""
    return Specialist.objects.select_related("user").filter(riss_no=riss_no, sheet__is_listed=True).first()


def awaiting_of(digest: str) -> list[EventRegistration]:
    """What waits for the button of one address, also what staff entered, with the events: one query."""
    open_ones = (RegistrationState.AWAITING_PROOF, *LIVE)
    found = EventRegistration.objects.filter(sender_digest=digest, state__in=open_ones, proved_at=None)
    return list(found.select_related("event__partner__organisation").order_by("pk"))


def registration_by_number(pk: int) -> EventRegistration | None:
    """The one a signed link is of."""
    return find_registration(EventRegistration.objects.all(), pk)


def registration_row(registration: EventRegistration) -> RegistrationRow:
    """One registration; its place on the waiting list counts who stands before: two queries."""
    ahead = EventRegistration.objects.filter(
        event=registration.event_id, state=RegistrationState.WAITING, turn__lte=registration.turn
    )
    is_waiting = registration.state_now is RegistrationState.WAITING
    return _registration_row(registration, ahead.count() if is_waiting else 0)


def slots_of(event: Event) -> list[SlotRow]:
    """The slots in their order: one query."""
    found = EventSlot.objects.filter(event=event).order_by("number")
    return [SlotRow(slot.pk, slot.number, slot.starts_at, slot.ends_at) for slot in found]


def advisers_of(event: Event) -> list[AdviserRow]:
    """Who was asked, by reading: one query."""
    found = EventAdviser.objects.filter(event=event).select_related("specialist")
    return [
        AdviserRow(
            one.pk, one.specialist.pk, one.specialist.riss_no, one.specialist.name, one.state_now, one.most,
            one.is_online, tuple(one.free_slots),
        )
        for one in found.order_by("specialist__name_kana", "pk")
    ]  # fmt: skip


def request_rows(requests: QuerySet[AmbassadorRequest]) -> list[RequestRow]:
    """`requests` (access.requests_kept_by), open ones first: one query."""
    found = requests.select_related("event").order_by("state", "asked_at", "pk")
    return [
        RequestRow(
            one.pk, one.event.pk, one.event.title, one.branch, one.wishes, one.state_now, one.ambassador, one.report,
            one.asked_at,
        )
        for one in found
    ]  # fmt: skip


def _registration_row(one: EventRegistration, place: int) -> RegistrationRow:
    return RegistrationRow(
        pk=one.pk,
        turn=one.turn,
        place=place,
        state=one.state_now,
        way=RegistrationWay(one.way),
        organisation=one.organisation_name,
        prefecture=prefectures()[one.prefecture].name if one.prefecture else "",
        industry=industries()[one.industry].name,
        contact_name=one.contact_name,
        email=one.email,
        telephone=one.telephone,
        names=tuple(person.name for person in sorted(one.attendees.all(), key=lambda person: person.place)),
        persons=one.persons,
        wants_consultation=one.wants_consultation,
        prefers_online=one.prefers_online,
        free_slots=tuple(one.free_slots),
        made_at=one.made_at,
        arrived_at=one.arrived_at,
        arrived_persons=one.arrived_persons,
        company_id=one.company_id,
    )
