"""What forcing another pair costs."""

from tests.matching.days import adviser, board, company
from tsunagu.matching.board import Pin, Rules
from tsunagu.matching.solver import force, solve
from tsunagu.matching.states import Blocked

PEOPLE = [company("a", 1, themes=("T1", "T2")), company("b", 1, themes=("T2", "T1"))]
EXPERTS = [adviser("x", 1, themes=frozenset({"T1"})), adviser("y", 1, themes=frozenset({"T2"}))]


def test_the_cost_is_the_worth_lost_and_who_moves_is_named() -> None:
    day = board(1, PEOPLE, EXPERTS)

    found = force(day, solve(day), Pin("a", "y"))

    assert found.cost == 30  # 40 + 40 become 25 + 25
    assert (found.goes, found.comes) == ((("a", "x", 1), ("b", "y", 1)), (("a", "y", 1), ("b", "x", 1)))


def test_nobody_moves_who_need_not() -> None:
    people = [company(name, 1, 2, 3) for name in "abc"]
    day = board(3, people, [adviser("x", 1, 2, 3), adviser("y", 1, 2, 3)])
    stands = solve(day)
    moved = stands.placements[0]
    other = "y" if moved.adviser == "x" else "x"

    found = force(day, stands, Pin(moved.company, other))

    assert [seat[0] for seat in found.goes] == [seat[0] for seat in found.comes]
    assert len(found.goes) <= 2


def test_what_stands_already_costs_nothing() -> None:
    day = board(1, PEOPLE, EXPERTS)

    found = force(day, solve(day), Pin("a", "x", 1))

    assert (found.cost, found.goes, found.comes) == (0, (), ())


def test_what_cannot_be_says_why() -> None:
    day = board(1, PEOPLE, EXPERTS, rules=Rules(conflicts=frozenset({("a", "y")})))

    found = force(day, solve(day), Pin("a", "y"))

    assert (found.cost, found.blocked) == (None, Blocked.CONFLICT)
