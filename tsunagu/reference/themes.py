"""指導テーマ T1–T6: goals, deliverables, the three visits. Source: reference file 03."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tsunagu.reference.loading import ReferenceFile, Sourced, checked, known
from tsunagu.reference.syllabus import syllabus
from tsunagu.reference.vocabulary import UnknownCodeError


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeVisit:
    """シラバス（進め方）of a visit: what is done together, the company's homework, the specialist's work."""

    no: int
    agenda: tuple[str, ...]
    homework_company: tuple[str, ...]
    work_expert: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceTheme(Sourced):
    """指導テーマ: goals 1–3 in order, the deliverables of each goal, the syllabus items it exercises.

    A planned theme (T6) has no visits yet.
    """

    code: str
    no: int
    name: str
    short: str
    target: str
    goals: tuple[str, ...]
    deliverables: tuple[tuple[str, ...], ...]
    syllabus: tuple[str, ...]
    effect: str = ""
    base_material: str = ""
    results_note: str = ""
    aliases: tuple[str, ...] = ()
    visits: tuple[ThemeVisit, ...] = ()
    planned: bool = False
    independence_rule: str = ""
    goals_tag: str = "seed"
    deliverables_tag: str = "seed"
    syllabus_tag: str = "seed"

    def __post_init__(self) -> None:
        """Three goals, each with its deliverables; syllabus items exist."""
        if not len(self.goals) == len(self.deliverables) == 3:
            raise ValueError(f"theme {self.code}: three goals, each with its deliverables")
        known(f"theme {self.code} syllabus", [item.code for item in syllabus().items], self.syllabus)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesFile(ReferenceFile):
    """The file `themes.yaml`."""

    meta: Mapping[str, Any]
    themes: tuple[GuidanceTheme, ...]
    goal_level_axis: str


@cache
def themes_file() -> ThemesFile:
    """The six themes and what they have in common (`meta["common"]`)."""
    return checked("themes", ThemesFile)


def guidance_theme(code: str) -> GuidanceTheme:
    """The theme of a code ("T1"); raises UnknownCodeError."""
    for theme in themes_file().themes:
        if theme.code == code:
            return theme
    raise UnknownCodeError(f"themes: no code {code!r}")
