"""The open data as documents: one row per listed person who agreed, out as CSV and JSON, and the CSV back in.

No query here. What the columns mean stands in data/open_data.yaml; the export gate is base/exporting.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tsunagu.base.cells import day, text, whole_number, yes_or_no
from tsunagu.base.differences import field_values
from tsunagu.base.exporting import export_csv
from tsunagu.base.tables import Column, Reading, choice_column, choices_column, read_table
from tsunagu.reference.listing import (
    affiliation_kinds,
    availability_states,
    industries,
    periods,
    prefectures,
    support_forms,
    themes,
)
from tsunagu.reference.menus import display_columns
from tsunagu.reference.vocabulary import Vocabulary
from tsunagu.specialists.content import MARK_COLUMNS

CSV_NAME, JSON_NAME, COLUMNS_NAME = "active-list.csv", "active-list.json", "columns.csv"
CSV_TYPE, JSON_TYPE = "text/csv; charset=utf-8", "application/json; charset=utf-8"
SIGNS = frozenset({"", "○", "◎"})


@dataclass(frozen=True, slots=True)
class PublicFee:
    """Yen for one session of two hours; `max_yen` None = no upper end."""

    form: str
    min_yen: int
    max_yen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDataRow:
    """One listed person. Codes of `tsunagu.reference`; marks as signs."""

    riss_no: str
    name: str
    name_kana: str
    affiliation: str
    organisation: str
    residence: str
    prefectures: tuple[str, ...]
    online: bool
    forms: tuple[str, ...]
    fees: tuple[PublicFee, ...]
    first_free_forms: tuple[str, ...]
    periods: tuple[str, ...]
    themes_able: tuple[str, ...]
    themes_delivered: tuple[str, ...]
    industries: tuple[str, ...]
    industries_delivered: tuple[str, ...]
    qualifications_verified: tuple[str, ...]
    qualifications_declared: tuple[str, ...]
    mark_a0: str
    mark_s1: str
    mark_s2: str
    mark_s3: str
    mark_s4: str
    mark_s5: str
    mark_s6: str
    mark_a7: str
    audit_is_reference: bool
    registered_on: date
    register_valid_until: date
    practice_years: int
    cases_supported: int
    has_chamber_ties: bool
    is_emergency_capable: bool
    availability: str
    confirmed_on: date
    is_stale: bool
    track_record: tuple[str, ...]
    other_work: tuple[str, ...]
    introduction: str
    emergency_telephone: str


@dataclass(frozen=True, slots=True)
class Licence:
    """On what terms the data may be used."""

    name: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class About:
    """What the open data say of themselves (data/open_data.yaml)."""

    title: str
    version: str
    licence: Licence
    attribution: str
    notes: tuple[str, ...]
    columns: dict[str, str]


@cache
def about() -> About:
    """The file, typed."""
    content = resources.files("tsunagu.directory").joinpath("data", "open_data.yaml").read_text(encoding="utf-8")
    found = yaml.safe_load(content)
    return About(**found | {"licence": Licence(**found["licence"]), "notes": tuple(found["notes"])})


def _names(vocabulary: Vocabulary) -> dict[str, str]:
    return {term.code: term.name for term in vocabulary}


@cache
def _vocabularies() -> dict[str, dict[str, str]]:
    """Column key → code → name, for the columns of codes."""
    forms, trades, places = _names(support_forms()), _names(industries()), _names(prefectures())
    return {
        "affiliation": _names(affiliation_kinds()),
        "residence": places,
        "prefectures": places,
        "forms": forms,
        "first_free_forms": forms,
        "periods": _names(periods()),
        "themes_able": _names(themes()),
        "themes_delivered": _names(themes()),
        "industries": trades,
        "industries_delivered": trades,
        "availability": _names(availability_states()),
    }


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line for line in text(cell).split("\n") if line)


def _sign(cell: str) -> str:
    sign = text(cell)
    if sign not in SIGNS:
        raise ValueError(f"「{cell}」は印ではありません。◎ か ○ を入れるか、空欄にしてください。")
    return sign


def _yes(cell: str) -> bool:
    return yes_or_no(cell) is True


def _number(cell: str) -> int:
    return whole_number(cell) or 0


def _fee_words(fees: Sequence[PublicFee]) -> str:
    names = _vocabularies()["forms"]
    return "\n".join(f"{names[fee.form]} {fee.min_yen}-{'' if fee.max_yen is None else fee.max_yen}" for fee in fees)


def _fees(cell: str) -> tuple[PublicFee, ...]:
    return tuple(_fee(line) for line in _lines(cell))


def _fee(line: str) -> PublicFee:
    codes = {name: code for code, name in _vocabularies()["forms"].items()}
    name, _, span = line.rpartition(" ")
    least, dash, most = span.partition("-")
    if name not in codes or not dash or not least.isdecimal() or not (most == "" or most.isdecimal()):
        raise ValueError(f"「{line}」は料金として読めません。「訪問によるコンサルティング 30000-40000」のように入れてください。")
    return PublicFee(codes[name], int(least), int(most) if most else None)


def _codes(key: str, heading: str) -> Column:
    return choices_column(key, heading, _vocabularies()[key])


def _code(key: str, heading: str) -> Column:
    return choice_column(key, heading, _vocabularies()[key], required=True)


def _text_lines(key: str, heading: str) -> Column:
    return Column(key, heading, _lines, write="\n".join)


def _yes_or_no(key: str, heading: str) -> Column:
    return Column(key, heading, _yes)


@cache
def columns() -> tuple[Column, ...]:
    """The CSV's columns, out and in, in the order of OpenDataRow."""
    shown = {column.area: f"{column.column} {column.name}" for column in display_columns()}
    marks = (Column(f"mark_{area.lower()}", shown[area], _sign) for area in MARK_COLUMNS)
    return (
        Column("riss_no", "登録番号", required=True),
        Column("name", "氏名", required=True),
        Column("name_kana", "よみ"),
        _code("affiliation", "働き方"),
        Column("organisation", "所属先"),
        _code("residence", "居住地"),
        _codes("prefectures", "訪問できる地域"),
        _yes_or_no("online", "オンライン"),
        _codes("forms", "支援の形"),
        Column("fees", "料金（1回2時間）", _fees, write=_fee_words),
        _codes("first_free_forms", "初回無料"),
        _codes("periods", "期間"),
        _codes("themes_able", "対応できる指導テーマ"),
        _codes("themes_delivered", "支援実績のある指導テーマ"),
        _codes("industries", "得意とする業種"),
        _codes("industries_delivered", "支援実績のある業種"),
        _text_lines("qualifications_verified", "ほかの資格（確認済み）"),
        _text_lines("qualifications_declared", "ほかの資格（本人申告）"),
        *marks,
        _yes_or_no("audit_is_reference", "7の印は参考"),
        Column("registered_on", "登録年月日", day, required=True),
        Column("register_valid_until", "登録の有効期限", day, required=True),
        Column("practice_years", "経験年数", _number),
        Column("cases_supported", "支援した会社の数", _number),
        _yes_or_no("has_chamber_ties", "商工会議所・商工会とのつながり"),
        _yes_or_no("is_emergency_capable", "緊急対応"),
        _code("availability", "対応状況"),
        Column("confirmed_on", "最終確認日", day, required=True),
        _yes_or_no("is_stale", "更新期限超過"),
        _text_lines("track_record", "支援の実績"),
        _text_lines("other_work", "ほかの業務の実績"),
        Column("introduction", "自己紹介"),
        Column("emergency_telephone", "緊急時の電話"),
    )


def as_csv(rows: Sequence[OpenDataRow]) -> bytes:
    """CSV in UTF-8 with BOM, codes as names."""
    return export_csv(columns(), rows)


def read_csv(content: bytes) -> Reading[OpenDataRow]:
    """The CSV back as the same rows, and a message for every cell somebody spoilt."""
    return read_table(content, columns(), make=OpenDataRow, unique="riss_no")


def as_json(rows: Sequence[OpenDataRow], *, built_on: date) -> bytes:
    """One JSON object: version, day, licence, columns with their codes, rows. UTF-8 without BOM."""
    said = about()
    whole = {
        "title": said.title,
        "version": said.version,
        "built_on": built_on.isoformat(),
        "licence": field_values(said.licence) | {"attribution": said.attribution},
        "notes": said.notes,
        "columns": [field_values(column) for column in described()],
        "count": len(rows),
        "rows": [field_values(row) for row in rows],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: object) -> Any:
    return field_values(value) if isinstance(value, PublicFee) else str(value)


@dataclass(frozen=True, slots=True)
class DescribedColumn:
    """A column for the reader: its key in JSON, its heading in CSV, what it holds, and its codes."""

    key: str
    heading: str
    description: str
    codes: dict[str, str]


def described() -> tuple[DescribedColumn, ...]:
    """Every column in order, with its description."""
    said = about().columns
    return tuple(
        DescribedColumn(column.key, column.heading, said[column.key], _vocabularies().get(column.key, {}))
        for column in columns()
    )


def columns_csv() -> bytes:
    """The column descriptions as a CSV of their own."""
    table: tuple[Column, ...] = (
        Column("key", "項目"),
        Column("heading", "見出し"),
        Column("description", "説明"),
        Column("codes", "JSONのコード", write=_code_lines),
    )
    return export_csv(table, described())


def _code_lines(codes: dict[str, str]) -> str:
    return "\n".join(f"{code}={name}" for code, name in codes.items())


def documents(rows: Sequence[OpenDataRow], *, built_on: date) -> dict[str, tuple[bytes, str]]:
    """File name → (bytes, content type) of one build."""
    return {
        CSV_NAME: (as_csv(rows), CSV_TYPE),
        JSON_NAME: (as_json(rows, built_on=built_on), JSON_TYPE),
        COLUMNS_NAME: (columns_csv(), CSV_TYPE),
    }
