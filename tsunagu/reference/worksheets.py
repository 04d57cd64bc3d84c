"""様式1〜3 and 情報セキュリティ基本方針. Source: reference file 05."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingItem:
    """One item of the hearing sheet, with hints and items below it."""

    no: str
    name: str
    hints: tuple[str, ...] = ()
    children: tuple["HearingItem", ...] = ()

    def all(self) -> Iterator["HearingItem"]:
        """The item and everything below it, in the order of the sheet."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingSheet(Sourced):
    """【様式1】. `rules` are for specialists only when `rules_specialist_only`."""

    name: str
    columns: tuple[str, ...]
    rules_specialist_only: bool
    rules: tuple[str, ...]
    items: tuple[HearingItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """One of the eleven regulations."""

    no: int
    name: str
    desc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulationCheckSheet(Sourced):
    """【様式2】: a choice per regulation; `choice_codes` in the order of `choices`."""

    name: str
    choices: tuple[str, ...]
    choice_codes: tuple[str, ...]
    rule: str
    regulations: tuple[Regulation, ...]

    def __post_init__(self) -> None:
        """Each choice has its code."""
        if len(self.choices) != len(self.choice_codes):
            raise ValueError("様式2: each choice needs a code")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanColumn(Sourced):
    """A column of the action plan; `type` is choice, bool, text or date."""

    key: str
    name: str
    type: str
    choices: tuple[str, ...] = ()
    choices_tag: str = "seed"
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPlanForm(Sourced):
    """【様式3】; rows are ordered by `priority_order_designed`."""

    name: str
    sheet_count: int
    fields: tuple[str, ...]
    field_column: str
    columns: tuple[PlanColumn, ...]
    rules: tuple[str, ...]
    horizon_contradiction: str
    priority_order_designed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicPolicy(Sourced):
    """情報セキュリティ基本方針: official section names and our own sentences for them."""

    sections_official: tuple[str, ...]
    header_fields: tuple[str, ...]
    options_designed: tuple[str, ...]
    generator_text_designed: Mapping[str, str]
    security_action_star2: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheets(ReferenceFile):
    """The file `worksheets.yaml`."""

    form1_hearing_sheet: HearingSheet
    form2_regulations_check: RegulationCheckSheet
    form3_action_plan: ActionPlanForm
    basic_policy: BasicPolicy


@cache
def worksheets() -> Worksheets:
    """The three forms and the basic policy."""
    return checked("worksheets", Worksheets)
