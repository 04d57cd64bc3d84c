"""What it would cost to put two together who are not: the day solved once more with that pair pinned.

What stands is kept where that costs little, so that a forced pair moves as few others as it can.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tsunagu.matching.board import Board, Pin, Seat, Timetable
from tsunagu.matching.fit import blocked
from tsunagu.matching.solver.solving import solve
from tsunagu.matching.states import Blocked, SolveStatus
from tsunagu.matching.worth import worth_of_pairs


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`cost`: worth lost; None = it cannot be. `goes` and `comes`: seats that would go and come."""

    cost: int | None
    blocked: Blocked | None
    timetable: Timetable
    goes: tuple[Seat, ...] = ()
    comes: tuple[Seat, ...] = ()


def forcing(board: Board, stands: Iterable[Seat], pin: Pin) -> Board:
    """The day in which a pair is pinned and everybody else would rather stay."""
    return replace(board, rules=replace(board.rules, stands=frozenset(stands))).with_pin(pin)


def force(board: Board, stands: Timetable, pin: Pin) -> WhatIf:
    """Compare a timetable with the best one in which `pin` holds. Nothing is changed."""
    forced = solve(forcing(board, (one.seat for one in stands.placements), pin))
    if forced.status == SolveStatus.IMPOSSIBLE:
        return WhatIf(None, blocked(board, pin.pair), forced)
    before = {one.seat for one in stands.placements}
    after = {one.seat for one in forced.placements}
    cost = worth_of_pairs(stands.tally) - worth_of_pairs(forced.tally)
    return WhatIf(cost, None, forced, tuple(sorted(before - after)), tuple(sorted(after - before)))
