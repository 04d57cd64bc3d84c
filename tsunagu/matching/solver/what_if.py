"""What it would cost to put two together who are not: the day solved once more with that pair pinned."""

from dataclasses import dataclass

from tsunagu.matching.board import Board, Pin, Seat, Timetable
from tsunagu.matching.fit import blocked
from tsunagu.matching.solver.solving import solve
from tsunagu.matching.states import Blocked, SolveStatus


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`cost`: worth lost; None = it cannot be. `goes` and `comes`: seats that would go and come."""

    cost: int | None
    blocked: Blocked | None
    timetable: Timetable
    goes: tuple[Seat, ...] = ()
    comes: tuple[Seat, ...] = ()


def force(board: Board, stands: Timetable, pin: Pin) -> WhatIf:
    """Compare a timetable with the best one in which `pin` holds. Nothing is changed."""
    forced = solve(board.with_pin(pin))
    if forced.status == SolveStatus.IMPOSSIBLE:
        return WhatIf(None, blocked(board, pin.pair), forced)
    before = {one.seat for one in stands.placements}
    after = {one.seat for one in forced.placements}
    cost = stands.tally.value - forced.tally.value
    return WhatIf(cost, None, forced, tuple(sorted(before - after)), tuple(sorted(after - before)))
