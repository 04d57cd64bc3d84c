"""Changes by hand, as plain functions: put somewhere, swapped by it, taken out; and which rules that breaks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tsunagu.matching.board import Board, Placement, Seat
from tsunagu.matching.checking import Violation, is_known, violations
from tsunagu.matching.fit import points, way_of
from tsunagu.matching.rooms import numbered
from tsunagu.matching.states import Way
from tsunagu.matching.worth import tally


@dataclass(frozen=True, slots=True)
class Move:
    """A company goes to an adviser and slot; `leaving`: the seat it gives up, None = it had none."""

    company: str
    adviser: str
    slot: int
    leaving: Seat | None = None

    @property
    def seat(self) -> Seat:
        """Where it goes."""
        return self.company, self.adviser, self.slot


@dataclass(frozen=True, slots=True)
class Effect:
    """What a move would do: the timetable after it, points won (or lost, below 0), rules it breaks, who moves."""

    after: tuple[Placement, ...]
    gain: int
    broken: tuple[Violation, ...]
    goes: tuple[Seat, ...]
    comes: tuple[Seat, ...]


def effect(board: Board, before: tuple[Placement, ...], move: Move) -> Effect:
    """The effect of a move; nothing is changed. Pins do not hold back a hand."""
    return _effect(board, before, _moved(board, before, move))


def removal(board: Board, before: tuple[Placement, ...], seat: Seat) -> Effect:
    """The effect of taking a consultation out."""
    return _effect(board, before, [one for one in before if one.seat != seat])


def _moved(board: Board, before: Iterable[Placement], move: Move) -> list[Placement]:
    """Who sat there takes the seat that was left, or has none any more."""
    stays = [one for one in before if one.seat != move.leaving and (one.adviser, one.slot) != (move.adviser, move.slot)]
    gone = [one for one in before if (one.adviser, one.slot) == (move.adviser, move.slot) and one.seat != move.leaving]
    stays.append(seated(board, move.seat))
    if move.leaving and gone:
        stays.append(seated(board, (gone[0].company, *move.leaving[1:])))
    return stays


def seated(board: Board, seat: Seat) -> Placement:
    """A seat as a placement with its way and points; unknown people get none."""
    company, adviser, slot = seat
    if company not in board.company or adviser not in board.adviser:
        return Placement(slot, adviser, company)
    way = way_of(board.company[company], board.adviser[adviser], rooms=board.rooms) or Way.ROOM
    return Placement(slot, adviser, company, way, points(board, (company, adviser)))


def _effect(board: Board, before: tuple[Placement, ...], after: list[Placement]) -> Effect:
    free = replace(board, rules=replace(board.rules, pins=()))
    placed = numbered(board, after)
    already = set(violations(free, before))
    was, now = {one.seat for one in before}, {one.seat for one in placed}
    return Effect(
        placed,
        worth(board, placed) - worth(board, before),
        tuple(one for one in violations(free, placed) if one not in already),
        tuple(sorted(was - now)),
        tuple(sorted(now - was)),
    )


def worth(board: Board, placements: Iterable[Placement]) -> int:
    """What a timetable is worth, leaving out those who are not on the list of the day any more."""
    return tally(board, [one for one in placements if is_known(board, one)]).value
