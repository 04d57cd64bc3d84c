"""支援メニュー ア–オ and their needs. Source: reference file 01."""

from dataclasses import dataclass
from functools import cache

from tsunagu.reference.loading import ReferenceFile, Sourced, checked, known
from tsunagu.reference.skills import skill_areas
from tsunagu.reference.syllabus import syllabus
from tsunagu.reference.vocabulary import UnknownCodeError


@dataclass(frozen=True, slots=True)
class SupportNeed:
    """支援内容（第2階層）: what a company may need, with the areas and themes that answer it."""

    code: str
    menu_code: str
    name: str
    example_worry: str
    services: tuple[str, ...]
    areas: tuple[str, ...]
    themes: tuple[str, ...]
    industries: tuple[str, ...]
    support_form: str | None
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class SupportMenu:
    """支援メニュー: one of ア–オ."""

    code: str
    kana: str
    name: str
    needs: tuple[SupportNeed, ...]


@dataclass(frozen=True, slots=True)
class DisplayColumn:
    """One of the list's columns 0–7. `short`: our own word for narrow places."""

    column: int
    area: str
    name: str
    short: str
    is_derived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _NeedRow(Sourced):
    code: str
    name: str
    example_worry: str
    services: tuple[str, ...]
    areas: tuple[str, ...]
    themes: tuple[str, ...]
    syllabus: tuple[str, ...]
    industries: tuple[str, ...] = ()
    support_form: str | None = None
    urgent: bool = False
    audience: tuple[str, ...] = ()
    basis: str = ""
    mapping_tag: str = "designed"


@dataclass(frozen=True, slots=True, kw_only=True)
class _MenuRow(Sourced):
    code: str
    kana: str
    name: str
    needs: tuple[_NeedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _ColumnRow(Sourced):
    col: int
    area: str
    derived: bool
    short: str
    name: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _WorryRow(Sourced):
    text: str
    to: str
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _MenusFile(ReferenceFile):
    display_columns: tuple[_ColumnRow, ...]
    search_conditions: dict[str, tuple[str, ...]]
    menus: tuple[_MenuRow, ...]
    triage_sentences: tuple[_WorryRow, ...]

    def __post_init__(self) -> None:
        needs = [need for menu in self.menus for need in menu.needs]
        known("triage_sentences", [need.code for need in needs], [worry.to for worry in self.triage_sentences])
        known(
            "needs: areas",
            [column.area for column in self.display_columns],
            [a for n in needs for a in n.areas],
        )
        known(
            "needs: syllabus",
            [item.code for item in syllabus().items],
            [s for n in needs for s in n.syllabus],
        )


@cache
def _file() -> _MenusFile:
    return checked("menus", _MenusFile)


def _need(menu: str, row: _NeedRow) -> SupportNeed:
    return SupportNeed(
        code=row.code,
        menu_code=menu,
        name=row.name,
        example_worry=row.example_worry,
        services=row.services,
        areas=row.areas,
        themes=row.themes,
        industries=row.industries,
        support_form=row.support_form,
        is_urgent=row.urgent,
    )


@cache
def menus() -> tuple[SupportMenu, ...]:
    """The five menus in their order."""
    return tuple(
        SupportMenu(row.code, row.kana, row.name, tuple(_need(row.code, need) for need in row.needs))
        for row in _file().menus
    )


@cache
def _needs() -> dict[str, SupportNeed]:
    return {need.code: need for menu in menus() for need in menu.needs}


def menu(code: str) -> SupportMenu:
    """The menu of a code; raises UnknownCodeError."""
    for found in menus():
        if found.code == code:
            return found
    raise UnknownCodeError(f"menus: no code {code!r}")


def need(code: str) -> SupportNeed:
    """The need of a code ("A-1"); raises UnknownCodeError."""
    try:
        return _needs()[code]
    except KeyError:
        raise UnknownCodeError(f"needs: no code {code!r}") from None


def all_needs() -> tuple[SupportNeed, ...]:
    """Every need, in the order of the menus."""
    return tuple(_needs().values())


@cache
def first_worries() -> tuple[tuple[str, SupportNeed], ...]:
    """はじめての人向け入口: a worry in plain words and the need it leads to."""
    return tuple((row.text, need(row.to)) for row in _file().triage_sentences)


@cache
def display_columns() -> tuple[DisplayColumn, ...]:
    """The columns 0–7 of the list; names of S1–S6 come from the skill survey (reference 02)."""
    names = {area.code: area.name for area in skill_areas()}
    return tuple(
        DisplayColumn(row.col, row.area, row.name or names[row.area], row.short, row.derived)
        for row in _file().display_columns
    )
