"""The self-diagnosis as an Excel sheet: out with items and drop-downs, back in as answers. No query inside."""

from collections.abc import Mapping
from dataclasses import dataclass

from tsunagu.base.cells import fold_width
from tsunagu.base.exporting import export_xlsx
from tsunagu.base.tables import Column, RowMessage, choice_column, read_table
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.diagnosis import Answer


@dataclass(frozen=True, slots=True)
class DiagnosisFormRow:
    """One item: number, topic, wording, answer (None = not answered)."""

    no: int
    topic: str
    question: str
    answer: str | None = None


def _number(cell: str) -> int:
    folded = fold_width(cell)
    if folded not in {str(item.no) for item in self_diagnosis().items}:
        raise ValueError(f"「{cell}」番の項目はありません。書き出した様式のまま使ってください。")
    return int(folded)


def columns() -> tuple[Column, ...]:
    """The headings, out and in."""
    return (
        Column("no", "番号", _number, required=True, width=6),
        Column("topic", "項目", width=24),
        Column("question", "設問", width=80),
        choice_column("answer", "答え", {entry.code: entry.label for entry in self_diagnosis().scale}),
    )


def diagnosis_form(answers: Mapping[int, Answer]) -> bytes:
    """The 25 items as an Excel sheet, filled with `answers` where given."""
    rows = [
        DiagnosisFormRow(item.no, item.topic, item.question, answers.get(item.no)) for item in self_diagnosis().items
    ]
    return export_xlsx(columns(), rows, title="自社診断")


def read_diagnosis_form(content: bytes) -> tuple[dict[str, str], tuple[RowMessage, ...]]:
    """Excel or CSV bytes → codes by item number ("1"), unanswered ones absent, and what is wrong.

    Raises RuleBrokenError when the file cannot be read at all.
    """
    reading = read_table(content, columns(), make=DiagnosisFormRow, unique="no")
    return {str(row.no): row.answer for row in reading.rows if row.answer}, reading.messages
