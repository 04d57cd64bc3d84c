"""Reads of boards for screens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from tsunagu.base.calendar import JST
from tsunagu.events.models import Event, EventSlot
from tsunagu.events.states import EventKind, EventState, RegistrationState
from tsunagu.matching.board import Adviser, Company, Placement, Seat
from tsunagu.matching.board import Board as Day
from tsunagu.matching.checking import violations
from tsunagu.matching.fit import blocked
from tsunagu.matching.models import Board, BoardChange
from tsunagu.matching.openings import has_open_seat, openings
from tsunagu.matching.reading import companies_of, day_of_board, placements_of
from tsunagu.matching.solver.reasons import missing
from tsunagu.matching.states import Broken, ChangeVerb, Unplaced
from tsunagu.upkeep.queries import JobRow, find_job, job_row


@dataclass(frozen=True, slots=True)
class Sitting:
    """Two who meet, as a cell of the table shows it. `broken`: rules not kept here."""

    company: str
    name: str
    adviser: str
    slot: int
    room: int
    points: int
    is_pinned: bool
    is_told: bool
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One adviser in one slot. `is_free`: the adviser could take somebody."""

    adviser: str
    name: str
    slot: int
    is_free: bool
    sitting: Sitting | None


@dataclass(frozen=True, slots=True)
class Line:
    """One slot of the day, a cell per adviser."""

    number: int
    starts_at: datetime
    ends_at: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A company or an adviser on the day. `count`: consultations on the board, `most`: at most."""

    key: str
    name: str
    count: int
    most: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """A company with fewer consultations than the day offers, and why."""

    key: str
    name: str
    missing: int
    reason: Unplaced


@dataclass(frozen=True, slots=True)
class Apart:
    """Two kept apart on this day."""

    company: str
    adviser: str
    company_name: str
    adviser_name: str


@dataclass(frozen=True, slots=True)
class Hurdles:
    """Why somebody cannot sit somewhere: what is marked while something is dragged (static/js/board.js).

    `never`: company → reason → advisers; `company_away`, `adviser_away`: whose slots do not suit.
    """

    never: dict[str, dict[str, list[str]]]
    company_away: dict[str, list[int]]
    adviser_away: dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Everything the board's page shows."""

    board: Board
    lines: tuple[Line, ...]
    companies: tuple[Person, ...]
    advisers: tuple[Person, ...]
    lacking: tuple[Lacking, ...]
    apart: tuple[Apart, ...]
    unnamed: tuple[str, ...]
    value: int
    broken: int
    is_changed: bool
    job: JobRow | None
    hurdles: Hurdles


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change a colleague made, in words."""

    version: int
    verb: ChangeVerb
    made_by: str
    made_at: datetime
    goes: tuple[str, ...]
    comes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Who is who on a day: by key."""

    companies: dict[str, str]
    advisers: dict[str, str]
    slots: dict[int, EventSlot]

    def hour(self, slot: int) -> str:
        """When a slot begins: 13時30分."""
        if slot not in self.slots:
            return "（ない枠）"
        begins = self.slots[slot].starts_at.astimezone(JST)
        return f"{begins.hour}時{begins.minute:02}分"

    def words(self, seat: Seat) -> str:
        """13時30分 見本製作所 × 見本 花子."""
        company, adviser, slot = seat
        people = self.companies.get(company, "（取消した会社）"), self.advisers.get(adviser, "（外れた専門家）")
        return f"{self.hour(slot)}　{people[0]} × {people[1]}"


def accepted_companies(event: Event) -> list[tuple[str, str]]:
    """(key, name) of everybody with a seat at the event, also without a wish for a consultation."""
    rows = event.registrations.filter(state=RegistrationState.ACCEPTED).order_by("turn")
    return [(str(one.pk), one.organisation_name) for one in rows]


def find_board(event: Event) -> Board | None:
    """The board of an event, if it was opened."""
    return Board.objects.select_related("event").filter(event=event).first()


def find_event(events: QuerySet[Event], pk: int) -> Event | None:
    """One of `events` (events.access): one query."""
    return events.filter(pk=pk, kind=EventKind.CONSULTATION_DAY).first()


def is_over(event: Event, *, at: datetime) -> bool:
    """Nobody is to be placed any more: the day has ended, or was called off."""
    return event.state_now in {EventState.HELD, EventState.CANCELLED} or at >= event.ends_at


def names_of(event: Event) -> Names:
    """Names by key: three queries."""
    registrations = {str(one.pk): one.organisation_name for one in event.registrations.all()}
    advisers = {str(one.specialist_id): one.specialist.name for one in event.advisers.select_related("specialist")}
    slots = {one.number: one for one in EventSlot.objects.filter(event=event).order_by("number")}
    return Names(registrations, advisers, slots)


def board_page(board: Board) -> BoardPage:
    """The whole page; the number of queries does not depend on how many are on it."""
    day, names = day_of_board(board), names_of(board.event)
    placements = placements_of(board, day)
    sittings = {(one.adviser, one.slot): one for one in _sittings(day, names, placements)}
    people = {
        key: names.advisers[key]
        for key in (*day.adviser, *sorted({adviser for adviser, _ in sittings} - day.adviser.keys()))
    }
    lines = tuple(_line(slot, people, day, sittings) for slot in names.slots.values())
    return BoardPage(
        board=board,
        lines=lines,
        companies=tuple(_person(key, names.companies[key], 0, board.consultations, placements) for key in day.company),
        advisers=tuple(_person(key, name, 1, _most(day, key), placements) for key, name in people.items()),
        lacking=_lacking(day, names, placements),
        apart=tuple(
            Apart(*pair, names.companies.get(pair[0], ""), names.advisers.get(pair[1], ""))
            for pair in sorted(day.rules.forbids)
        ),
        unnamed=_without_address(board.event),
        value=sum(one.points for one in placements),
        broken=sum(bool(one.broken) for one in sittings.values()),
        is_changed=day.rules.stands != {one.seat for one in placements} and bool(board.publications),
        job=_job(board),
        hurdles=_hurdles(day),
    )


def _lacking(day: Day, names: Names, placements: tuple[Placement, ...]) -> tuple[Lacking, ...]:
    """Who lacks a consultation; where a place is left the reason says so."""
    known = tuple(one for one in placements if one.company in day.company)
    left, found = openings(day, placements), []
    for one in missing(day, known, is_final=True):
        is_open = one.reason is Unplaced.FULL and has_open_seat(left, one.company)
        reason = Unplaced.OPEN if is_open else one.reason
        found.append(Lacking(one.company, names.companies[one.company], one.missing, reason))
    return tuple(found)


def _most(day: Day, key: str) -> int:
    return day.adviser[key].most if key in day.adviser else 0


def _hurdles(day: Day) -> Hurdles:
    """Everything once: days of 120 companies have 50,000 places."""
    never: dict[str, dict[str, list[str]]] = {}
    for company in day.companies:
        for adviser in day.advisers:
            if why := blocked(day, (company.id, adviser.id)):
                never.setdefault(company.id, {}).setdefault(why.label, []).append(adviser.id)
    return Hurdles(
        never, {one.id: _away(one, day) for one in day.companies}, {one.id: _away(one, day) for one in day.advisers}
    )


def _away(one: Company | Adviser, day: Day) -> list[int]:
    return [number for number in day.numbers if number not in one.free]


def _job(board: Board) -> JobRow | None:
    job = find_job(board.job_id) if board.job_id else None
    return job_row(job) if job else None


def _without_address(event: Event) -> tuple[str, ...]:
    """Who gets no letter and has to be telephoned."""
    return tuple(one.organisation_name for one in companies_of(event) if not one.email)


def _sittings(day: Day, names: Names, placements: tuple[Placement, ...]) -> Iterable[Sitting]:
    pinned = {(pin.company, pin.adviser, pin.slot) for pin in day.rules.pins}
    found: dict[Seat, list[Broken]] = {}
    for seen in violations(replace(day, rules=replace(day.rules, pins=())), placements):
        found.setdefault((seen.company, seen.adviser, seen.slot), []).append(seen.broken)
    for one in placements:
        yield Sitting(
            one.company, names.companies[one.company], one.adviser, one.slot, one.room, one.points,
            one.seat in pinned, one.seat in day.rules.stands, tuple(found.get(one.seat, ())),
        )  # fmt: skip


def _line(slot: EventSlot, people: dict[str, str], day: Day, sittings: dict[tuple[str, int], Sitting]) -> Line:
    cells = tuple(
        Cell(key, name, slot.number, _is_free(day, key, slot.number), sittings.get((key, slot.number)))
        for key, name in people.items()
    )
    return Line(slot.number, slot.starts_at, slot.ends_at, cells)


def _is_free(day: Day, adviser: str, slot: int) -> bool:
    return adviser in day.adviser and slot in day.adviser[adviser].free


def _person(key: str, name: str, place: int, most: int, placements: tuple[Placement, ...]) -> Person:
    return Person(key, name, sum(one.seat[place] == key for one in placements), most)


def changes_since(board: Board, seen: int) -> list[ChangeRow]:
    """What colleagues changed after a version: four queries."""
    names = names_of(board.event)
    rows = BoardChange.objects.filter(board=board, version__gt=seen)
    return [
        ChangeRow(
            row.version,
            ChangeVerb(row.verb),
            row.made_by,
            row.made_at,
            tuple(names.words((c, a, s)) for c, a, s in row.goes),
            tuple(names.words((c, a, s)) for c, a, s in row.comes),
        )
        for row in rows
    ]
