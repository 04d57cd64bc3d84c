"""自社診断 (25 items): score, band and what to do first. Pure: no Django, no clock.

Source: reference file 06 (4/2/0/−1, 対象外 counts as 4, bands), issue 4 §2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tsunagu.reference.self_diagnosis import DiagnosisBand, DiagnosisItem, self_diagnosis
from tsunagu.toolkit.measures import measure_for

MOST = 6


class Answer(StrEnum):
    """The codes of the scale; the labels and points are the reference file's."""

    DONE = "done"
    PARTIAL = "partial"
    NOT_DONE = "not_done"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class WrongAnswersError(ValueError):
    """An entry that cannot be taken; the message names it."""


@dataclass(frozen=True, slots=True)
class DiagnosisScore:
    """`total` −25 to 100 points, `parts` points by part ("1"–"3"); `unknown`, `not_applicable`: how many."""

    total: int
    parts: dict[str, int]
    unknown: int
    not_applicable: int
    band: DiagnosisBand


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One measure as it is shown: `is_to_check` when nobody knows yet (まず確認)."""

    item: DiagnosisItem
    is_to_check: bool
    what: str
    why: str
    how: str


def diagnosis_answers(content: object) -> dict[int, Answer]:
    """`{"1": "done", …}` → answers by item number; raises WrongAnswersError unless each of the 25 has one."""
    if not isinstance(content, Mapping):
        raise WrongAnswersError('the whole: expected an object of items, such as {"1": "done"}')
    known = {str(item.no): item.no for item in self_diagnosis().items}
    if strangers := [name for name in content if name not in known]:
        raise WrongAnswersError(f"{strangers[0]}: no such item; there are 1 to {len(known)}")
    if missing := [name for name in known if content.get(name) is None]:
        raise WrongAnswersError(f"{', '.join(missing)}: no answer")
    return {known[name]: _answer(name, content[name]) for name in known}


def _answer(name: str, given: object) -> Answer:
    if not isinstance(given, str) or given not in set(Answer):
        raise WrongAnswersError(f"{name}: {given!r} is not an answer; there are {', '.join(Answer)}")
    return Answer(given)


def score(answers: Mapping[int, Answer]) -> DiagnosisScore:
    """All 25 answers → points. ValueError unless every item is answered (a part of them has no band)."""
    diagnosis = self_diagnosis()
    if {item.no for item in diagnosis.items} != set(answers):
        raise ValueError("25項目すべてに答えてください。")
    points = {entry.code: entry.points for entry in diagnosis.scale}
    parts = {str(part.no): 0 for part in diagnosis.parts}
    for item in diagnosis.items:
        parts[str(item.part)] += points[answers[item.no]]
    total = sum(parts.values())
    given = list(answers.values())
    return DiagnosisScore(
        total=total,
        parts=parts,
        unknown=given.count(Answer.UNKNOWN),
        not_applicable=given.count(Answer.NOT_APPLICABLE),
        band=next(band for band in diagnosis.bands if band.min <= total <= band.max),
    )


def score_document(found: DiagnosisScore) -> dict[str, object]:
    """The score as the interfaces promise it; `band` in words."""
    return {
        "total": found.total,
        "parts": found.parts,
        "unknown": found.unknown,
        "not_applicable": found.not_applicable,
        "band": found.band.state,
    }


def measures_for(answers: Mapping[int, Answer]) -> list[FirstStep]:
    """Everything worth doing, most useful first; items that are done or not applicable give none.

    Order: useful = weight of the measure × points still to win; ties by item number. 「わからない」 asks to find out
    first, and counts as if nothing were done.
    """
    steps = [
        (_use(item, answers[item.no]), -item.no, _step(item, answers[item.no]))
        for item in self_diagnosis().items
        if item.no in answers and answers[item.no] not in {Answer.DONE, Answer.NOT_APPLICABLE}
    ]
    return [step for _, _, step in sorted(steps, key=lambda row: row[:2], reverse=True)]


def first_measures(answers: Mapping[int, Answer], most: int = MOST) -> list[FirstStep]:
    """The `most` useful of them; the page folds the rest."""
    return measures_for(answers)[:most]


def _use(item: DiagnosisItem, answer: Answer) -> int:
    lacking = 1 if answer is Answer.PARTIAL else 2
    return measure_for(item.no).weight * lacking


def _step(item: DiagnosisItem, answer: Answer) -> FirstStep:
    measure = measure_for(item.no)
    is_to_check = answer is Answer.UNKNOWN
    return FirstStep(item, is_to_check, measure.check if is_to_check else measure.what, measure.why, measure.how)
