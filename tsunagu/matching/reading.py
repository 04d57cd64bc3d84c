"""The tables of a consultation day as the plain board the solver and the checks work with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tsunagu.base.calendar import JST
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import conflicts_between
from tsunagu.consultations.states import ConsultationState
from tsunagu.events.models import Event, EventAdviser, EventRegistration, EventSlot
from tsunagu.events.states import AdviserState, RegistrationState
from tsunagu.matching.board import Adviser, Company, Options, Pair, Pin, Placement, Rules, Seat, Slot
from tsunagu.matching.board import Board as Day
from tsunagu.matching.fit import points, way_of
from tsunagu.matching.models import Board, BoardPlacement
from tsunagu.matching.states import Way
from tsunagu.matching.wishes import themes_wished
from tsunagu.questionnaires.queries import frozen_sets
from tsunagu.reference.listing import industries, prefectures, themes

HERE, FAR, EITHER = frozenset({Way.ROOM}), frozenset({Way.ONLINE}), frozenset(Way)
ATTENDEE = "attendee"
SECONDS_HERE = 2.0  # a page waits this long; longer searches are jobs (promises §5)


def day_of_board(board: Board, *, seconds: float = SECONDS_HERE) -> Day:
    """The day with everybody who comes and advises now, pins and forbids, wishes, and what was announced."""
    event = board.event
    slots = list(EventSlot.objects.filter(event=event).order_by("number"))
    coming = companies_of(event)
    wished = _wished(coming)
    return Day(
        tuple(Slot(slot.number, _minutes(slot.starts_at), _minutes(slot.ends_at)) for slot in slots),
        tuple(_company(one, event, slots, wished.get(one.pk, ())) for one in coming),
        tuple(_adviser(one, event, slots) for one in advisers_of(event)),
        rooms=event.rooms if event.venue else 0,
        rules=_rules(board, coming),
        options=Options(board.consultations, board.fewest_gaps, board.most_in_a_row, seconds),
    )


def companies_of(event: Event) -> list[EventRegistration]:
    """Accepted registrations that wish for a consultation, in their turn."""
    wanting = event.registrations.filter(state=RegistrationState.ACCEPTED, wants_consultation=True)
    return list(wanting.order_by("turn", "pk"))


def advisers_of(event: Event) -> list[EventAdviser]:
    """Who advises and is on the Active List today, by reading, with sheets."""
    listed = event.advisers.filter(state=AdviserState.ACCEPTED, specialist__sheet__is_listed=True)
    found = listed.select_related("specialist__sheet", "specialist__user")
    return list(found.order_by("specialist__name_kana", "pk"))


def placements_of(board: Board, day: Day) -> tuple[Placement, ...]:
    """What stands on the board, as the plain day sees it; who has left the day since is still in it."""
    rows = BoardPlacement.objects.filter(board=board).select_related("slot").order_by("slot__number", "specialist_id")
    return tuple(_placement(row, day) for row in rows)


def seats_of(board: Board) -> set[Seat]:
    """Who sits where on the board: one query."""
    rows = BoardPlacement.objects.filter(board=board).values_list("registration_id", "specialist_id", "slot__number")
    return {(str(company), str(person), number) for company, person, number in rows}


def _placement(row: BoardPlacement, day: Day) -> Placement:
    pair = str(row.registration_id), str(row.specialist_id)
    known = pair[0] in day.company and pair[1] in day.adviser
    way = Way.ROOM if row.room else Way.ONLINE
    if known:
        way = way_of(day.company[pair[0]], day.adviser[pair[1]], rooms=day.rooms) or way
    return Placement(row.slot.number, pair[1], pair[0], way, points(day, pair) if known else 0, row.room)


def _minutes(at: datetime) -> int:
    local = at.astimezone(JST)
    return local.hour * 60 + local.minute


def _free(numbers: Sequence[int], slots: Iterable[EventSlot]) -> frozenset[int]:
    """Slots somebody named; all when none is named."""
    every = frozenset(slot.number for slot in slots)
    return every & frozenset(numbers) or every


def _wished(coming: list[EventRegistration]) -> dict[int, tuple[str, ...]]:
    """Registration → themes of its questionnaire, once that was sent."""
    subjects = {f"registration:{one.pk}": one.pk for one in coming}
    sent = reversed(frozen_sets(ATTENDEE, subjects))
    return {subjects[one.subject]: themes_wished(one.answers) for one in sent}


def _company(one: EventRegistration, event: Event, slots: list[EventSlot], wished: tuple[str, ...]) -> Company:
    ways = FAR if one.prefers_online and event.is_online else (EITHER if event.is_online else HERE)
    return Company(
        str(one.pk), _free(one.free_slots, slots), wished, prefecture=one.prefecture, industry=one.industry, ways=ways
    )


def _adviser(one: EventAdviser, event: Event, slots: list[EventSlot]) -> Adviser:
    sheet = getattr(one.specialist, "sheet", None)
    ways = FAR if one.is_online and event.is_online else (EITHER if event.is_online else HERE)
    return Adviser(
        str(one.specialist_id),
        _free(one.free_slots, slots),
        one.most,
        themes=frozenset(themes().codes_in(sheet.themes_able) if sheet else ()),
        themes_delivered=frozenset(themes().codes_in(sheet.themes_delivered) if sheet else ()),
        prefectures=frozenset(prefectures().codes_in(sheet.prefectures) if sheet else ()),
        industries=frozenset(industries().codes_in(sheet.industries) if sheet else ()),
        ways=ways,
    )


def _rules(board: Board, coming: list[EventRegistration]) -> Rules:
    apart = {(str(rule.registration_id), str(rule.specialist_id)) for rule in board.rules.all()}
    pinned = board.placements.filter(is_pinned=True).select_related("slot")
    return Rules(
        conflicts=frozenset((str(company), str(person)) for company, person in conflicts_between(board.event)),
        forbids=frozenset(apart),
        pins=tuple(Pin(str(one.registration_id), str(one.specialist_id), one.slot.number) for one in pinned),
        past_contacts=_past(board.event, coming),
        stands=announced(board.event),
    )


def announced(event: Event) -> frozenset[Seat]:
    """Seats of consultations that are planned: told to both sides already."""
    planned = Consultation.objects.filter(event=event, state=ConsultationState.PLANNED, slot__isnull=False)
    rows = planned.values_list("registration_id", "specialist_id", "slot__number")
    return frozenset((str(company), str(person), number or 0) for company, person, number in rows)


def _past(event: Event, coming: list[EventRegistration]) -> frozenset[Pair]:
    """Who has met before: consultations held with the same company at another event."""
    of_company = {one.company_id: str(one.pk) for one in coming if one.company_id}
    held = Consultation.objects.filter(registration__company__in=list(of_company), state=ConsultationState.HELD)
    rows = held.exclude(event=event).values_list("registration__company_id", "specialist_id")
    return frozenset((of_company[company], str(person)) for company, person in rows if company in of_company)
