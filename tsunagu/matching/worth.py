"""What a whole timetable is worth: one definition for the search, the page and the tests."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tsunagu.matching.board import Board, Placement, Seat, Tally
from tsunagu.matching.fit import points, weights

MOST_POINTS = 100  # of one pair


def first_worth(board: Board) -> int:
    """What a company's first consultation is worth: more than anything else the day could bring together."""
    most = len(board.companies) * board.options.consultations
    costs = weights()["load"] * most * len(board.slots) + weights()["gap"] * len(board.slots) * len(board.advisers)
    return int(most * (MOST_POINTS + weights()["keep"] + weights()["second"]) + costs + 1)


def load_cost(count: int) -> int:
    """Points lost because one adviser holds so many consultations: each further one costs a step more."""
    return int(weights()["load"]) * count * (count - 1) // 2


def gaps_of(numbers: Sequence[int], held: Iterable[int]) -> int:
    """Slots without a consultation between an adviser's first and last one."""
    places = sorted(numbers.index(slot) for slot in held)
    return places[-1] - places[0] + 1 - len(places) if places else 0


def tally(board: Board, placements: Iterable[Placement]) -> Tally:
    """What these placements are worth, part by part. A gap counts only where fewest gaps are wished."""
    seats = [placement.seat for placement in placements]
    held = Counter(company for company, _, _ in seats)
    firsts, seconds = len(held), len(seats) - len(held)
    worth = sum(points(board, (company, adviser)) for company, adviser, _ in seats)
    kept = len(board.rules.stands & set(seats))
    by_adviser = slots_by_adviser(seats)
    cost = sum(load_cost(len(slots)) for slots in by_adviser.values())
    gaps = sum(gaps_of(board.numbers, slots) for slots in by_adviser.values())
    value = (
        first_worth(board) * firsts
        + weights()["second"] * seconds
        + worth
        + weights()["keep"] * kept
        - cost
        - (weights()["gap"] * gaps if board.options.fewest_gaps else 0)
    )
    return Tally(firsts, seconds, worth, kept, cost, gaps, value)


def worth_of_pairs(of: Tally) -> int:
    """The worth without what keeping seats adds: to compare timetables with different seats to keep."""
    return of.value - int(weights()["keep"]) * of.kept


def slots_by_adviser(seats: Iterable[Seat]) -> Mapping[str, list[int]]:
    """The slots each adviser is busy in."""
    found: dict[str, list[int]] = {}
    for _, adviser, slot in seats:
        found.setdefault(adviser, []).append(slot)
    return found
