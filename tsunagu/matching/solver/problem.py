"""A board prepared for the search: which seats are open and what each is worth."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tsunagu.matching.board import Board, Pair, Pin, Placement, Seat
from tsunagu.matching.fit import blocked, common_slots, points, way_of, weights
from tsunagu.matching.rooms import numbered
from tsunagu.matching.states import Way
from tsunagu.matching.worth import first_worth


@dataclass(frozen=True)
class Problem:
    """`worth`: points of every open seat, with what keeping it is worth. `pins`: seats of which one must be taken."""

    board: Board
    worth: dict[Seat, int]
    on_the_spot: frozenset[Pair]
    pins: tuple[tuple[Seat, ...], ...]
    first: int

    def grouped(self, *parts: int) -> dict[tuple[str | int, ...], list[Seat]]:
        """Open seats by some of company (0), adviser (1), slot (2), in a fixed order."""
        groups: dict[tuple[str | int, ...], list[Seat]] = defaultdict(list)
        for seat in self.worth:
            groups[tuple(seat[part] for part in parts)].append(seat)
        return groups

    def placements(self, seats: Iterable[Seat]) -> tuple[Placement, ...]:
        """Taken seats as the timetable shows them, in the order of the day, rooms numbered."""
        made = [
            Placement(
                slot=slot,
                adviser=adviser,
                company=company,
                way=Way.ROOM if (company, adviser) in self.on_the_spot else Way.ONLINE,
                points=points(self.board, (company, adviser)),
            )
            for company, adviser, slot in seats
        ]
        return numbered(self.board, made)


def problem_of(board: Board) -> Problem:
    """Prepare a board. Seats stand in the order of its companies, advisers and slots: same input, same search."""
    keep = weights()["keep"]
    worth: dict[Seat, int] = {}
    on_the_spot = set()
    for company in board.companies:
        for adviser in board.advisers:
            pair = company.id, adviser.id
            if blocked(board, pair):
                continue
            if way_of(company, adviser, rooms=board.rooms) == Way.ROOM:
                on_the_spot.add(pair)
            fit = points(board, pair)
            for slot in common_slots(company, adviser, board.numbers):
                worth[*pair, slot] = fit + (keep if (*pair, slot) in board.rules.stands else 0)
    pins = tuple(_seats_of(pin, board, worth) for pin in board.rules.pins)
    return Problem(board, worth, frozenset(on_the_spot), pins, first_worth(board))


def _seats_of(pin: Pin, board: Board, worth: dict[Seat, int]) -> tuple[Seat, ...]:
    wanted = board.numbers if pin.slot is None else (pin.slot,)
    return tuple(seat for slot in wanted if (seat := (*pin.pair, slot)) in worth)
