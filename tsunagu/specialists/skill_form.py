"""The skill survey as an Excel sheet: out with questions and drop-downs, back in as answers. No query inside.

Source: reference file 02.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tsunagu.base.cells import fold_width
from tsunagu.base.exporting import export_xlsx
from tsunagu.base.limited_tables import rows_in_child
from tsunagu.base.tables import Column, Reading, RowMessage, read_table
from tsunagu.reference.skills import answer_levels, skill_subitems
from tsunagu.specialists.marks import LEVELS


@dataclass(frozen=True, slots=True)
class SkillFormRow:
    """One question: sub-item, wording, level (None = unanswered), grounds."""

    subitem: str
    question: str
    level: int | None = None
    grounds: str = ""


def _subitem(cell: str) -> str:
    code = fold_width(cell)
    if code not in skill_subitems():
        raise ValueError(f"「{cell}」という小項目はありません。書き出した様式のまま使ってください。")
    return code


def _level(cell: str) -> int | None:
    folded = fold_width(cell)
    if not folded:
        return None
    if folded not in map(str, LEVELS):
        raise ValueError(f"「{cell}」は選べません。0〜3のどれかにしてください。")
    return int(folded)


COLUMNS = (
    Column("subitem", "小項目", _subitem, required=True, width=10),
    Column("question", "設問", required=True, width=80),
    Column(
        "level",
        "実行レベル",
        _level,
        choices=tuple(map(str, LEVELS)),
        hint="\n".join(f"{level}：{label}" for level, label in answer_levels().items()),
        width=12,
    ),
    Column("grounds", "根拠", width=60),
)


def skill_form(levels: Mapping[str, Sequence[int | None]], grounds: Mapping[str, str] | None = None) -> bytes:
    """The 64 questions as an Excel sheet, filled with `levels` where given; grounds beside a sub-item's first one."""
    told = grounds or {}
    rows = [
        SkillFormRow(
            item.code,
            question,
            levels[item.code][place] if item.code in levels else None,
            "" if place else told.get(item.code, ""),
        )
        for item in skill_subitems().values()
        for place, question in enumerate(item.questions)
    ]
    return export_xlsx(COLUMNS, rows, title="スキル調査")


def read_skill_form(content: bytes) -> tuple[dict[str, list[int | None]], tuple[RowMessage, ...]]:
    """Excel or CSV bytes → levels by sub-item, and what is wrong. The order of rows does not matter.

    Sub-items without any row are absent. Raises RuleBrokenError when the file cannot be read at all.
    """
    reading = read_table(content, COLUMNS, make=SkillFormRow)
    return _levels(reading.rows), reading.messages + tuple(_strangers(reading))


def read_survey_file(content: bytes) -> tuple[dict[str, list[int | None]], dict[str, str], tuple[RowMessage, ...]]:
    """The same of an uploaded file, with the grounds by sub-item: those beside its questions, one under the other."""
    reading = read_table(content, COLUMNS, make=SkillFormRow, read=rows_in_child)
    grounds: dict[str, list[str]] = {}
    for row in reading.rows:
        found = grounds.setdefault(row.subitem, [])
        if row.grounds and row.grounds not in found:
            found.append(row.grounds)
    joined = {code: "\n".join(found) for code, found in grounds.items()}
    return _levels(reading.rows), joined, reading.messages + tuple(_strangers(reading))


def _levels(rows: Iterable[SkillFormRow]) -> dict[str, list[int | None]]:
    levels: dict[str, list[int | None]] = {}
    for row in rows:
        questions = skill_subitems()[row.subitem].questions
        answers = levels.setdefault(row.subitem, [None] * len(questions))
        if row.question in questions:
            answers[questions.index(row.question)] = row.level
    return levels


def _strangers(reading: Reading[SkillFormRow]) -> Iterable[RowMessage]:
    seen: dict[tuple[str, str], int] = {}
    for line, row in zip(reading.lines, reading.rows, strict=True):
        if row.question not in skill_subitems()[row.subitem].questions:
            yield RowMessage(
                line, "設問", f"{row.subitem} にこの設問はありません。書き出した様式のまま使ってください。"
            )
        elif (first := seen.setdefault((row.subitem, row.question), line)) != line:
            yield RowMessage(line, "設問", f"{first}行目と同じ設問です。どちらかを消してください。")
