"""One consultation per company as a flow of least cost: exact, in about a millisecond.

source → company → (adviser, slot) → adviser, each further consultation a step dearer → sink. Who finds
nobody goes past. Rooms, breaks and gaps are not in it:
without them its worth bounds every timetable.
"""

from tsunagu.matching.board import Seat
from tsunagu.matching.fit import weights
from tsunagu.matching.solver.problem import Problem


def best_flow(problem: Problem) -> list[Seat] | None:
    """The seats of a timetable of the greatest worth, leaving rooms, breaks and gaps aside; None = pins clash."""
    network = _Network(problem)
    taken = network.solved()
    held = set(taken)
    return taken if all(held.intersection(seats) for seats in problem.pins) else None


class _Network:
    """Arcs of the flow. Nodes are named by what they stand for and numbered as they come."""

    def __init__(self, problem: Problem) -> None:
        from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

        self.problem, self.flow = problem, SimpleMinCostFlow()
        self.nodes: dict[tuple[str | int, ...], int] = {}
        self.seat_of: dict[int, Seat] = {}
        self._draw()

    def solved(self) -> list[Seat]:
        """Seats the flow runs through; raises RuntimeError if OR-tools fails, which this network cannot make it."""
        status = self.flow.solve()  # type: ignore[no-untyped-call]
        if status != self.flow.OPTIMAL:
            raise RuntimeError("the flow of a board always has a solution")
        return [seat for arc, seat in self.seat_of.items() if self.flow.flow(arc)]

    def _node(self, *name: str | int) -> int:
        return self.nodes.setdefault(name, len(self.nodes))

    def _arc(self, tail: int, head: int, cost: int = 0, room: int = 1) -> int:
        return int(self.flow.add_arc_with_capacity_and_unit_cost(tail, head, room, cost))

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
            value = self.problem.first + worth + (certain if seat in pinned else 0)
            arc = self._arc(self._node("company", company), self._node("cell", adviser, slot), -value)
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
            for count in range(min(adviser.most, len(here))):
                self._arc(node, sink, weights()["load"] * count)
