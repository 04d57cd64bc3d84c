"""スキル調査 S1–S6: areas, sub-items, questions, thresholds. Source: reference file 02."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, Sourced, checked


@dataclass(frozen=True, slots=True)
class SkillSubItem:
    """小項目: one to five questions and the threshold their sum must reach."""

    code: str
    name: str
    questions: tuple[str, ...]
    threshold: int


@dataclass(frozen=True, slots=True)
class SkillArea:
    """支援領域 S1–S6."""

    code: str
    name: str
    csf_function: str
    subitems: tuple[SkillSubItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _SubItemRow(Sourced):
    code: str
    name: str
    threshold: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _AreaRow(Sourced):
    code: str
    name: str
    csf_function: Mapping[str, str]
    capabilities: tuple[str, ...]
    survey_result_2024: Mapping[str, int]
    subitems: tuple[_SubItemRow, ...]
    name_short_in_design_slide: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    value: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillsFile(ReferenceFile):
    """The file `skills.yaml`: levels, thresholds, the rule of ◎ and ○ with its golden cases, areas."""

    answer_scale: tuple[_Level, ...]
    free_text_per_subitem: Mapping[str, Any]
    threshold_table: Mapping[int, int]
    threshold_note: str
    rating_rule: Mapping[str, Any]
    rating_golden_cases: Mapping[str, Any]
    areas: tuple[_AreaRow, ...]
    survey_extra_items: tuple[str, ...]

    def __post_init__(self) -> None:
        """Each sub-item's threshold is the table's; three sub-items at least, or blank could not occur."""
        for area in self.areas:
            if len(area.subitems) < 3:
                raise ValueError(f"area {area.code}: at least three sub-items")
            for item in area.subitems:
                if self.threshold_table.get(len(item.questions)) != item.threshold:
                    raise ValueError(f"sub-item {item.code}: threshold {item.threshold} is not the table's")


@cache
def skills_file() -> SkillsFile:
    """The whole file; screens use `skill_areas`, `threshold_table` and `answer_levels`."""
    return checked("skills", SkillsFile)


@cache
def skill_areas() -> tuple[SkillArea, ...]:
    """The six areas with their 64 questions."""
    return tuple(
        SkillArea(
            area.code,
            area.name,
            area.csf_function["ja"],
            tuple(SkillSubItem(item.code, item.name, item.questions, item.threshold) for item in area.subitems),
        )
        for area in skills_file().areas
    )


@cache
def skill_subitems() -> dict[str, SkillSubItem]:
    """Every sub-item by its code, in the order of the survey."""
    return {item.code: item for area in skill_areas() for item in area.subitems}


@cache
def threshold_table() -> dict[int, int]:
    """評点表: number of questions (1–5) → threshold. A table on purpose: no formula gives it."""
    return dict(skills_file().threshold_table)


@cache
def answer_levels() -> dict[int, str]:
    """実行レベル 0–3 and their labels."""
    return {row.value: row.label for row in skills_file().answer_scale}
