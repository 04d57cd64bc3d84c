"""What a pair is worth, line by line, and why two cannot meet."""

import pytest

from tests.matching.days import adviser, board, company
from tsunagu.matching.board import Rules
from tsunagu.matching.fit import blocked, explain, points, way_of, weights
from tsunagu.matching.states import Blocked, Way

PAIR = ("a", "x")
ASKING = {"themes": ("T2", "T1"), "prefecture": "13", "industry": "medical"}


@pytest.mark.parametrize(
    ("held", "lines"),
    [
        ({}, [0, 0, 0, 0, 0]),
        ({"themes": frozenset({"T2"})}, [40, 0, 0, 0, 0]),
        ({"themes": frozenset({"T1"})}, [25, 0, 0, 0, 0]),
        ({"themes": frozenset({"T1", "T2"}), "themes_delivered": frozenset({"T1"})}, [40, 15, 0, 0, 0]),
        ({"themes": frozenset({"T2"}), "prefectures": frozenset({"13", "14"})}, [40, 0, 20, 0, 0]),
        ({"themes": frozenset({"T2"}), "industries": frozenset({"medical"})}, [40, 0, 0, 15, 0]),
    ],
)
def test_points_line_by_line(held: dict, lines: list[int]) -> None:
    day = board(1, [company("a", 1, **ASKING)], [adviser("x", 1, **held)])

    assert [line.points for line in explain(day, PAIR)] == lines
    assert points(day, PAIR) == sum(lines)


def test_having_met_before_is_worth_a_little() -> None:
    day = board(1, [company("a", 1, **ASKING)], [adviser("x", 1)], rules=Rules(past_contacts=frozenset({PAIR})))

    assert points(day, PAIR) == 10


def test_who_asks_for_nothing_gets_everything_from_everybody() -> None:
    day = board(1, [company("a", 1)], [adviser("x", 1)])

    assert [line.points for line in explain(day, PAIR)] == [40, 15, 20, 15, 0]


def test_a_pair_is_worth_a_hundred_at_most() -> None:
    told = weights()

    assert told["theme"]["first"] + told["delivered"] + told["place"] + told["industry"] + told["past_contact"] == 100


@pytest.mark.parametrize(
    ("asking", "held", "rules", "why"),
    [
        ({}, {}, Rules(), None),
        ({}, {}, Rules(conflicts=frozenset({PAIR})), Blocked.CONFLICT),
        ({}, {}, Rules(forbids=frozenset({PAIR})), Blocked.FORBIDDEN),
        ({"themes": ("T1",)}, {"themes": frozenset({"T2"})}, Rules(), Blocked.THEME),
        ({"ways": frozenset({Way.ONLINE})}, {}, Rules(), Blocked.WAY),
    ],
)
def test_why_two_cannot_meet(asking: dict, held: dict, rules: Rules, why: Blocked | None) -> None:
    day = board(1, [company("a", 1, **asking)], [adviser("x", 1, **held)], rules=rules)

    assert blocked(day, PAIR) == why


def test_two_without_a_common_time_cannot_meet() -> None:
    assert blocked(board(2, [company("a", 1)], [adviser("x", 2)]), PAIR) == Blocked.TIME


@pytest.mark.parametrize(
    ("of_company", "of_adviser", "rooms", "way"),
    [
        ({Way.ROOM}, {Way.ROOM}, None, Way.ROOM),
        ({Way.ROOM, Way.ONLINE}, {Way.ROOM, Way.ONLINE}, 2, Way.ROOM),
        ({Way.ROOM, Way.ONLINE}, {Way.ROOM, Way.ONLINE}, 0, Way.ONLINE),
        ({Way.ROOM, Way.ONLINE}, {Way.ONLINE}, 2, Way.ONLINE),
        ({Way.ROOM}, {Way.ONLINE}, 2, None),
        ({Way.ROOM}, {Way.ROOM}, 0, None),
    ],
)
def test_where_two_meet(of_company: set[Way], of_adviser: set[Way], rooms: int | None, way: Way | None) -> None:
    found = way_of(
        company("a", 1, ways=frozenset(of_company)), adviser("x", 1, ways=frozenset(of_adviser)), rooms=rooms
    )

    assert found == way
