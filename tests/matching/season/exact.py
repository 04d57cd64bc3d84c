"""Other ways to the best plan, written for the tests: CP-SAT pair by pair, and matching by augmenting paths."""

from collections.abc import Iterable

from tsunagu.matching.season.fit import barred, points, weights
from tsunagu.matching.season.values import Batch, Pair


def limit(batch: Batch, room: int) -> int:
    return -(-max(0, room) * batch.options.overbook // 100)


def possible(batch: Batch) -> dict[Pair, int]:
    """Every pair that may be, with its points."""
    return {
        (need.id, person.id): points(need, person, today=batch.today)
        for need in batch.needs
        for person in batch.specialists
        if barred(need, person) is None
    }


def best_value(batch: Batch) -> tuple[tuple[int, ...], int]:
    """How many needs have more than 0, 1, 2 … candidates, and points less load, in the best plan of open needs."""
    from ortools.sat.python import cp_model

    worth, model = possible(batch), cp_model.CpModel()
    taken = {pair: model.new_bool_var("") for pair in worth}
    value, ranks = sum(points * taken[pair] for pair, points in worth.items()), []
    for need in batch.needs:
        here = [model.new_bool_var("") for _ in range(batch.options.candidates)]
        model.add(sum(taken[pair] for pair in worth if pair[0] == need.id) == sum(here))
        ranks.append(here)
    for person in batch.specialists:
        steps = [model.new_bool_var("") for _ in range(min(limit(batch, person.room), len(batch.needs)))]
        model.add(sum(taken[pair] for pair in worth if pair[1] == person.id) == sum(steps))
        value -= sum(weights()["load"] * count * step for count, step in enumerate(steps))
    for here in ranks:
        for more, less in zip(here[1:], here[:-1], strict=True):
            model.add_implication(more, less)
    heavy = 10_000 * len(batch.needs)
    covering = sum(heavy * (len(here) - rank) * one for here in ranks for rank, one in enumerate(here))
    model.maximize(covering + value)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    covered = tuple(sum(solver.value(here[rank]) for here in ranks) for rank in range(batch.options.candidates))
    return covered, int(solver.value(value))


def most_covered(batch: Batch) -> int:
    """How many open needs can have a candidate at the same time, one augmenting path after another."""
    ways: dict[str, list[str]] = {need.id: [] for need in batch.needs}
    for need, person in possible(batch):
        ways[need].append(person)
    seats = {one.id: [""] * limit(batch, one.room) for one in batch.specialists}
    return sum(_seated(need, ways, seats, set()) for need in ways)


def _seated(need: str, ways: dict[str, list[str]], seats: dict[str, list[str]], tried: set[str]) -> bool:
    for person in ways[need]:
        if person in tried:
            continue
        tried.add(person)
        for place, other in enumerate(seats[person]):
            if not other or _seated(other, ways, seats, tried):
                seats[person][place] = need
                return True
    return False


def shuffled(rows: Iterable, chance) -> tuple:
    mixed = list(rows)
    chance.shuffle(mixed)
    return tuple(mixed)
