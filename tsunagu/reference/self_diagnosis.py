"""自社診断: 25 items, answers and bands. Source: reference file 06."""

from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisAnswer(Sourced):
    """One answer and its points."""

    code: str
    label: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalSpan:
    """The span of the total."""

    max: int
    min: int
    formula: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisBand:
    """A band of the total, both ends included; `verified` says whether its wording of limits is confirmed."""

    min: int
    max: int
    state: str
    next: str
    verified: bool | str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisPart(Sourced):
    """Part 1–3."""

    no: int
    name: str
    count: int
    max_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisItem(Sourced):
    """One of the 25 items; `drill` = what to ask deeper."""

    no: int
    part: int
    topic: str
    question: str
    drill: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfDiagnosis(ReferenceFile):
    """The file `self_diagnosis.yaml`."""

    scale: tuple[DiagnosisAnswer, ...]
    total: TotalSpan
    unused_item_rule: str
    bands: tuple[DiagnosisBand, ...]
    analysis: tuple[str, ...]
    parts: tuple[DiagnosisPart, ...]
    items: tuple[DiagnosisItem, ...]

    def __post_init__(self) -> None:
        """Parts count their items, bands cover every total once."""
        for part in self.parts:
            if sum(item.part == part.no for item in self.items) != part.count:
                raise ValueError(f"part {part.no}: its items are not {part.count}")
        covered = sorted(total for band in self.bands for total in range(band.min, band.max + 1))
        if covered != list(range(self.total.min, self.total.max + 1)):
            raise ValueError("bands: each total needs exactly one band")


@cache
def self_diagnosis() -> SelfDiagnosis:
    """The 25 items with answers, parts and bands."""
    return checked("self_diagnosis", SelfDiagnosis)
