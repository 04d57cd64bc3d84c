"""クラウドサービス台帳兼チェックリスト: 15 items of 0–3 points. Source: reference file 08."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tsunagu.reference.loading import ReferenceFile, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudChoice:
    """One answer; `observed` = the wording stands in the report."""

    points: int
    label: str
    observed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudItem:
    """One of the fifteen items, choices from 3 points down to 0."""

    no: int
    key: str
    column: str
    question: str
    choices: tuple[CloudChoice, ...]

    def __post_init__(self) -> None:
        """Four choices: 3, 2, 1, 0."""
        if [choice.points for choice in self.choices] != [3, 2, 1, 0]:
            raise ValueError(f"item {self.no}: choices must be worth 3, 2, 1, 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudGroup:
    """Ⅰ–Ⅲ."""

    no: int
    name: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsRule:
    """How points were found out, and their maximum."""

    deduced: bool
    text: str
    max: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenService:
    """A published row: points of items 1–15 and their total."""

    id: str
    name: str
    dept: str
    summary: str
    status: str
    start: date
    end: str
    points: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudBand:
    """A band begins at `min` points."""

    min: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudSheet(ReferenceFile):
    """The file `cloud_sheet.yaml`."""

    ledger_columns: tuple[str, ...]
    id_format: str
    status_choices: Mapping[str, tuple[str, ...]]
    date_rule: str
    points_rule: PointsRule
    groups: tuple[CloudGroup, ...]
    items: tuple[CloudItem, ...]
    golden_rows: tuple[GoldenService, ...]
    bands: tuple[CloudBand, ...]
    warnings: tuple[str, ...]

    def __post_init__(self) -> None:
        """Groups hold every item once, in order."""
        if [no for group in self.groups for no in group.items] != [item.no for item in self.items]:
            raise ValueError("groups: every item once, in order")


@cache
def cloud_sheet() -> CloudSheet:
    """The fifteen items with groups and bands."""
    return checked("cloud_sheet", CloudSheet)
