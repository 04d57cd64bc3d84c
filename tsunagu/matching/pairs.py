"""One pair opened: why it fits, what putting it somewhere would do, what forcing it would cost. Nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tsunagu.directory.rubric import PointLine
from tsunagu.matching.board import Board as Day
from tsunagu.matching.board import Pair, Pin, Placement, Seat, Timetable
from tsunagu.matching.fit import blocked, common_slots, explain, points
from tsunagu.matching.models import Board
from tsunagu.matching.moves import Move, effect
from tsunagu.matching.queries import Names, names_of
from tsunagu.matching.reading import day_of_board, placements_of
from tsunagu.matching.solver import force
from tsunagu.matching.states import Blocked, SolveStatus
from tsunagu.matching.worth import tally


@dataclass(frozen=True, slots=True)
class Trial:
    """What would change. `cost`: points lost (below 0: won); None = it cannot be. `is_sure`: the search ended."""

    cost: int | None
    broken: tuple[str, ...]
    goes: tuple[str, ...]
    comes: tuple[str, ...]
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class PairPage:
    """A company and an adviser: points line by line, where they sit (None = nowhere), and the two trials.

    `move`: put into the slot asked for, nobody else solved anew. `forced`: the best day with them together.
    """

    company: str
    adviser: str
    company_name: str
    adviser_name: str
    lines: tuple[PointLine, ...]
    points: int
    blocked: Blocked | None
    seat: Seat | None
    is_pinned: bool
    leaving: Seat | None
    slot: int | None
    slot_words: str
    move: Trial | None
    forced: Trial | None
    free_slots: tuple[int, ...]


def pair_page(board: Board, pair: Pair, *, slot: int | None = None) -> PairPage | None:
    """None: one of them is not on the day. `slot`: also say what putting them there would do."""
    day, names = day_of_board(board), names_of(board.event)
    if pair[0] not in day.company or pair[1] not in day.adviser or slot not in {None, *day.numbers}:
        return None
    placements = placements_of(board, day)
    seat = next((one.seat for one in placements if one.seat[:2] == pair), None)
    why_not = blocked(day, pair)
    leaving = leaving_of(board, placements, pair)
    is_here = seat is not None and slot in {None, seat[2]}
    return PairPage(
        *pair,
        names.companies[pair[0]],
        names.advisers[pair[1]],
        tuple(explain(day, pair)),
        points(day, pair),
        why_not,
        seat,
        any(pin.pair == pair for pin in day.rules.pins),
        leaving,
        slot,
        names.hour(slot) if slot else "",
        None if slot is None or is_here else _moved(day, names, placements, Move(*pair, slot, leaving)),
        None if why_not or seat else _forced(day, names, placements, Pin(*pair)),
        tuple(common_slots(day.company[pair[0]], day.adviser[pair[1]], day.numbers)),
    )


def move_to(board: Board, pair: Pair, slot: int) -> Move:
    """The move that puts a pair into a slot, with the seat the company gives up."""
    return Move(*pair, slot, leaving_of(board, placements_of(board, day_of_board(board)), pair))


def leaving_of(board: Board, placements: tuple[Placement, ...], pair: Pair) -> Seat | None:
    """The seat a company gives up when it is put elsewhere: that with this adviser, or its only one."""
    own = [one.seat for one in placements if one.company == pair[0]]
    same = [seat for seat in own if seat[1] == pair[1]]
    full = own if len(own) >= board.consultations else []
    return next(iter([*same, *full]), None)


def _moved(day: Day, names: Names, placements: tuple[Placement, ...], move: Move) -> Trial:
    found = effect(day, placements, move)
    broken = tuple(f"{names.companies.get(one.company, '')}：{one.broken.label}" for one in found.broken)
    return Trial(-found.gain, broken, _words(names, found.goes), _words(names, found.comes))


def _forced(day: Day, names: Names, placements: tuple[Placement, ...], pin: Pin) -> Trial:
    known = tuple(one for one in placements if one.company in day.company and one.adviser in day.adviser)
    stands = Timetable(known, (), SolveStatus.STOPPED, "", tally(day, known), 0)
    open_day = replace(day, rules=replace(day.rules, pins=tuple(one for one in day.rules.pins if one.pair != pin.pair)))
    found = force(open_day, stands, pin)
    is_sure = found.timetable.status is SolveStatus.OPTIMAL
    return Trial(found.cost, (), _words(names, found.goes), _words(names, found.comes), is_sure)


def _words(names: Names, seats: tuple[Seat, ...]) -> tuple[str, ...]:
    return tuple(names.words(seat) for seat in sorted(seats, key=lambda seat: seat[2]))
