"""A population file: people as JSON, in codes of the vocabularies, for the simulation of the order.

docs/reference/fairness-population.md tells the format; its JSON Schema is made from the classes below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tsunagu.reference.vocabulary import UnknownCodeError
from tsunagu.specialists.content import Fee, HeldQualification, SheetContent, search_facts
from tsunagu.specialists.states import AreaMark, Availability

MARK_SIGNS = {mark.sign: mark for mark in AreaMark}
SOMEWHERE = "13"  # a residence is part of a sheet but not of the order
Count = Annotated[int, Field(ge=0, le=10_000)]


class PopulationFileError(ValueError):
    """A population file that cannot be used. The message says where and why."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FeeEntry(_Part):
    """料金 of one form, yen for one session of two hours; `max_yen` null = no upper end."""

    form: str
    min_yen: Annotated[int, Field(ge=0)]
    max_yen: Annotated[int, Field(ge=0)] | None = None
    first_free: bool = False


class QualificationEntry(_Part):
    """保有する他の資格; proved = somebody checked a proof, valid until that day (null = no end)."""

    code: str
    proved: bool = False
    proved_until: date | None = None


class PersonEntry(_Part):
    """One person on the list. What is absent is empty."""

    id: Annotated[int, Field(ge=1, lt=1 << 53)]
    registered_on: date
    prefectures: tuple[str, ...] = ()
    online: bool = False
    themes_able: tuple[str, ...] = ()
    themes_delivered: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    fees: tuple[FeeEntry, ...] = ()
    periods: tuple[str, ...] = ()
    affiliation: str = "independent"
    qualifications: tuple[QualificationEntry, ...] = ()
    marks: dict[Literal["A0", "S1", "S2", "S3", "S4", "S5", "S6", "A7"], Literal["◎", "○", ""]] = {}
    has_chamber_ties: bool = False
    availability: Literal["available", "limited", "waitlist", "unavailable"] = "available"
    paused_until: date | None = None
    monthly_cap: Count = 3
    load: Count = 0


class PopulationFile(_Part):
    """The whole file."""

    specialists: Annotated[tuple[PersonEntry, ...], Field(min_length=1)]


def read_population(content: bytes, *, month: int) -> Iterator[dict[str, object]]:
    """Rows for `people.people_of`; `month` (202611) is the one `load` was delivered in.

    Raises PopulationFileError: not JSON, a wrong or unknown field, a code that is in no vocabulary.
    """
    try:
        whole = PopulationFile.model_validate_json(content, strict=True)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise PopulationFileError(f"{'.'.join(map(str, first['loc'])) or 'file'}: {first['msg']}") from None
    return (_row(entry, month) for entry in whole.specialists)


def _row(entry: PersonEntry, month: int) -> dict[str, object]:
    try:
        facts = search_facts(_content(entry), {area: MARK_SIGNS[sign] for area, sign in entry.marks.items()})
    except UnknownCodeError as wrong:
        raise PopulationFileError(f"specialist {entry.id}: {wrong}") from None
    return {
        **facts,
        "specialist_id": entry.id,
        "registered_on": entry.registered_on,
        "load_month": month,
        "load": entry.load,
    }


def _content(entry: PersonEntry) -> SheetContent:
    return SheetContent(
        affiliation=entry.affiliation,
        residence=SOMEWHERE,
        prefectures=entry.prefectures,
        online=entry.online,
        fees=[Fee(fee.form, fee.min_yen, fee.max_yen, fee.first_free) for fee in entry.fees],
        themes_able=entry.themes_able,
        themes_delivered=entry.themes_delivered,
        industries=entry.industries,
        periods=entry.periods,
        qualifications=[_held(held, entry) for held in entry.qualifications],
        has_chamber_ties=entry.has_chamber_ties,
        availability=Availability[entry.availability.upper()],
        paused_until=entry.paused_until,
        monthly_cap=entry.monthly_cap,
    )


def _held(held: QualificationEntry, entry: PersonEntry) -> HeldQualification:
    checked = entry.registered_on if held.proved else None
    return HeldQualification(held.code, held.code, verified_on=checked, until=held.proved_until)
