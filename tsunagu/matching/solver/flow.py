"""Consultations as flows of least cost, in milliseconds: one per company exactly, a second one as a good start.

source → company → (adviser, slot) → adviser, each further consultation a step dearer → sink. Who finds
nobody goes past. Rooms, breaks and gaps are not in it:
without them its worth bounds every timetable with one consultation each. `most_worth` bounds the others: there pairs
are chosen and times left aside.
"""

from collections import Counter
from collections.abc import Sequence

from tsunagu.matching.board import Pair, Seat
from tsunagu.matching.fit import weights
from tsunagu.matching.solver.problem import Problem


def rounds_of_flow(problem: Problem) -> list[Seat] | None:
    """A timetable made round by round: everybody's first consultation, then the second around it; None = pins clash."""
    taken = best_flow(problem)
    for _ in range(problem.board.options.consultations - 1):
        if taken is not None:
            taken += _Network(problem, taken).solved()
    return taken


def most_worth(problem: Problem) -> int:
    """No timetable is worth more, whatever times are left aside here."""
    return _Pairs(problem).worth()


def best_flow(problem: Problem) -> list[Seat] | None:
    """The seats of a timetable of the greatest worth, leaving rooms, breaks and gaps aside; None = pins clash."""
    network = _Network(problem)
    taken = network.solved()
    held = set(taken)
    return taken if all(held.intersection(seats) for seats in problem.pins) else None


class _Arcs:
    """A flow being drawn. Nodes are named by what they stand for and numbered as they come."""

    def __init__(self, problem: Problem) -> None:
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

        self.problem, self.flow = problem, SimpleMinCostFlow()
        self.nodes: dict[tuple[str | int, ...], int] = {}

    def _node(self, *name: str | int) -> int:
        return self.nodes.setdefault(name, len(self.nodes))

    def _arc(self, tail: int, head: int, cost: int = 0, room: int = 1) -> int:
        return int(self.flow.add_arc_with_capacity_and_unit_cost(tail, head, room, cost))


class _Pairs(_Arcs):
    """Companies to advisers, times left aside: each pair at most once."""

    def worth(self) -> int:
        """What the best choice of pairs is worth."""
        board, best = self.problem.board, dict[Pair, int]()
        for (company, adviser, _), value in self.problem.worth.items():
            best[company, adviser] = max(value, best.get((company, adviser), value))
        source, sink, each = self._node("source"), self._node("sink"), board.options.consultations
        for one in board.companies:
            node = self._node("company", one.id)
            self._arc(source, node, -self.problem.first)
            self._arc(source, node, -int(weights()["second"]), each - 1)
        for (company, adviser), value in best.items():
            self._arc(self._node("company", company), self._node("adviser", adviser), -value)
        for person in board.advisers:
            for count in range(min(person.most, len(person.free))):
                self._arc(self._node("adviser", person.id), sink, int(weights()["load"]) * count)
        most = each * len(board.companies)
        self._arc(source, sink, room=max(1, most))
        self.flow.set_node_supply(source, most)
        self.flow.set_node_supply(sink, -most)
        if self.flow.solve() != self.flow.OPTIMAL:  # type: ignore[no-untyped-call]
            raise RuntimeError("the flow of a board always has a solution")
        return -int(self.flow.optimal_cost())


class _Network(_Arcs):
    """Companies to seats, around those already `taken`. Among timetables of the same worth the earliest: few gaps."""

    def __init__(self, problem: Problem, taken: Sequence[Seat] = ()) -> None:
        super().__init__(problem)
        self.seat_of: dict[int, Seat] = {}
        self.held = Counter(adviser for _, adviser, _ in taken)
        self.closed = {part for c, a, s in taken for part in ((c, a), (c, s), (a, s))}
        self.first = problem.first if not taken else int(weights()["second"])
        numbers = problem.board.numbers
        self.place = {number: place for place, number in enumerate(numbers)}
        self.point = len(problem.board.companies) * len(numbers) + 1  # more than all places of a timetable together
        self._draw()

    def solved(self) -> list[Seat]:
        """Seats the flow runs through; raises RuntimeError if OR-tools fails, which this network cannot make it."""
        status = self.flow.solve()  # type: ignore[no-untyped-call]
        if status != self.flow.OPTIMAL:
            raise RuntimeError("the flow of a board always has a solution")
        return [seat for arc, seat in self.seat_of.items() if self.flow.flow(arc)]

    def _draw(self) -> None:
        companies = self.problem.board.companies
        source, sink = self._node("source"), self._node("sink")
        for company in companies:
            self._arc(source, self._node("company", company.id))
        self._arc(source, sink, room=max(1, len(companies)))
        self._draw_seats()
        self._draw_loads(sink)
        self.flow.set_node_supply(source, len(companies))
        self.flow.set_node_supply(sink, -len(companies))

    def _draw_seats(self) -> None:
        pinned = {seat for seats in self.problem.pins for seat in seats}
        certain = self.problem.first * (len(self.problem.board.companies) + 1)
        for seat, worth in self.problem.worth.items():
            company, adviser, slot = seat
            if self.closed & {(company, adviser), (company, slot), (adviser, slot)}:
                continue
            value = self.first + worth + (certain if seat in pinned else 0)
            cost = self.place[slot] - value * self.point
            arc = self._arc(self._node("company", company), self._node("cell", adviser, slot), cost)
            self.seat_of[arc] = seat

    def _draw_loads(self, sink: int) -> None:
        cells: dict[str, list[int]] = {}
        for name, node in list(self.nodes.items()):
            if name[0] == "cell":
                cells.setdefault(str(name[1]), []).append(node)
        for adviser in self.problem.board.advisers:
            here = cells.get(adviser.id, [])
            node = self._node("adviser", adviser.id)
            for cell in here:
                self._arc(cell, node)
            held = self.held[adviser.id]
            for count in range(held, min(adviser.most, held + len(here))):
                self._arc(node, sink, weights()["load"] * count * self.point)
