"""The one table importer: bytes of CSV or Excel → typed rows and a message for every cell that cannot stay.

Reading and comparing (`differences`) are pure, so a dry run is simply not writing. Out goes `exporting`.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tsunagu.base.cells import as_cell, fold_width, label_of, one_of, some_of, text
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.table_files import FORMULA, Cells, rows_of

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, used on the way in and out.

    `parse` reads a cell (ValueError = Japanese sentence), `write` fills one, `choices` = drop-down.
    `hint` stands beside the cell in Excel; `width` is the column's there (characters, 0 = by heading).
    """

    key: str
    heading: str
    parse: Callable[[str], Any] = text
    required: bool = False
    write: Callable[[Any], Any] = as_cell
    choices: tuple[str, ...] = ()
    hint: str = ""
    width: int = 0


def choice_column(key: str, heading: str, labels: Mapping[str, str], *, required: bool = False) -> Column:
    """A column of one choice out of `labels` (code → label), with a drop-down."""
    return Column(key, heading, one_of(labels), required, label_of(labels), tuple(labels.values()))


def choices_column(key: str, heading: str, labels: Mapping[str, str], *, required: bool = False) -> Column:
    """A column of several choices out of `labels`, 、 between them."""
    return Column(key, heading, some_of(labels), required, label_of(labels))


@dataclass(frozen=True, slots=True)
class RowMessage:
    """What to do about one cell. `line` as the spreadsheet counts (headings = 1); not `blocks` = remark."""

    line: int
    heading: str
    sentence: str
    blocks: bool = True


@dataclass(frozen=True, slots=True)
class Reading(Generic[Row]):
    """What a file gave: the rows that are right, the line each stood on, and the messages.

    `keys`: the columns the file has. What it lacks comes as if left blank; an importer may keep what it knows.
    """

    rows: tuple[Row, ...]
    lines: tuple[int, ...]
    messages: tuple[RowMessage, ...]
    keys: frozenset[str] = frozenset()

    @property
    def is_clean(self) -> bool:
        """Nothing keeps these rows from being taken in."""
        return not any(message.blocks for message in self.messages)


def read_table(
    content: bytes,
    columns: Sequence[Column],
    *,
    make: Callable[..., Row],
    unique: str | None = None,
    read: Callable[[bytes], list[Cells]] = rows_of,
) -> Reading[Row]:
    """Read a CSV or Excel file; `make(**values)` builds each row; `unique` names a key that may not repeat.

    `read`: for what strangers upload `limited_tables.rows_in_child`.

    Raises RuleBrokenError when the file as a whole cannot be read (type, size, macros, missing headings).
    """
    lines = read(content)
    if not lines:
        raise RuleBrokenError("ファイルが空です。見出しの行とデータの行を入れてください。")
    places, messages = _places(lines[0], columns)
    rows: list[Row] = []
    taken: list[int] = []
    seen: dict[Hashable, int] = {}
    for line, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        values, wrong = _values(line, cells, columns, places)
        wrong = wrong or _repeated(line, values, columns, unique, seen)
        messages += wrong
        if not wrong:
            rows.append(make(**values))
            taken.append(line)
    return Reading(tuple(rows), tuple(taken), tuple(messages), frozenset(places))


def _places(headings: Cells, columns: Sequence[Column]) -> tuple[dict[str, int], list[RowMessage]]:
    found = [fold_width(heading) if heading.isprintable() else "" for heading in headings]
    wanted = {fold_width(column.heading): column for column in columns}
    if twice := [column.heading for name, column in wanted.items() if found.count(name) > 1]:
        raise RuleBrokenError(f"「{twice[0]}」の列が二つあります。一つにしてください。")
    if missing := [column.heading for name, column in wanted.items() if column.required and name not in found]:
        raise RuleBrokenError(f"「{'」「'.join(missing)}」の列がありません。1行目に見出しを入れてください。")
    remarks = [
        RowMessage(1, heading, "この列は使いません。", blocks=False)
        for heading, name in zip(headings, found, strict=True)
        if name and name not in wanted
    ]
    return {column.key: found.index(name) for name, column in wanted.items() if name in found}, remarks


def _values(
    line: int, cells: Cells, columns: Sequence[Column], places: Mapping[str, int]
) -> tuple[dict[str, Any], list[RowMessage]]:
    values: dict[str, Any] = {}
    wrong: list[RowMessage] = []
    for column in columns:
        place = places.get(column.key)
        cell = cells[place] if place is not None and place < len(cells) else ""
        try:
            values[column.key] = _value(cell, column)
        except ValueError as refusal:
            wrong.append(RowMessage(line, column.heading, str(refusal)))
    return values, wrong


def _value(cell: str, column: Column) -> Any:
    if cell == FORMULA:
        raise ValueError("数式は読めません。計算した値に置き換えてください。")
    if column.required and not cell.strip():
        raise ValueError("空欄です。値を入れてください。")
    return column.parse(cell)


def _repeated(
    line: int,
    values: Mapping[str, Any],
    columns: Sequence[Column],
    unique: str | None,
    seen: dict[Hashable, int],
) -> list[RowMessage]:
    if unique is None:
        return []
    first = seen.setdefault(values[unique], line)
    heading = next(column.heading for column in columns if column.key == unique)
    return [RowMessage(line, heading, f"{first}行目と同じです。どちらかを消してください。")] if first != line else []
