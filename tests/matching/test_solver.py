"""Small days whose best timetable one can see."""

from dataclasses import replace

import pytest

from tests.matching.days import adviser, board, company, generated, met, slots
from tsunagu.matching.board import Pin, Rules, Slot
from tsunagu.matching.checking import violations
from tsunagu.matching.solver import solve
from tsunagu.matching.states import SolveStatus, Unplaced, Way

T1, T2 = frozenset({"T1"}), frozenset({"T2"})
LIMIT = {"seconds": 5}


def test_everybody_meets_who_can_do_the_theme() -> None:
    day = board(
        1,
        [company("a", 1, themes=("T1",)), company("b", 1, themes=("T2",))],
        [adviser("x", 1, themes=T2), adviser("y", 1, themes=T1)],
    )

    answer = solve(day)

    assert met(answer.placements) == [("a", "y", 1), ("b", "x", 1)]
    assert (answer.status, answer.missing, answer.gap) == (SolveStatus.OPTIMAL, (), 0)


def test_placing_one_more_company_is_worth_more_than_any_fit() -> None:
    day = board(
        1,
        [company("a", 1, themes=("T1",)), company("b", 1, themes=("T1",), industry="it")],
        [adviser("x", 1, themes=T1), adviser("y", 1, themes=T2)],
        rules=Rules(conflicts=frozenset({("b", "y")})),
    )

    answer = solve(replace(day, advisers=(day.advisers[0], adviser("y", 1, themes=T1 | T2))))

    assert met(answer.placements) == [("a", "y", 1), ("b", "x", 1)]


def test_load_is_shared_among_equals() -> None:
    day = board(4, [company(name, 1, 2, 3, 4) for name in "abcd"], [adviser("x", 1, 2, 3, 4), adviser("y", 1, 2, 3, 4)])

    answer = solve(day)

    assert sorted(one.adviser for one in answer.placements) == ["x", "x", "y", "y"]
    assert answer.tally.load_cost == 4


def test_nobody_holds_more_than_the_most() -> None:
    day = board(3, [company(name, 1, 2, 3) for name in "abc"], [adviser("x", 1, 2, 3, most=2)])

    answer = solve(day)

    assert len(answer.placements) == 2
    assert [one.reason for one in answer.missing] == [Unplaced.FULL]


@pytest.mark.parametrize(
    ("asking", "rules", "why"),
    [
        ({"themes": ("T3",)}, Rules(), Unplaced.NO_THEME),
        ({}, Rules(conflicts=frozenset({("a", "x")})), Unplaced.CONFLICT),
        ({}, Rules(forbids=frozenset({("a", "x")})), Unplaced.CONFLICT),
        ({"ways": frozenset({Way.ONLINE})}, Rules(), Unplaced.NO_WAY),
    ],
)
def test_who_has_no_place_hears_why(asking: dict, rules: Rules, why: Unplaced) -> None:
    answer = solve(board(1, [company("a", 1, **asking)], [adviser("x", 1, themes=T1)], rules=rules))

    assert [(one.company, one.missing, one.reason) for one in answer.missing] == [("a", 1, why)]


def test_who_is_never_free_hears_it() -> None:
    answer = solve(board(2, [company("a", 1)], [adviser("x", 2)]))

    assert [one.reason for one in answer.missing] == [Unplaced.NO_TIME]


def test_scarce_rooms_are_not_overbooked() -> None:
    people = [company(name, 1, 2) for name in "abcd"]
    day = board(2, people, [adviser("x", 1, 2), adviser("y", 1, 2)], rooms=1, **LIMIT)

    answer = solve(day)

    assert (answer.status, len(answer.placements), violations(day, answer.placements)) == (SolveStatus.OPTIMAL, 2, [])
    assert [one.room for one in answer.placements] == [1, 1]


def test_without_rooms_online_is_left() -> None:
    both = frozenset({Way.ROOM, Way.ONLINE})
    day = board(1, [company("a", 1, ways=both)], [adviser("x", 1, ways=both)], rooms=0)

    answer = solve(day)

    assert [(one.way, one.room) for one in answer.placements] == [(Way.ONLINE, 0)]


def test_an_adviser_gets_a_break() -> None:
    people = [company(name, 1, 2, 3, 4) for name in "abcd"]
    day = board(4, people, [adviser("x", 1, 2, 3, 4)], most_in_a_row=2, **LIMIT)

    answer = solve(day)

    assert (answer.status, len(answer.placements), violations(day, answer.placements)) == (SolveStatus.OPTIMAL, 3, [])


def test_lunch_is_a_break() -> None:
    people = [company(name, 1, 2, 3, 4) for name in "abcd"]
    times = (Slot(1, 660, 690), Slot(2, 690, 720), Slot(3, 780, 810), Slot(4, 810, 840))
    day = replace(board(4, people, [adviser("x", 1, 2, 3, 4)], most_in_a_row=2, **LIMIT), slots=times)

    assert len(solve(day).placements) == 4


def test_two_consultations_are_with_two_people_one_after_the_other() -> None:
    day = board(2, [company("a", 1, 2)], [adviser("x", 1, 2), adviser("y", 1, 2)], consultations=2, **LIMIT)

    answer = solve(day)

    assert sorted(one.adviser for one in answer.placements) == ["x", "y"]
    assert [one.slot for one in answer.placements] == [1, 2]
    assert (answer.tally.firsts, answer.tally.seconds) == (1, 1)


def test_everybodys_first_comes_before_anybodys_second() -> None:
    day = board(
        1, [company("a", 1), company("b", 1)], [adviser("x", 1), adviser("y", 1, most=0)], consultations=2, **LIMIT
    )

    answer = solve(day)

    assert (answer.tally.firsts, answer.tally.seconds) == (1, 0)
    assert sorted(one.missing for one in answer.missing) == [1, 2]


def test_fewest_gaps_brings_consultations_together() -> None:
    people = [company("a", 1), company("b", 1, 2, 3, 4)]
    day = board(4, people, [adviser("x", 1, 2, 3, 4)], fewest_gaps=True, **LIMIT)

    answer = solve(day)

    assert met(answer.placements) == [("a", "x", 1), ("b", "x", 2)]
    assert (answer.status, answer.tally.gaps) == (SolveStatus.OPTIMAL, 0)


@pytest.mark.parametrize("options", [{}, {"consultations": 2}, {"fewest_gaps": True}], ids=str)
def test_a_pin_holds_even_where_it_costs(options: dict) -> None:
    people = [company("a", 1, themes=("T1",)), company("b", 1, themes=("T2", "T1"))]
    rules = Rules(pins=(Pin("b", "x", 1),))
    day = board(1, people, [adviser("x", 1, themes=T1)], rules=rules, **options, **LIMIT)

    assert met(solve(day).placements) == [("b", "x", 1)]


@pytest.mark.parametrize("options", [{}, {"consultations": 2}], ids=str)
@pytest.mark.parametrize(
    "pins",
    [(Pin("a", "x", 1), Pin("b", "x", 1)), (Pin("a", "x", 2),), (Pin("a", "y"),)],
    ids=["twice at once", "not free", "no theme"],
)
def test_pins_that_cannot_hold_are_said(pins: tuple[Pin, ...], options: dict) -> None:
    people = [company("a", 1, themes=("T1",)), company("b", 1)]
    rules = Rules(pins=pins)
    day = board(2, people, [adviser("x", 1, themes=T1), adviser("y", 1, 2)], rules=rules, **options, **LIMIT)

    answer = solve(day)

    assert (answer.status, answer.placements) == (SolveStatus.IMPOSSIBLE, ())
    assert answer.reason.startswith("固定した組み合わせを、すべて同時に守ることができません。")


def test_what_was_announced_stays_where_nothing_is_lost() -> None:
    people = [company(name, 1, 2) for name in "ab"]
    stands = frozenset({("a", "x", 2), ("b", "x", 1)})
    day = board(2, people, [adviser("x", 1, 2), adviser("y", 1, 2)], rules=Rules(stands=stands))

    answer = solve(day)

    assert {one.seat for one in answer.placements} == stands
    assert answer.tally.kept == 2


def test_a_day_without_anybody_is_fine() -> None:
    answer = solve(board(1, [], []))

    assert (answer.placements, answer.missing, answer.status) == ((), (), SolveStatus.OPTIMAL)


@pytest.mark.parametrize("options", [{}, {"consultations": 2}, {"fewest_gaps": True}], ids=str)
def test_the_same_day_gives_the_same_timetable(options: dict) -> None:
    day = generated(8, 3, 5, seed=4, **options)

    assert solve(day) == solve(day)


def test_no_time_at_all_still_gives_a_timetable_and_says_why() -> None:
    day = generated(60, 15, 12, seed=1, consultations=2, fewest_gaps=True, seconds=0.001)

    answer = solve(day)

    assert answer.status == SolveStatus.STOPPED
    assert answer.reason.startswith("時間の上限（0.001秒）で止めました。")
    assert (answer.tally.firsts, violations(day, answer.placements)) == (60, [])
    assert answer.bound > answer.tally.value


def test_who_listens_can_stop_the_search() -> None:
    day = generated(60, 15, 12, seed=1, consultations=2, fewest_gaps=True, seconds=60)
    heard = []

    answer = solve(day, tell=lambda progress: bool(heard.append(progress)))

    assert (len(heard) >= 1, answer.status) == (True, SolveStatus.STOPPED)
    assert violations(day, answer.placements) == []


def test_slots_of_the_helper_are_half_hours() -> None:
    assert slots(2) == (Slot(1, 780, 810), Slot(2, 810, 840))
