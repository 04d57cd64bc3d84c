"""みなし受講（制度案）: renewal, evidence, checks. Source: reference file 15."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredCourse:
    """義務講習 within one period of validity: `total` times."""

    name: str
    per: str
    total: int
    fee_yen_public: int | str
    hours_public: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalCycle:
    """Validity in years, courses, dates of registration."""

    validity_years: int
    apply_deadline: str
    required_courses: tuple[RequiredCourse, ...]
    cost_note: str
    registration_dates_public: Mapping[str, Any]
    ipa_practice_courses_seed: tuple[str, ...]
    penalty_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedRule:
    """What practice replaces, and under which conditions."""

    what_is_replaced: str
    conditions: tuple[str, ...]
    substitution: str
    specified_course_standard: tuple[str, ...]
    weak_alone_items: tuple[str, ...] | None
    weak_alone_note: str
    guidance_theme_link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRule:
    """What is handed in, and what was considered and left out."""

    required: tuple[str, ...]
    not_used: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedStep:
    """A step of the procedure and who takes it."""

    no: int
    actor: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """サンプル調査: `rate_default` as a share, at least `min_per_month` a month."""

    method: str
    rate_default: float
    min_per_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyCheck:
    """Likeness (0–1) from which a text counts as copied from the examples."""

    method: str
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedAttendance(ReferenceFile):
    """The file `deemed_attendance.yaml`."""

    renewal_cycle: RenewalCycle
    rule: DeemedRule
    evidence: EvidenceRule
    safeguards: tuple[str, ...]
    flow: tuple[DeemedStep, ...]
    states: tuple[str, ...]
    sampling: Sampling
    copy_check: CopyCheck
    retention: str
    fields: tuple[str, ...]


@cache
def deemed_attendance() -> DeemedAttendance:
    """The plan as of 2025-05; its conditions are settings, not constants."""
    return checked("deemed_attendance", DeemedAttendance)
