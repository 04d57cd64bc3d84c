"""Sets of questions as versioned data: what is asked, and whether answers fit. A version once answered never goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from tsunagu.base.errors import RuleBrokenError
from tsunagu.reference.loading import as_shape

Answers = Mapping[str, str | list[str]]


class Kind(StrEnum):
    """How a question is answered: one choice, several, a line, or a longer text."""

    ONE = "one"
    MANY = "many"
    LINE = "line"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice; its code is for ever."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. `most`: choices or characters at most, 0 = as many as there are (texts: 200)."""

    code: str
    label: str
    kind: Kind
    help: str = ""
    choices: tuple[Choice, ...] = ()
    most: int = 0
    is_needed: bool = False

    @property
    def longest(self) -> int:
        """Characters a text may have."""
        return self.most or 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that stand together."""

    code: str
    title: str
    questions: tuple[Question, ...]
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """One version of a set."""

    code: str
    version: str
    title: str
    lead: str
    source: str
    groups: tuple[Group, ...]

    def questions(self) -> Iterator[Question]:
        """All of them, in order."""
        for group in self.groups:
            yield from group.questions


def versions_of(code: str) -> list[str]:
    """All versions of a set that ships as a file, oldest first."""
    folder = resources.files("tsunagu.questionnaires").joinpath("data", code)
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir())


@cache
def shipped_set(code: str, version: str = "") -> QuestionSet:
    """A set that ships as `data/<code>/<version>.yaml`; without a version the newest. KeyError: no such version."""
    known = versions_of(code)
    if version and version not in known:
        raise KeyError(f"{code} {version}")
    file = resources.files("tsunagu.questionnaires").joinpath("data", code, f"{version or known[-1]}.yaml")
    return as_shape(yaml.safe_load(file.read_text(encoding="utf-8")), QuestionSet, where=f"{code} {version}")


def checked_answers(asked: QuestionSet, answers: Answers) -> dict[str, str | list[str]]:
    """The answers that say something, in the order of the set. RuleBrokenError names the question (`field`)."""
    known = {question.code: question for question in asked.questions()}
    if strangers := answers.keys() - known.keys():
        raise RuleBrokenError(f"この質問はありません：{min(strangers)}")
    return {code: answers[code] for code, question in known.items() if answers.get(code) and _fits(question, answers)}


def _fits(question: Question, answers: Answers) -> bool:
    given = answers[question.code]
    if question.kind in {Kind.LINE, Kind.LONG}:
        if not isinstance(given, str) or len(given) > question.longest:
            raise RuleBrokenError(f"{question.longest}文字までにしてください。", field=question.code)
        return True
    chosen = given if isinstance(given, list) else [given]
    is_shape_right = isinstance(given, list) == (question.kind is Kind.MANY)
    if not is_shape_right or not set(chosen) <= {choice.code for choice in question.choices}:
        raise RuleBrokenError("選択肢の中から選んでください。", field=question.code)
    if question.kind is Kind.MANY and question.most and len(chosen) > question.most:
        raise RuleBrokenError(f"{question.most}つまで選んでください。", field=question.code)
    return True


def missing(asked: QuestionSet, answers: Answers) -> list[Question]:
    """Needed questions without an answer."""
    return [question for question in asked.questions() if question.is_needed and not answers.get(question.code)]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer in words."""

    label: str
    words: str


def answer_lines(asked: QuestionSet, answers: Answers) -> list[AnswerLine]:
    """The answers in words, as the version they were given in says; unanswered questions left out."""
    return [
        AnswerLine(question.label, _words(question, answers[question.code]))
        for question in asked.questions()
        if answers.get(question.code)
    ]


def _words(question: Question, given: str | list[str]) -> str:
    labels = {choice.code: choice.label for choice in question.choices}
    return "、".join(labels.get(code, code) for code in given) if isinstance(given, list) else labels.get(given, given)
