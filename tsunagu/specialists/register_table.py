"""The register extract as a table: its columns out and in, and what a line must keep to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tsunagu.base.cells import day, fold_width, label_of, one_of, text
from tsunagu.base.tables import Column, Reading, RowMessage, read_table
from tsunagu.specialists.register_rules import riss_no
from tsunagu.specialists.states import RegisterStatus

LONGEST_NAME = 100
COURSES = "courses_done_on"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of an extract; the fields are those of RegisterEntry, `status` its code."""

    riss_no: str
    name: str
    registered_on: date
    valid_until: date
    status: str
    courses_done_on: date | None


_LABELS = {status.value: status.label for status in RegisterStatus}
# The words offices write for the same; the labels and codes themselves are taken as well.
_SHORT = {
    "登録": RegisterStatus.VALID,
    "停止": RegisterStatus.SUSPENDED,
    "使用停止": RegisterStatus.SUSPENDED,
    "取消": RegisterStatus.REVOKED,
    "取消し": RegisterStatus.REVOKED,
    "消除": RegisterStatus.REVOKED,
    "期限切れ": RegisterStatus.EXPIRED,
}
_label_or_code = one_of(_LABELS)


def _status(cell: str) -> str | None:
    short = _SHORT.get(fold_width(cell))
    return short.value if short else _label_or_code(cell)


def _number(cell: str) -> str:
    """Excel drops leading zeros: 123 is 000123."""
    return riss_no(text(cell))


def _name(cell: str) -> str:
    name = " ".join(text(cell).split())
    if len(name) > LONGEST_NAME:
        raise ValueError(f"{LONGEST_NAME}文字までにしてください。")
    return name


COLUMNS = (
    Column("riss_no", "登録番号", _number, required=True),
    Column("name", "氏名", _name, required=True),
    Column("registered_on", "登録年月日", day, required=True),
    Column("valid_until", "有効期限", day, required=True),
    Column("status", "状態", _status, required=True, write=label_of(_LABELS), choices=tuple(_LABELS.values())),
    Column(COURSES, "義務講習の受講日", day),
)
HEADING_OF = {column.key: column.heading for column in COLUMNS}


def read_register(content: bytes) -> Reading[RegisterLine]:
    """An extract (CSV in UTF-8 or CP932, or .xlsx) → its lines and a message for every wrong cell.

    Raises RuleBrokenError when the file as a whole cannot be read.
    """
    reading = read_table(content, COLUMNS, make=RegisterLine, unique="riss_no")
    wrong = tuple(_out_of_order(reading))
    return replace(reading, messages=(*reading.messages, *wrong)) if wrong else reading


def _out_of_order(reading: Reading[RegisterLine]) -> Iterator[RowMessage]:
    for line, row in zip(reading.lines, reading.rows, strict=True):
        if row.valid_until <= row.registered_on:
            yield RowMessage(line, "有効期限", "登録年月日より後の日にしてください。")
