"""SCS評価制度 ★3・★4: requirements and criteria. Source: reference file 17."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, Sourced, checked, known


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep(Sourced):
    """A step of the ★3 evaluation."""

    mark: str
    who: str
    does: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScsGroup:
    """One of three groups of categories."""

    name: str
    categories: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScsCategory:
    """One of seven categories."""

    no: int
    name: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScsRequirement:
    """要求事項 "1-2-1" with its criteria (gist; ★4 criteria are not held here)."""

    id: str
    title: str
    criteria: tuple[str, ...] = ()

    @property
    def category(self) -> int:
        """The category: the first number of the id."""
        return int(self.id.split("-")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class InterimNumber:
    """A requirement of the 2025 draft, its numbers there, and the requirements of 2026 it became."""

    title: str
    no: tuple[int, ...]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAnswer:
    """How far a criterion is met."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scs(ReferenceFile):
    """The file `scs.yaml`."""

    status: Mapping[str, Any]
    evaluation_flow_star3: tuple[FlowStep, ...]
    expert_requirements: str
    levels_seed: Mapping[str, str]
    groups_three: tuple[ScsGroup, ...]
    categories: tuple[ScsCategory, ...]
    star3: tuple[ScsRequirement, ...]
    star3_counts: Mapping[str, int]
    star4_only: tuple[ScsRequirement, ...]
    star4_note: str
    interim_2025_numbers: Mapping[str, tuple[InterimNumber, ...]]
    interim_note: str
    answer_scale: tuple[CriterionAnswer, ...]
    pass_rule: str

    def __post_init__(self) -> None:
        """Counts hold; every category and every draft number leads somewhere."""
        criteria = sum(len(requirement.criteria) for requirement in self.star3)
        if self.star3_counts != {"requirements": len(self.star3), "criteria": criteria}:
            raise ValueError("star3_counts: not the number of requirements and criteria")
        requirements = [*self.star3, *self.star4_only]
        numbers = [str(category.no) for category in self.categories]
        known("scs categories", numbers, [str(requirement.category) for requirement in requirements])
        ids = [requirement.id for requirement in requirements]
        for rows in self.interim_2025_numbers.values():
            known("scs interim numbers", ids, [to for row in rows for to in row.to])


@cache
def scs() -> Scs:
    """★3 with 26 requirements and 81 criteria, the 17 requirements ★4 adds."""
    return checked("scs", Scs)
