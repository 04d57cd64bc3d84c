"""How long the board takes: 20 × 6 × 12 under a second, 120 × 30 × 14 within 30 s. Run with `-m bench -s`."""

import sys
from time import perf_counter, process_time

import pytest

from tests.matching.days import generated
from tsunagu.matching.checking import violations
from tsunagu.matching.solver import solve
from tsunagu.matching.solver.exact import Progress
from tsunagu.matching.states import SolveStatus

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
WISHES = [{}, {"consultations": 2}, {"fewest_gaps": True}, {"consultations": 2, "fewest_gaps": True}]


@pytest.mark.parametrize("wishes", WISHES, ids=str)
def test_an_ordinary_day_is_proven_under_a_second(wishes: dict) -> None:
    solve(generated(2, 2, 2, seed=1, fewest_gaps=True))  # loads OR-tools
    taken, worked = [], []
    for seed in range(10):
        day = generated(20, 6, 12, seed=seed, **wishes)
        began, work = perf_counter(), process_time()
        answer = solve(day)
        taken.append(perf_counter() - began)
        worked.append(process_time() - work)  # what it takes where nobody else works
        assert (answer.status, violations(day, answer.placements)) == (SolveStatus.OPTIMAL, [])

    sys.stdout.write(f"\n20 x 6 x 12 {wishes}: slowest of ten {max(taken):.2f} s, {max(worked):.2f} s of work\n")
    assert max(worked) < (3 if len(wishes) == 2 else 1)  # both wishes at once are more than was promised


@pytest.mark.parametrize("wishes", WISHES, ids=str)
def test_a_great_day_ends_within_half_a_minute_and_says_how_good_it_is(wishes: dict) -> None:
    day, heard = generated(120, 30, 14, seed=3, **wishes), []

    def tell(progress: Progress) -> bool:
        heard.append(progress)
        return True

    began = perf_counter()
    answer = solve(day, tell=tell)
    taken = perf_counter() - began

    sys.stdout.write(
        f"\n120 x 30 x 14 {wishes}: {taken:.1f} s, {answer.status}, gap {answer.gap} points, {answer.reason}\n"
    )
    assert taken < 30
    assert violations(day, answer.placements) == []
    assert answer.tally.firsts == 120
    assert bool(heard) == bool(wishes)  # progress was told wherever it took long
    assert answer.gap <= 0.02 * answer.tally.points
