"""A timetable made at once: pins first, then who has the fewest ways, best seat first. A start for the search."""

from collections import Counter
from collections.abc import Iterator

from tsunagu.matching.board import Seat
from tsunagu.matching.checking import runs
from tsunagu.matching.solver.problem import Problem


def first_seats(problem: Problem) -> list[Seat] | None:
    """Seats that keep every hard rule; None = the pins did not fit this way."""
    day = _Day(problem)
    for seats in _in_turn(problem):
        day.take_first_free(seats)
    kept = all(not day.taken.isdisjoint(seats) for seats in problem.pins)
    return sorted(day.taken) if kept else None


def _in_turn(problem: Problem) -> Iterator[list[Seat]]:
    """Seats to choose one from, in the order in which somebody chooses."""
    yield from sorted((list(seats) for seats in problem.pins), key=len)
    by_company = sorted(problem.grouped(0).values(), key=len)
    for _ in range(problem.board.options.consultations):
        for seats in by_company:
            yield sorted(seats, key=lambda seat: -problem.worth[seat])


class _Day:
    """What is taken so far, counted so that one more seat is judged at once."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.board = problem, problem.board
        self.taken: set[Seat] = set()
        self.busy: set[tuple[str | int, ...]] = set()
        self.count: Counter[tuple[str, str | int]] = Counter()
        self.runs = list(runs(self.board.slots, self.board.options.most_in_a_row + 1))

    def take_first_free(self, seats: list[Seat]) -> None:
        """Take the first of these seats that breaks no rule, if there is one."""
        found = next((seat for seat in seats if self._is_free(seat)), None)
        if found is None:
            return
        company, adviser, slot = found
        self.taken.add(found)
        self.busy |= {("company", company, slot), ("adviser", adviser, slot), ("pair", company, adviser)}
        self.count.update([("company", company), ("adviser", adviser)])
        self.count["rooms", slot] += found[:2] in self.problem.on_the_spot

    def _is_free(self, seat: Seat) -> bool:
        company, adviser, slot = seat
        places = {("company", company, slot), ("adviser", adviser, slot), ("pair", company, adviser)}
        return (
            self.busy.isdisjoint(places)
            and self.count["company", company] < self.board.options.consultations
            and self.count["adviser", adviser] < self.board.adviser[adviser].most
            and self._has_room(seat)
            and self._has_break(adviser, slot)
        )

    def _has_room(self, seat: Seat) -> bool:
        rooms = self.board.rooms
        return rooms is None or seat[:2] not in self.problem.on_the_spot or self.count["rooms", seat[2]] < rooms

    def _has_break(self, adviser: str, slot: int) -> bool:
        if not self.board.options.most_in_a_row:
            return True
        return not any(
            slot in run and all(number == slot or ("adviser", adviser, number) in self.busy for number in run)
            for run in self.runs
        )
