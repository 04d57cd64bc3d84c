"""The one export gate: rows → CSV or Excel bytes without a live formula; `tables` reads them back unchanged.

Source: promises §4 (exports never carry live formulas and import back unchanged).
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from tsunagu.base.differences import field_values
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.table_files import LIVE_START
from tsunagu.base.tables import Column

LONGEST_EXCEL_TEXT = 32_767
_NOT_IN_SHEET_TITLES = re.compile(r"[\[\]:*?/\\]")
_NEEDS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_INLINE_CHOICES = 250


def _values(columns: Sequence[Column], row: Any) -> list[Any]:
    known = field_values(row)
    return [column.write(known[column.key]) for column in columns]


def _csv_cell(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and LIVE_START.match(value):
        return "'" + value
    return str(value)


def export_csv(columns: Sequence[Column], rows: Iterable[Any]) -> bytes:
    """Rows (dataclasses or mappings) → CSV for Excel: UTF-8 with BOM, CRLF, nothing that starts a formula."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_csv_cell(column.heading) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in _values(columns, row)])
    return out.getvalue().encode("utf-8-sig")


def export_xlsx(columns: Sequence[Column], rows: Iterable[Any], *, title: str) -> bytes:
    """Rows → one Excel sheet named `title`: text stays text (quotePrefix), choices are drop-downs.

    Raises RuleBrokenError when a text is longer than a cell can hold.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_NOT_IN_SHEET_TITLES.sub("・", title)[:31] or "一覧")
    _lay_out(book, sheet, columns)
    sheet.append([_excel_cell(sheet, column.heading, is_heading=True) for column in columns])
    for row in rows:
        sheet.append([_excel_cell(sheet, value) for value in _values(columns, row)])
    book.save(out := BytesIO())
    return out.getvalue()


def _excel_cell(sheet: Any, value: object, *, is_heading: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)  # type: ignore[arg-type]
    if len(value) > LONGEST_EXCEL_TEXT:
        raise RuleBrokenError("長すぎて Excel の欄に入らない文があります。CSV で書き出してください。")
    harmless = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
    cell = WriteOnlyCell(sheet, _NEEDS_ESCAPE.sub("_x005F_", harmless).replace("\r", "_x000D_"))
    cell.data_type = "s"
    if LIVE_START.match(value):
        cell.quotePrefix = True
    if is_heading:
        cell.font = Font(bold=True)
    if "\n" in value:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _lay_out(book: Any, sheet: Any, columns: Sequence[Column]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    lists = None
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width or max(12, min(60, 2 * len(column.heading) + 4))
        if not column.choices:
            continue
        inline = ",".join(column.choices)
        if len(inline) > _LONGEST_INLINE_CHOICES or any("," in choice for choice in column.choices):
            lists = lists or book.create_sheet("選択肢")
            lists.sheet_state = "hidden"
            source = f"選択肢!${letter}$1:${letter}${len(column.choices)}"
        else:
            source = f'"{inline}"'
        sheet.data_validations.append(_drop_down(column, source, f"{letter}2:{letter}10000"))
    if lists is not None:
        _fill_lists(lists, columns)


def _drop_down(column: Column, source: str, cells: str) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=source, sqref=cells, allow_blank=True)
    rule.showErrorMessage = True
    if column.hint:
        rule.promptTitle, rule.prompt, rule.showInputMessage = column.heading[:32], column.hint[:255], True
    return rule


def _fill_lists(lists: Any, columns: Sequence[Column]) -> None:
    for at in range(max(len(column.choices) for column in columns)):
        lists.append([column.choices[at] if at < len(column.choices) else None for column in columns])
