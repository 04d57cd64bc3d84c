"""Everything at once with CP-SAT: two consultations, fewest gaps, scarce rooms, breaks.

One worker and a fixed seed: a search that ends by itself gives the same timetable each time.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic
from typing import Any

from tsunagu.matching.board import Seat
from tsunagu.matching.checking import runs
from tsunagu.matching.fit import weights
from tsunagu.matching.solver.problem import Problem

Told = Callable[["Progress"], bool]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: seconds since it began, the best worth so far, and what none can exceed."""

    seconds: float
    value: int
    bound: int


@dataclass(frozen=True, slots=True)
class Found:
    """`seats` None = none found. `is_final`: nothing better exists (or, without seats, nothing at all)."""

    seats: list[Seat] | None
    bound: int
    is_final: bool


def best_exact(problem: Problem, *, start: Iterable[Seat], seconds: float, tell: Told) -> Found:
    """Search until proven or out of time. `start`: seats to begin from; `tell` answers False to stop the search."""
    from ortools.sat.python import cp_model

    model = _Model(problem, start)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model.model, _listener(solver, tell))
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Found(None, model.most, is_final=status == cp_model.INFEASIBLE)
    seats = [seat for seat, taken in model.taken.items() if solver.value(taken)]
    return Found(seats, round(solver.best_objective_bound), is_final=status == cp_model.OPTIMAL)


def _listener(solver: Any, tell: Told) -> Any:
    """Passes better timetables and better bounds on to `tell`."""
    from ortools.sat.python import cp_model

    class Listener(cp_model.CpSolverSolutionCallback):
        best = 0

        def on_solution_callback(self) -> None:
            self.best = round(self.objective_value)
            if not tell(Progress(monotonic() - began, self.best, round(self.best_objective_bound))):
                self.stop_search()

    listener, began = Listener(), monotonic()

    def on_bound(bound: float) -> None:
        if not tell(Progress(monotonic() - began, listener.best, round(bound))):
            solver.stop_search()

    solver.best_bound_callback = on_bound
    return listener


class _Model:
    """The variables: one per open seat, and what the worth needs beside them."""

    def __init__(self, problem: Problem, start: Iterable[Seat]) -> None:
        from ortools.sat.python import cp_model

        self.problem, self.options = problem, problem.board.options
        self.model = cp_model.CpModel()
        self.taken = {seat: self.model.new_bool_var("") for seat in problem.worth}
        self.worth: list[Any] = [worth * self.taken[seat] for seat, worth in problem.worth.items()]
        self.most = sum(problem.worth.values()) + problem.first * len(problem.board.companies)
        self._one_at_a_time()
        self._consultations()
        self._loads()
        self._rooms_and_breaks()
        if self.options.fewest_gaps:
            self._gaps()
        for seats in problem.pins:
            self.model.add_bool_or([self.taken[seat] for seat in seats])
        for seat in self.taken.keys() & set(start):
            self.model.add_hint(self.taken[seat], 1)
        self.model.maximize(sum(self.worth))

    def _of(self, seats: Iterable[Seat]) -> list[Any]:
        return [self.taken[seat] for seat in seats]

    def _one_at_a_time(self) -> None:
        """Nobody in two places at once; the same two do not meet twice."""
        for parts in ((0, 2), (1, 2), (0, 1)):
            for seats in self.problem.grouped(*parts).values():
                self.model.add_at_most_one(self._of(seats))

    def _consultations(self) -> None:
        """The first of a company is worth most, the others less."""
        for seats in self.problem.grouped(0).values():
            held = [self.model.new_bool_var("") for _ in range(self.options.consultations)]
            self.model.add(sum(self._of(seats)) == sum(held))
            for earlier, later in pairwise(held):
                self.model.add_implication(later, earlier)
            self.worth += [self.problem.first * held[0], *(weights()["second"] * one for one in held[1:])]

    def _loads(self) -> None:
        """At most so many per adviser; each further one costs a step more."""
        for (name,), seats in self.problem.grouped(1).items():
            most = min(self.problem.board.adviser[str(name)].most, len({slot for _, _, slot in seats}))
            held = [self.model.new_bool_var("") for _ in range(most)]
            self.model.add(sum(self._of(seats)) == sum(held))
            for earlier, later in pairwise(held):
                self.model.add_implication(later, earlier)
            self.worth += [-weights()["load"] * count * one for count, one in enumerate(held)]

    def _rooms_and_breaks(self) -> None:
        rooms, busy = self.problem.board.rooms, self.problem.grouped(1, 2)
        if rooms is not None:
            for seats in self.problem.grouped(2).values():
                self.model.add(sum(self._of(s for s in seats if s[:2] in self.problem.on_the_spot)) <= rooms)
        if not self.options.most_in_a_row:
            return
        for adviser in self.problem.board.advisers:
            for run in runs(self.problem.board.slots, self.options.most_in_a_row + 1):
                seats = [seat for number in run for seat in busy.get((adviser.id, number), [])]
                self.model.add(sum(self._of(seats)) <= self.options.most_in_a_row)

    def _gaps(self) -> None:
        """A slot without a consultation between an adviser's first and last one costs points."""
        busy, numbers = self.problem.grouped(1, 2), self.problem.board.numbers
        for adviser in self.problem.board.advisers:
            held = [sum(self._of(busy.get((adviser.id, number), []))) for number in numbers]
            begun, left = self._since(held), self._since(held[::-1])[::-1]
            for place in range(1, len(numbers) - 1):
                gap = self.model.new_bool_var("")
                self.model.add(gap >= begun[place - 1] + left[place + 1] - 1 - held[place])
                self.worth.append(-weights()["gap"] * gap)

    def _since(self, held: list[Any]) -> list[Any]:
        """Per slot a variable that is true from the first consultation on."""
        since: list[Any] = []
        for one in held:
            now = self.model.new_bool_var("")
            self.model.add(now >= one)
            if since:
                self.model.add_implication(since[-1], now)
            since.append(now)
        return since
