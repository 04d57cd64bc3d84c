"""Every hard rule is seen when it is broken, and only then."""

from dataclasses import replace

import pytest

from tests.matching.days import adviser, board, company
from tsunagu.matching.board import Pin, Placement, Rules
from tsunagu.matching.checking import Violation, violations
from tsunagu.matching.states import Broken, Way

PEOPLE = [company("a", 1, 2, themes=("T1",)), company("b", 1, 2)]
EXPERTS = [adviser("x", 1, 2, themes=frozenset({"T1"})), adviser("y", 2, most=1)]
DAY = board(3, PEOPLE, EXPERTS, rooms=2)


def at(company_id: str, adviser_id: str, slot: int, way: Way = Way.ROOM) -> Placement:
    return Placement(slot, adviser_id, company_id, way)


def seen(*placements: Placement, **rules: object) -> list[Broken]:
    day = replace(DAY, rules=Rules(**rules))  # type: ignore[arg-type]
    return [one.broken for one in violations(day, placements)]


def test_a_timetable_that_holds_breaks_nothing() -> None:
    assert violations(DAY, [at("a", "x", 1), at("b", "y", 2)]) == []


@pytest.mark.parametrize(
    ("placements", "broken"),
    [
        ([at("a", "x", 3)], [Broken.ADVISER_AWAY, Broken.COMPANY_AWAY]),
        ([at("b", "y", 1)], [Broken.ADVISER_AWAY]),
        ([at("a", "y", 2)], [Broken.THEME]),
        ([at("a", "x", 1, Way.ONLINE)], [Broken.WAY]),
        ([at("a", "x", 1), at("b", "x", 1)], [Broken.ADVISER_TWICE, Broken.ADVISER_TWICE]),
        ([at("a", "x", 9)], [Broken.UNKNOWN]),
        ([at("z", "x", 1)], [Broken.UNKNOWN]),
        ([at("b", "x", 1), at("b", "y", 2)], [Broken.COMPANY_MOST, Broken.COMPANY_MOST]),
    ],
)
def test_each_broken_rule_is_seen(placements: list[Placement], broken: list[Broken]) -> None:
    assert seen(*placements) == broken


def test_a_conflict_and_a_forbidden_pair_are_seen() -> None:
    pair = frozenset({("a", "x")})

    assert seen(at("a", "x", 1), conflicts=pair) == [Broken.CONFLICT]
    assert seen(at("a", "x", 1), forbids=pair) == [Broken.FORBIDDEN]


def test_a_pin_that_is_not_kept_is_seen() -> None:
    assert seen(at("a", "x", 1), pins=(Pin("a", "x", 2),)) == [Broken.PIN]
    assert seen(at("a", "x", 1), pins=(Pin("a", "x"),)) == []


def test_too_many_for_one_adviser_and_the_same_two_twice_are_seen() -> None:
    day = board(2, [company("a", 1, 2)], [adviser("x", 1, 2, most=1)], consultations=2)

    found = {one.broken for one in violations(day, [at("a", "x", 1), at("a", "x", 2)])}

    assert found == {Broken.ADVISER_MOST, Broken.SAME_PAIR}


def test_a_company_in_two_places_is_seen() -> None:
    day = board(1, [company("a", 1)], [adviser("x", 1), adviser("y", 1)], consultations=2)

    found = violations(day, [at("a", "x", 1), at("a", "y", 1)])

    assert found == [Violation(Broken.COMPANY_TWICE, "a", "x", 1), Violation(Broken.COMPANY_TWICE, "a", "y", 1)]


def test_more_than_the_rooms_hold_is_seen() -> None:
    day = replace(board(1, [company("a", 1), company("b", 1)], [adviser("x", 1), adviser("y", 1)]), rooms=1)

    found = violations(day, [at("a", "x", 1), at("b", "y", 1)])

    assert [(one.broken, one.company) for one in found] == [(Broken.NO_ROOM, "a"), (Broken.NO_ROOM, "b")]


def test_a_missing_break_is_seen_at_its_last_slot() -> None:
    day = board(2, [company("a", 1), company("b", 2)], [adviser("x", 1, 2)], most_in_a_row=1)

    assert violations(day, [at("a", "x", 1), at("b", "x", 2)]) == [Violation(Broken.NO_BREAK, "b", "x", 2)]
