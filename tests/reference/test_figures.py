"""The published figures add up, so that statistics may be checked against them."""

import pytest

from tsunagu.reference.figures import figures
from tsunagu.reference.listing_rules import listing_file
from tsunagu.reference.skills import skills_file

SEASON = figures().programme_2024
SURVEY = SEASON.skill_survey


def test_companies_consultations_matches_and_visits() -> None:
    assert (SEASON.companies_attended, SEASON.persons_attended, SEASON.consultations) == (105, 122, 55)
    assert (SEASON.matched, SEASON.withdrew_before_start, SEASON.guided) == (35, 1, 34)
    assert SEASON.matched - SEASON.withdrew_before_start == SEASON.guided
    assert (
        (SEASON.guided - SEASON.ended_after_2_visits) * 3 + SEASON.ended_after_2_visits * 2
        == SEASON.visits_total
        == 100
    )
    assert len(SEASON.best_practices) == SEASON.best_practice_cases == 7


def test_themes_by_region_add_up_both_ways() -> None:
    table = SEASON.theme_by_region
    regions = [table[name] for name in ("大阪", "名古屋", "埼玉")]
    assert table["columns"] == ("T1", "T2", "T3", "T4", "T5", "total")
    assert [sum(column) for column in zip(*regions, strict=True)] == list(table["総計"]) == [15, 4, 3, 5, 7, 34]
    for row in [*regions, table["総計"]]:
        assert sum(row[:5]) == row[5]


@pytest.mark.parametrize("area", ["S1", "S2", "S3", "S4", "S5", "S6"])
def test_each_area_counts_everybody_once_and_agrees_with_the_survey_file(area: str) -> None:
    counts = SURVEY.area_counts[area]
    in_file = next(row for row in skills_file().areas if row.code == area).survey_result_2024
    assert sum(counts) == SURVEY.n == 221
    assert counts == (in_file["alone"], in_file["with_support"], in_file["not_yet"])


def test_who_was_listed_and_who_was_not() -> None:
    assert SURVEY.listed + sum(SURVEY.excluded.values()) == SURVEY.n
    assert (SURVEY.listed, sum(SURVEY.excluded.values())) == (203, 18)
    population = listing_file().prototype_population
    assert (population["valid_answers"], population["listed"], population["excluded"]["total"]) == (
        221,
        203,
        18,
    )


def test_cases_are_shares_of_all_221() -> None:
    assert round(sum(SURVEY.cases_pct_of_221.values()), 1) == SURVEY.support_experience_pct["経験あり"] == 68.8
    assert round(SURVEY.support_experience_n / SURVEY.n * 100, 1) == 68.8


def test_ties_with_a_chamber_cover_every_prefecture_once() -> None:
    ties = SURVEY.cci_connection
    assert ties["prefectures_with"] + ties["prefectures_without"] == 47


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        (SURVEY.experience_years_pct, 99.6),
        (SURVEY.affiliation_pct, 99.6),
        (SURVEY.age_pct_as_read, 99.9),
    ],
)
def test_shares_are_whole_but_for_rounding_and_no_answer(shares: dict[str, float], total: float) -> None:
    assert round(sum(shares.values()), 1) == total
