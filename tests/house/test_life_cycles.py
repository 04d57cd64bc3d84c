"""Every life cycle a clerk can read is whole: a line for each state, and each state reached from the first."""

from enum import Enum
from importlib import import_module

import pytest

from tests.house.source import HOUSE

CYCLES = {
    f"{path.parent.name}.{name}": table
    for path in sorted(HOUSE.glob("*/states.py"))
    for name, table in vars(import_module(f"tsunagu.{path.parent.name}.states")).items()
    if name.endswith("MOVES")
}


@pytest.mark.parametrize("cycle", CYCLES)
def test_a_life_cycle_names_every_state_and_reaches_it_from_the_first(cycle: str) -> None:
    table: dict[Enum, frozenset[Enum]] = CYCLES[cycle]
    states = list(type(next(iter(table))))

    reached, ahead = set(), [states[0]]
    while ahead:
        state = ahead.pop()
        reached.add(state)
        ahead += table[state] - reached

    assert (set(table), reached) == (set(states), set(states))


def test_there_are_life_cycles() -> None:
    assert len(CYCLES) > 5
