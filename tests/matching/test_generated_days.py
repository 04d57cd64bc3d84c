"""200 consultation days of 20 companies, 6 specialists and 8 slots: every one optimal, none breaks a rule."""

import pytest

from tests.matching.days import generated
from tests.matching.exact import worth_by_paths
from tsunagu.matching.checking import violations
from tsunagu.matching.solver import solve
from tsunagu.matching.states import SolveStatus

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.parametrize("hundred", [0, 100])
def test_generated_days_are_optimal_by_another_method(hundred: int) -> None:
    days = [generated(20, 6, 8, seed=seed) for seed in range(hundred, hundred + 100)]

    answers = [solve(day) for day in days]

    assert [violations(day, answer.placements) for day, answer in zip(days, answers, strict=True)] == [[]] * 100
    assert {answer.status for answer in answers} == {SolveStatus.OPTIMAL}
    assert [answer.tally.value for answer in answers] == [worth_by_paths(day) for day in days]


@pytest.mark.parametrize("options", [{"consultations": 2}, {"fewest_gaps": True}, {"most_in_a_row": 3}], ids=str)
def test_generated_days_with_more_wishes_are_proven_too(options: dict) -> None:
    days = [generated(20, 6, 8, seed=seed, **options) for seed in range(20)]

    answers = [solve(day) for day in days]

    assert [violations(day, answer.placements) for day, answer in zip(days, answers, strict=True)] == [[]] * 20
    assert {answer.status for answer in answers} == {SolveStatus.OPTIMAL}
