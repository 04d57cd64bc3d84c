"""The open data as documents: rows → CSV and JSON, and the CSV back into rows. The export gate is base/exporting."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tsunagu.base.differences import field_values
from tsunagu.base.exporting import export_csv
from tsunagu.base.tables import Column, Reading, read_table
from tsunagu.directory.open_data.about import about
from tsunagu.directory.open_data.columns import code_names, columns
from tsunagu.directory.open_data.rows import OpenDataRow, PublicFee

CSV_NAME, JSON_NAME, COLUMNS_NAME = "active-list.csv", "active-list.json", "columns.csv"
CSV_TYPE, JSON_TYPE = "text/csv; charset=utf-8", "application/json; charset=utf-8"


def as_csv(rows: Sequence[OpenDataRow]) -> bytes:
    """CSV in UTF-8 with BOM, codes as names."""
    return export_csv(columns(), rows)


def read_csv(content: bytes) -> Reading[OpenDataRow]:
    """The CSV back as the same rows, and a message for every cell somebody spoilt."""
    return read_table(content, columns(), make=OpenDataRow, unique="riss_no")


def as_json(rows: Sequence[OpenDataRow], *, built_on: date) -> bytes:
    """One JSON object: version, day, licence, columns with their codes, rows (one a line). UTF-8 without BOM."""
    said = about()
    head = {
        "title": said.title,
        "version": said.version,
        "built_on": built_on.isoformat(),
        "licence": field_values(said.licence) | {"attribution": said.attribution},
        "notes": said.notes,
        "columns": [field_values(column) for column in described()],
        "count": len(rows),
    }
    opened = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = ",\n".join(json.dumps(field_values(row), ensure_ascii=False, default=_plain) for row in rows)
    return f'{opened},\n "rows": [\n{lines}\n ]\n}}\n'.encode()


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
        DescribedColumn(column.key, column.heading, said[column.key], code_names().get(column.key, {}))
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
