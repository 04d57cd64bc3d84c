"""What holds for every day, however odd: no rule is broken, nothing better is left."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.days import adviser, board, company, generated
from tests.matching.exact import worth_by_paths, worth_by_trying
from tsunagu.matching.board import Board, Pin, Rules
from tsunagu.matching.checking import violations
from tsunagu.matching.solver import solve
from tsunagu.matching.states import SolveStatus, Way
from tsunagu.matching.worth import tally

SLOTS = 3
free = st.frozensets(st.integers(1, SLOTS))
themes = st.lists(st.sampled_from(["T1", "T2"]), unique=True)
ways = st.sampled_from([frozenset({Way.ROOM}), frozenset({Way.ONLINE}), frozenset(Way)])
pairs = st.frozensets(st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), max_size=2)


@st.composite
def small_days(draw: st.DrawFn) -> Board:
    people = [company(name, *draw(free), themes=tuple(draw(themes)), ways=draw(ways)) for name in "ab"]
    experts = [
        adviser(name, *draw(free), most=draw(st.integers(0, 2)), themes=frozenset(draw(themes)), ways=draw(ways))
        for name in "xy"
    ]
    pins = draw(st.lists(st.builds(Pin, st.sampled_from("ab"), st.sampled_from("xy"), st.integers(1, 3)), max_size=1))
    rules = Rules(conflicts=draw(pairs), forbids=draw(pairs), past_contacts=draw(pairs), pins=tuple(pins))
    return board(
        SLOTS,
        people,
        experts,
        rooms=draw(st.sampled_from([None, 0, 1])),
        rules=rules,
        consultations=draw(st.integers(1, 2)),
        fewest_gaps=draw(st.booleans()),
        most_in_a_row=draw(st.integers(0, 1)),
    )


@settings(max_examples=60, deadline=None)
@given(small_days())
def test_nothing_better_exists_than_what_is_found(day: Board) -> None:
    best = worth_by_trying(day)

    answer = solve(day)

    if best is None:
        assert answer.status == SolveStatus.IMPOSSIBLE
        return
    assert (answer.status, answer.tally.value, answer.bound) == (SolveStatus.OPTIMAL, best, best)
    assert (violations(day, answer.placements), tally(day, answer.placements)) == ([], answer.tally)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_middling_day_is_as_good_as_by_paths(seed: int) -> None:
    day = generated(9, 3, 5, seed=seed)

    answer = solve(day)

    assert (violations(day, answer.placements), answer.tally.value) == ([], worth_by_paths(day))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_everybody_is_in_the_timetable_or_has_a_reason(seed: int) -> None:
    day = generated(12, 3, 4, seed=seed)

    answer = solve(day)

    placed = {one.company for one in answer.placements}
    assert placed | {one.company for one in answer.missing} == set(day.company)
    assert placed.isdisjoint(one.company for one in answer.missing)
