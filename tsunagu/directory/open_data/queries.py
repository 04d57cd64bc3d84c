"""Reads for the open data: the rows of today, and what stands built in the file store.

A build is a folder of the store named by its moment; its manifest is written last. So the newest folder with a
manifest is what is offered, whole, on every machine.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import File
from django.core.files.storage import default_storage

from tsunagu.directory.open_data.rows import OpenDataRow, PublicFee
from tsunagu.directory.rows import is_proved, mark_cells
from tsunagu.reference.listing import (
    affiliation_kinds,
    availability_states,
    industries,
    periods,
    prefectures,
    support_forms,
    themes,
)
from tsunagu.specialists.models import PublishedSheet

FOLDER, MANIFEST = "open-data", "manifest.json"
CHUNK = 1000


@dataclass(frozen=True, slots=True)
class OpenDataFile:
    """A file one may take."""

    name: str
    size: int
    content_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OpenData:
    """The newest build: `built_on` is the JST day, `count` the number of people, `folder` its place in the store."""

    folder: str
    version: str
    built_on: date
    built_at: datetime
    count: int
    files: tuple[OpenDataFile, ...]

    def file(self, name: str) -> OpenDataFile | None:
        """The file of that name; None when there is none."""
        return next((file for file in self.files if file.name == name), None)


def open_data_rows(*, today: date) -> Iterator[OpenDataRow]:
    """Everybody on the list now who agreed, by register number: one query."""
    sheets = PublishedSheet.objects.listed().filter(text__open_data_agreed=True)
    whole = sheets.select_related("text").defer("text__grams").order_by("riss_no")
    for sheet in whole.iterator(chunk_size=CHUNK):
        yield open_data_row(sheet, today=today)


def open_data_row(sheet: PublishedSheet, *, today: date) -> OpenDataRow:
    """One sheet (with its text) as the public may have it: contact only as far as the list shows it to everybody."""
    held = sheet.text.qualifications
    cells = {cell.area: cell for cell in mark_cells(sheet, today=today)}
    return OpenDataRow(
        riss_no=sheet.riss_no,
        name=plain(sheet.name),
        name_kana=plain(sheet.name_kana),
        affiliation=affiliation_kinds().terms[sheet.affiliation].code,
        organisation=plain(sheet.organisation),
        residence=sheet.residence,
        prefectures=tuple(prefectures().codes_in(sheet.prefectures)),
        online=sheet.online,
        forms=tuple(support_forms().codes_in(sheet.forms)),
        fees=tuple(PublicFee(fee["form"], fee["min_yen"], fee["max_yen"]) for fee in sheet.text.fees),
        first_free_forms=tuple(support_forms().codes_in(sheet.first_free_forms)),
        periods=tuple(periods().codes_in(sheet.periods)),
        themes_able=tuple(themes().codes_in(sheet.themes_able)),
        themes_delivered=tuple(themes().codes_in(sheet.themes_delivered)),
        industries=tuple(industries().codes_in(sheet.industries)),
        industries_delivered=tuple(industries().codes_in(sheet.industries_delivered)),
        qualifications_verified=lines(item["name"] for item in held if is_proved(item, today=today)),
        qualifications_declared=lines(item["name"] for item in held if not is_proved(item, today=today)),
        **{f"mark_{area.lower()}": cell.mark.sign for area, cell in cells.items()},
        audit_is_reference=cells["A7"].is_reference,
        registered_on=sheet.registered_on,
        register_valid_until=sheet.register_valid_until,
        practice_years=sheet.practice_years,
        cases_supported=sheet.cases_supported,
        has_chamber_ties=sheet.has_chamber_ties,
        is_emergency_capable=sheet.is_emergency_capable,
        availability=availability_states().terms[sheet.availability].code,
        confirmed_on=sheet.confirmed_on,
        is_stale=sheet.is_stale,
        track_record=lines(sheet.text.track_record),
        other_work=lines(sheet.text.other_work),
        introduction=plain(sheet.text.introduction),
        emergency_telephone=plain(sheet.text.contact.get("emergency_telephone", ""))
        if sheet.is_emergency_capable
        else "",
    )


def plain(words: str) -> str:
    """Text without marks nobody sees (controls, turned writing), so that it comes back from any format unchanged."""
    one_kind = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in one_kind if _is_plain(letter)).strip()


def _is_plain(letter: str) -> bool:
    return letter.isprintable() or letter == "\n" or unicodedata.category(letter) == "Zs"


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text as one line; empty ones go."""
    return tuple(line for text in texts if (line := " ".join(plain(text).split())))


def open_data_files() -> OpenData | None:
    """What is offered now; None before the first build."""
    for folder in reversed(build_folders()):
        if manifest := _manifest(folder):
            return manifest
    return None


def open_data_file(built: OpenData, file: OpenDataFile) -> "File[bytes] | None":
    """A file opened for reading; None when newer builds have just taken its place."""
    try:
        return default_storage.open(f"{built.folder}/{file.name}")
    except FileNotFoundError:
        return None


def build_folders() -> list[str]:
    """Every build's folder, oldest first; also one that is being written."""
    try:
        return [f"{FOLDER}/{name}" for name in sorted(default_storage.listdir(FOLDER)[0])]
    except FileNotFoundError:
        return []


def is_complete(folder: str) -> bool:
    """Whether a build was written to its end."""
    return default_storage.exists(f"{folder}/{MANIFEST}")


def _manifest(folder: str) -> OpenData | None:
    try:
        with default_storage.open(f"{folder}/{MANIFEST}") as stored:
            found = json.load(stored)
    except FileNotFoundError:
        return None
    return OpenData(
        folder=folder,
        version=found["version"],
        built_on=date.fromisoformat(found["built_on"]),
        built_at=datetime.fromisoformat(found["built_at"]),
        count=found["count"],
        files=tuple(OpenDataFile(**file) for file in found["files"]),
    )
