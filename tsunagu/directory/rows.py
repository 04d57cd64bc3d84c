"""One listed person as the list, the comparison and the API show them: typed rows made from a published sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagu.base.calendar import month_day_words, years_between
from tsunagu.directory.predicates import Question
from tsunagu.directory.rubric import Criterion, PointLine, explain
from tsunagu.directory.wording import fee_words, places_words
from tsunagu.reference.listing import (
    affiliation_kinds,
    industries,
    periods,
    prefectures,
    support_forms,
    themes,
)
from tsunagu.reference.menus import DisplayColumn, display_columns
from tsunagu.specialists.availability_rules import availability_words
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.states import AreaMark, Availability


@dataclass(frozen=True, slots=True)
class MarkCell:
    """One of the columns 0–7. Column 7 without verified audit evidence is shown as 参考 (reference 01)."""

    column: int
    area: str
    name: str
    short: str
    mark: AreaMark
    is_reference: bool


@dataclass(frozen=True, slots=True)
class ThemeCell:
    """A theme somebody can guide, by its short name, and whether they have done so."""

    short: str
    is_delivered: bool


@dataclass(frozen=True, slots=True)
class FormFee:
    """支援の形 with its fee for one session of two hours, in words. `short`: our own word for narrow places."""

    code: str
    name: str
    short: str
    fee: str
    is_first_free: bool


@dataclass(frozen=True, slots=True)
class HeldRow:
    """ほかの資格 and whether a checked proof holds today."""

    name: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Absence:
    """Why a person takes nobody just now, in words: full this month, paused, or not available."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of the list with the prototype's columns, and why it fits (`lines`, `reasons`)."""

    specialist_id: int
    riss_no: str
    name: str
    organisation: str
    affiliation: str
    residence: str
    places: str
    online: bool
    themes: tuple[ThemeCell, ...]
    themes_able: tuple[str, ...]
    themes_delivered: tuple[str, ...]
    track_record: tuple[str, ...]
    industries: tuple[str, ...]
    forms: tuple[FormFee, ...]
    periods: tuple[str, ...]
    first_free: bool
    qualifications: tuple[HeldRow, ...]
    marks: tuple[MarkCell, ...]
    register_years: int
    practice_years: int
    cases_supported: int
    has_chamber_ties: bool
    is_emergency_capable: bool
    availability: Availability
    availability_words: str
    absence: Absence | None
    confirmed_on: date
    is_stale: bool
    points: int
    lines: tuple[PointLine, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the row fits: the criteria of this search that gave points."""
        return tuple(line.because for line in self.lines if line.points and line.is_asked)


def list_row(
    sheet: PublishedSheet, rubric: Sequence[Criterion], absences: dict[str, Question], *, today: date
) -> ListRow:
    """The row of a sheet (with its text loaded) for one search on one JST day."""
    lines = tuple(explain(rubric, sheet))
    return ListRow(
        specialist_id=sheet.specialist_id,
        riss_no=sheet.riss_no,
        name=sheet.name,
        organisation=sheet.organisation,
        affiliation=affiliation_kinds().terms[sheet.affiliation].name,
        residence=prefectures()[sheet.residence].name,
        places=places_words(sheet.prefectures),
        online=sheet.online,
        themes=_theme_cells(sheet),
        themes_able=tuple(themes().names_in(sheet.themes_able)),
        themes_delivered=tuple(themes().names_in(sheet.themes_delivered)),
        track_record=tuple(sheet.text.track_record),
        industries=tuple(industries().names_in(sheet.industries)),
        forms=form_fees(sheet),
        periods=tuple(periods().names_in(sheet.periods)),
        first_free=bool(sheet.first_free_forms),
        qualifications=_held(sheet, today),
        marks=mark_cells(sheet, today=today),
        register_years=years_between(sheet.registered_on, today),
        practice_years=sheet.practice_years,
        cases_supported=sheet.cases_supported,
        has_chamber_ties=sheet.has_chamber_ties,
        is_emergency_capable=sheet.is_emergency_capable,
        availability=Availability(sheet.availability),
        availability_words=availability_words(sheet.availability, sheet.available_from),
        absence=_absence(sheet, absences),
        confirmed_on=sheet.confirmed_on,
        is_stale=sheet.is_stale,
        points=sum(line.points for line in lines),
        lines=lines,
    )


def mark_cells(sheet: PublishedSheet, *, today: date) -> tuple[MarkCell, ...]:
    """The eight columns of a sheet; 7 counts only while verified audit evidence holds (reference 01, column 7)."""
    has_proof = sheet.audit_proof_until is not None and sheet.audit_proof_until >= today
    return tuple(
        _cell(shown, AreaMark(getattr(sheet, f"mark_{shown.area.lower()}")), has_proof) for shown in display_columns()
    )


def _cell(shown: DisplayColumn, mark: AreaMark, has_proof: bool) -> MarkCell:  # noqa: FBT001
    is_reference = shown.area == "A7" and bool(mark) and not has_proof
    seen = AreaMark.CIRCLE if is_reference else mark
    return MarkCell(shown.column, shown.area, shown.name, shown.short, seen, is_reference)


def _theme_cells(sheet: PublishedSheet) -> tuple[ThemeCell, ...]:
    done = set(themes().codes_in(sheet.themes_delivered))
    able = themes().codes_in(sheet.themes_able | sheet.themes_delivered)
    return tuple(ThemeCell(str(themes()[code].facts["short"]), code in done) for code in able)


def form_fees(sheet: PublishedSheet) -> tuple[FormFee, ...]:
    """Forms with their fees, in the order of the vocabulary."""
    fees = {fee["form"]: fee for fee in sheet.text.fees}
    return tuple(
        FormFee(
            term.code,
            str(term.facts["list_label"]),
            str(term.facts["short"]),
            fee_words(fee["min_yen"], fee["max_yen"]),
            fee["first_free"],
        )
        for term in support_forms()
        if (fee := fees.get(term.code))
    )


def _held(sheet: PublishedSheet, today: date) -> tuple[HeldRow, ...]:
    return tuple(HeldRow(held["name"], is_proved(held, today=today)) for held in sheet.text.qualifications)


def is_proved(held: Mapping[str, Any], *, today: date) -> bool:
    """Whether a checked proof of a qualification holds today; afterwards it is self-declared again."""
    return bool(held["verified_on"]) and (not held["until"] or held["until"] >= today.isoformat())


ABSENCES = {
    "full": "今月の受付はいっぱいです",
    "paused": "お休み中です",
    "unavailable": "いまは対応できません",
}


def _absence(sheet: PublishedSheet, absences: dict[str, Question]) -> Absence | None:
    code = next((code for code, question in absences.items() if question.holds(sheet)), None)
    if code is None:
        return None
    if code == "paused" and sheet.paused_until:
        return Absence(code, f"{month_day_words(sheet.paused_until)}までお休みです")
    if code == "unavailable" and sheet.available_from:
        return Absence(code, f"{month_day_words(sheet.available_from)}から受け付けます")
    return Absence(code, ABSENCES[code])
