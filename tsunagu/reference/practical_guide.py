"""人材確保・育成の実践的方策ガイド（β版）: four steps. Source: reference file 13."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Sourced):
    """A measure and its parts."""

    name: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing(Sourced):
    """A way to find people inside the company."""

    method: str
    detail: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Sourced):
    """Material, examination or community with its address."""

    name: str
    url: str = ""
    url_note: str = ""
    no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideStep:
    """段階（Step1〜4）."""

    no: int
    name: str
    staffing: str
    measures: tuple[Measure, ...]
    internal_tasks: tuple[str, ...]
    external_tasks: tuple[str, ...]
    secure_internal: tuple[Staffing, ...]
    secure_external: tuple[str, ...]
    train_contents: tuple[Link, ...]
    exams: tuple[Link, ...]
    scope: str = ""
    related: Mapping[str, Any] | None = None
    community: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    decide_yourself: tuple[str, ...] = ()
    secure_internal_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCondition:
    """Which step fits a company in which `condition` holds."""

    condition: str
    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticalGuide(ReferenceFile):
    """The file `practical_guide.yaml`."""

    steps: tuple[GuideStep, ...]
    step_selector: tuple[StepCondition, ...]

    def __post_init__(self) -> None:
        """Steps 1–4, each reachable."""
        numbers = [step.no for step in self.steps]
        if numbers != [1, 2, 3, 4] or [row.step for row in self.step_selector] != numbers:
            raise ValueError("steps: 1 to 4, each with its condition")


@cache
def practical_guide() -> PracticalGuide:
    """The four steps."""
    return checked("practical_guide", PracticalGuide)
