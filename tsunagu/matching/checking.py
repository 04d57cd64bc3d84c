"""Which hard rules a timetable breaks: for the page that marks them, and against the solver in tests."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tsunagu.matching.board import PAUSE, Board, Placement, Slot
from tsunagu.matching.fit import can_theme, way_of
from tsunagu.matching.states import Broken, Way


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One broken rule and the seat it is seen at."""

    broken: Broken
    company: str = ""
    adviser: str = ""
    slot: int = 0


def violations(board: Board, placements: Iterable[Placement]) -> list[Violation]:
    """Every hard rule these placements break; empty = the timetable can be held."""
    held = list(placements)
    known = [one for one in held if is_known(board, one)]
    unknown = [_seen(Broken.UNKNOWN, one) for one in held if not is_known(board, one)]
    found = [*unknown, *_of_pairs(board, known), *_of_time(board, known), *_of_numbers(board, known)]
    return sorted({*found, *_of_rooms(board, known), *_of_breaks(board, known), *_of_pins(board, known)})


def runs(slots: Sequence[Slot], length: int) -> Iterator[tuple[int, ...]]:
    """So many slots in a row without a break between them, from every start."""
    for start in range(len(slots) - length + 1):
        part = slots[start : start + length]
        pauses = [later.starts - earlier.ends for earlier, later in pairwise(part)]
        if all(pause < PAUSE for pause in pauses):
            yield tuple(slot.number for slot in part)


def is_known(board: Board, one: Placement) -> bool:
    """Whether company, adviser and slot are on the day's list."""
    return one.company in board.company and one.adviser in board.adviser and one.slot in board.numbers


def _seen(broken: Broken, one: Placement) -> Violation:
    return Violation(broken, one.company, one.adviser, one.slot)


def _of_pairs(board: Board, held: list[Placement]) -> Iterator[Violation]:
    for one in held:
        pair, company, adviser = one.seat[:2], board.company[one.company], board.adviser[one.adviser]
        if pair in board.rules.conflicts:
            yield _seen(Broken.CONFLICT, one)
        if pair in board.rules.forbids:
            yield _seen(Broken.FORBIDDEN, one)
        if not can_theme(company, adviser):
            yield _seen(Broken.THEME, one)
        if way_of(company, adviser, rooms=board.rooms) != one.way:
            yield _seen(Broken.WAY, one)


def _of_time(board: Board, held: list[Placement]) -> Iterator[Violation]:
    of_company = Counter((one.company, one.slot) for one in held)
    of_adviser = Counter((one.adviser, one.slot) for one in held)
    for one in held:
        if one.slot not in board.company[one.company].free:
            yield _seen(Broken.COMPANY_AWAY, one)
        if one.slot not in board.adviser[one.adviser].free:
            yield _seen(Broken.ADVISER_AWAY, one)
        if of_company[one.company, one.slot] > 1:
            yield _seen(Broken.COMPANY_TWICE, one)
        if of_adviser[one.adviser, one.slot] > 1:
            yield _seen(Broken.ADVISER_TWICE, one)


def _of_numbers(board: Board, held: list[Placement]) -> Iterator[Violation]:
    companies, advisers = Counter(one.company for one in held), Counter(one.adviser for one in held)
    pairs = Counter(one.seat[:2] for one in held)
    for one in held:
        if companies[one.company] > board.options.consultations:
            yield _seen(Broken.COMPANY_MOST, one)
        if advisers[one.adviser] > board.adviser[one.adviser].most:
            yield _seen(Broken.ADVISER_MOST, one)
        if pairs[one.seat[:2]] > 1:
            yield _seen(Broken.SAME_PAIR, one)


def _of_rooms(board: Board, held: list[Placement]) -> Iterator[Violation]:
    if board.rooms is None:
        return
    taken = Counter(one.slot for one in held if one.way == Way.ROOM)
    yield from (_seen(Broken.NO_ROOM, one) for one in held if one.way == Way.ROOM and taken[one.slot] > board.rooms)


def _of_breaks(board: Board, held: list[Placement]) -> Iterator[Violation]:
    most = board.options.most_in_a_row
    if not most:
        return
    busy = {(one.adviser, one.slot): one for one in held}
    for adviser in board.advisers:
        for run in runs(board.slots, most + 1):
            if all((adviser.id, number) in busy for number in run):
                yield _seen(Broken.NO_BREAK, busy[adviser.id, run[-1]])


def _of_pins(board: Board, held: list[Placement]) -> Iterator[Violation]:
    for pin in board.rules.pins:
        kept = any(one.seat[:2] == pin.pair and pin.slot in {None, one.slot} for one in held)
        if not kept:
            yield Violation(Broken.PIN, pin.company, pin.adviser, pin.slot or 0)
