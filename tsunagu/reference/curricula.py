"""カリキュラム: the standard four visits for an industry guideline. Source: reference file 04."""

from dataclasses import dataclass, field
from functools import cache

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered(Sourced):
    """A goal, deliverable or coordination item with its number."""

    no: int
    name: str
    format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation(Sourced):
    """What both sides do before a visit."""

    company: tuple[str, ...]
    expert: tuple[str, ...]
    provided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStep:
    """One step of a visit: the company's part, the specialist's part, what comes out."""

    no: int
    company: str
    expert: str
    provided: tuple[str, ...] = ()
    deliverable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurriculumVisit:
    """One of the four visits."""

    no: int
    title: str
    prep: Preparation
    visit: tuple[VisitStep, ...]
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableLine:
    """A line of the first visit's timetable; `min` = minutes."""

    start: str
    end: str
    min: int
    item: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinationItem:
    """What is arranged with the company beforehand."""

    no: int
    item: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertOnlyTips:
    """Tips for specialists. `visibility` = specialist_only: never on a page others see."""

    visibility: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long the four visits take."""

    gap_weeks_between_visits: tuple[int, int]
    total: str
    hours_per_visit: str
    remote_allowed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurriculumMeta:
    """Remarks, goals and required deliverables of the curriculum."""

    source: str
    older_variant: str
    duration: Duration
    duration_contradiction: str
    goals: tuple[Numbered, ...]
    goals_caution: str
    required_deliverables: tuple[Numbered, ...]
    final_report: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FourVisitCurriculum(ReferenceFile):
    """The file `curriculum_4visit.yaml`."""

    meta: CurriculumMeta  # type: ignore[assignment]
    visits: tuple[CurriculumVisit, ...]
    timetable_example_first_visit: tuple[TimetableLine, ...]
    coordination_items: tuple[CoordinationItem, ...]
    expert_only_tips: ExpertOnlyTips
    forms: tuple[dict[str, str], ...]


@cache
def four_visit_curriculum() -> FourVisitCurriculum:
    """The four-visit curriculum with its goals, steps and forms."""
    return checked("curriculum_4visit", FourVisitCurriculum)
