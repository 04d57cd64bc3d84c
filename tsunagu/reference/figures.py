"""公表された集計: figures that statistics are checked against. Source: reference file 12."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillSurveyFigures:
    """The survey of 2024: shares in percent of `n`, counts per area as alone / with support / not yet."""

    n: int
    invited_about: int
    affiliation_pct: Mapping[str, float]
    experience_years_pct: Mapping[str, float]
    support_experience_pct: Mapping[str, float]
    support_experience_n: int
    cases_pct_of_221: Mapping[str, float]
    cases_note: str
    age_pct_as_read: Mapping[str, float]
    age_note: str
    area_counts: Mapping[str, tuple[int, int, int]]
    strong: Mapping[str, Any]
    weak: Mapping[str, Any]
    cci_connection: Mapping[str, int]
    listed: int
    excluded: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme2024:
    """令和6年度の実証: counts of companies, consultations, matches, visits; theme × region."""

    source: str
    chambers: tuple[str, ...]
    chambers_note: str
    events: int
    companies_attended: int
    persons_attended: int
    consultations: int
    matched: int
    withdrew_before_start: int
    guided: int
    visits_total: int
    ended_after_2_visits: int
    best_practice_cases: int
    goal_achieved_share_about: float
    theme_by_region: Mapping[str, tuple[int | str, ...]]
    attendee_findings: Mapping[str, Any]
    region_tendency: Mapping[str, str]
    best_practices: tuple[Mapping[str, Any], ...]
    best_practices_note: str
    skill_survey: SkillSurveyFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme2019:
    """令和元年度の事業: shapes of the tables and what was asked."""

    target_companies: int
    visits_per_company: int
    tables: tuple[Mapping[str, Any], ...]
    company_survey_questions: tuple[str, ...]
    company_survey_fee_choices: tuple[str, ...]
    specialist_survey_questions: tuple[str, ...]
    operations_learned: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(ReferenceFile):
    """The file `figures.yaml`."""

    programme_2024: Programme2024
    programme_2019: Programme2019
    national_figures: tuple[Mapping[str, Any], ...]

    def __post_init__(self) -> None:
        """National figures say what and whence."""
        if not all(row.get("key") and row.get("source") for row in self.national_figures):
            raise ValueError("national_figures: each needs a key and a source")


@cache
def figures() -> Figures:
    """The published figures."""
    return checked("figures", Figures)
