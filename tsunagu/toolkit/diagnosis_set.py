"""The 25 items as a set of questions, and its answers as the score takes them. Version: the reference file's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tsunagu.questionnaires.sets import Answers, Choice, Group, Kind, Question, QuestionSet
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.diagnosis import Answer

CODE = "self_diagnosis"
WHY = "why-"  # question of the reason for 対象外 (reference 06: 理由を一言求める)


@cache
def diagnosis_set() -> QuestionSet:
    """25 needed questions of one choice, each with a line for why it does not apply."""
    source = self_diagnosis()
    choices = tuple(Choice(code=entry.code, label=entry.label) for entry in source.scale)
    groups = tuple(
        Group(
            code=f"part-{part.no}",
            title=f"{part.name}（{part.count}問）",
            questions=tuple(
                question
                for item in source.items
                if item.part == part.no
                for question in (
                    Question(
                        code=str(item.no), label=f"{item.no}. {item.question}", kind=Kind.ONE, choices=choices,
                        is_needed=True,
                    ),
                    Question(code=f"{WHY}{item.no}", label="対象外のときは、その理由", kind=Kind.LINE, most=100),
                )
            ),
        )
        for part in source.parts
    )  # fmt: skip
    return QuestionSet(
        code=CODE, version=source.version, title="5分でできる自社診断", source=source.source, groups=groups,
        lead="25の質問に答えると、いまの様子と、最初にすることが分かります。",
    )  # fmt: skip


def answers_by_item(answers: Answers | Mapping[str, object]) -> dict[int, Answer]:
    """What was answered, by item number; reasons and unanswered items left out."""
    return {int(code): Answer(str(given)) for code, given in answers.items() if code.isdecimal() and given}
