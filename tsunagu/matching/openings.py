"""Where one more consultation would break no rule, without moving anybody: worked out once for a whole board."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tsunagu.matching.board import Adviser, Board, Placement
from tsunagu.matching.checking import is_known, runs
from tsunagu.matching.fit import blocked, common_slots, way_of
from tsunagu.matching.states import Way


@dataclass(frozen=True, slots=True)
class Openings:
    """`free`: adviser → slots in which they could take one more; `full`: slots without a place on the spot.

    `times` and `met`: company → slots and advisers it has already.
    """

    board: Board
    free: dict[str, set[int]]
    full: set[int]
    times: dict[str, list[int]]
    met: dict[str, set[str]]


def openings(board: Board, placements: Iterable[Placement]) -> Openings:
    """What is left beside `placements`, whatever they break themselves."""
    held = list(placements)
    known = [one for one in held if is_known(board, one)]
    busy, times, met = defaultdict(set), defaultdict(list), defaultdict(set)
    for one in known:
        busy[one.adviser].add(one.slot)
        times[one.company].append(one.slot)
        met[one.company].add(one.adviser)
    counts, taken = Counter(one.adviser for one in known), Counter(one.slot for one in known if one.way == Way.ROOM)
    gone = {(one.adviser, one.slot) for one in held}
    free = {
        one.id: {
            slot
            for slot in one.free - _tiring(board, busy[one.id])
            if (one.id, slot) not in gone and counts[one.id] < one.most
        }
        for one in board.advisers
    }
    full = set() if board.rooms is None else {slot for slot in board.numbers if taken[slot] >= board.rooms}
    return Openings(board, free, full, dict(times), dict(met))


def has_open_seat(left: Openings, company: str) -> bool:
    """Whether a company could be put somewhere as things stand."""
    if len(left.times.get(company, [])) >= left.board.options.consultations:
        return False
    others = (one for one in left.board.advisers if one.id not in left.met.get(company, set()))
    return any(_has_open_slot(left, company, one) for one in others)


def _has_open_slot(left: Openings, company: str, adviser: Adviser) -> bool:
    if blocked(left.board, (company, adviser.id)) is not None:
        return False
    one = left.board.company[company]
    shut = {*left.times.get(company, [])}
    if way_of(one, adviser, rooms=left.board.rooms) is Way.ROOM:
        shut |= left.full
    return not left.free[adviser.id].isdisjoint({*common_slots(one, adviser, left.board.numbers)} - shut)


def _tiring(board: Board, busy: set[int]) -> set[int]:
    """Slots that would fill a run that has to be interrupted by a break."""
    most = board.options.most_in_a_row
    if not most:
        return set()
    lacking = ({*run} - busy for run in runs(board.slots, most + 1))
    return {slot for left in lacking if len(left) == 1 for slot in left}
