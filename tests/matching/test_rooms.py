"""Who sits where."""

from tests.matching.days import adviser, board, company
from tsunagu.matching.board import Board, Placement
from tsunagu.matching.rooms import numbered
from tsunagu.matching.states import Way


def day(rooms: int | None) -> Board:
    return board(2, [company(name, 1, 2) for name in "abcd"], [adviser(name, 1, 2) for name in "xyz"], rooms=rooms)


def at(slot: int, adviser_id: str, company_id: str, way: Way = Way.ROOM) -> Placement:
    return Placement(slot, adviser_id, company_id, way)


def rooms_of(placements: tuple[Placement, ...]) -> list[tuple[int, str, int]]:
    return [(one.slot, one.adviser, one.room) for one in placements]


def test_an_adviser_stays_in_one_room() -> None:
    found = numbered(day(3), [at(2, "y", "c"), at(1, "y", "b"), at(1, "x", "a"), at(2, "z", "d")])

    assert rooms_of(found) == [(1, "x", 1), (1, "y", 2), (2, "y", 2), (2, "z", 3)]


def test_scarce_rooms_are_given_on() -> None:
    found = numbered(day(1), [at(1, "x", "a"), at(2, "y", "b")])

    assert rooms_of(found) == [(1, "x", 1), (2, "y", 1)]


def test_online_needs_no_room() -> None:
    found = numbered(day(1), [at(1, "x", "a", Way.ONLINE), at(1, "y", "b")])

    assert rooms_of(found) == [(1, "x", 0), (1, "y", 1)]
