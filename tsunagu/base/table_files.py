"""Bytes of a CSV or Excel file → rows of cells as text. No meaning here; that is `tables`."""

import csv
import re
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Any

from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.office_files import MOST_BYTES, OLD_OFFICE_SIGN, ZIP_SIGN, check_office_file

MOST_ROWS = 100_000
MOST_COLUMNS = 200
FORMULA = "\x00formula"  # no cell can hold this text: it marks a formula, whose value is never read

# A cell beginning so would be a live formula in a spreadsheet; `exporting` puts an apostrophe before it.
LIVE_START = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

Cells = tuple[str, ...]


def rows_of(content: bytes) -> list[Cells]:
    """All rows, first row first. Recognises .xlsx, and CSV in UTF-8 (with or without BOM) or CP932."""
    if len(content) > MOST_BYTES:
        raise RuleBrokenError(f"ファイルが大きすぎます。{MOST_BYTES // 2**20} MB までにしてください。")
    if content.startswith((ZIP_SIGN, OLD_OFFICE_SIGN)):
        check_office_file(content)
        return _limited(_excel_rows(content))
    return _limited(_csv_rows(decoded(content)))


def decoded(content: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without BOM, otherwise CP932 (Shift_JIS of Windows)."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise RuleBrokenError("文字コードが分かりません。「CSV UTF-8」か Excel の形式で保存し直してください。")


def _limited(rows: Iterator[Cells]) -> list[Cells]:
    kept: list[Cells] = []
    for row in rows:
        if len(kept) > MOST_ROWS:
            raise RuleBrokenError(f"行が多すぎます。{MOST_ROWS:,} 行までに分けてください。")
        if len(row) > MOST_COLUMNS:
            raise RuleBrokenError(f"列が多すぎます。{MOST_COLUMNS} 列までにしてください。")
        kept.append(row)
    while kept and not any(kept[-1]):
        kept.pop()
    return kept


def _csv_rows(text: str) -> Iterator[Cells]:
    try:
        for row in csv.reader(StringIO(text, newline="")):
            yield tuple(cell[1:] if cell[:1] == "'" and LIVE_START.match(cell) else cell for cell in row)
    except csv.Error:
        raise RuleBrokenError('CSV として読めません。長すぎる欄や閉じていない「"」がないか確かめてください。') from None


def _excel_rows(content: bytes) -> Iterator[Cells]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not believed
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2):
            yield _without_blank_end(tuple(map(_as_text, row)))
        book.close()
    except Exception:  # noqa: BLE001  (whatever a broken file does to the parser, the answer is the same)
        raise RuleBrokenError("Excel のファイルとして読めません。Excel で開き、保存し直してください。") from None


def _without_blank_end(row: Cells) -> Cells:
    length = len(row)
    while length and not row[length - 1]:
        length -= 1
    return row[:length]


def _as_text(cell: Any) -> str:
    if cell.data_type == "f":
        return FORMULA
    match cell.value:
        case None:
            return ""
        case bool(yes):
            return "1" if yes else "0"
        case float(number) if number.is_integer():
            return str(int(number))
        case datetime() as moment:
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ")
        case other:
            return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(other))
