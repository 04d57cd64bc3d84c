"""Results of the self-diagnosis for screens and paper."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.questionnaires.queries import frozen_sets, open_sets
from tsunagu.reference.self_diagnosis import DiagnosisItem, self_diagnosis
from tsunagu.toolkit.diagnosis import Answer, DiagnosisScore, FirstStep, first_measures, measures_for, score
from tsunagu.toolkit.diagnosis_set import CODE, WHY, answers_by_item


@dataclass(frozen=True, slots=True)
class PartLine:
    """Points of a part beside its most; `before` None: not taken before."""

    name: str
    points: int
    most: int
    before: int | None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item as answered; `before` "" when the same as last time or not taken before."""

    item: DiagnosisItem
    words: str
    reason: str
    before: str


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """One finished diagnosis in a list."""

    key: int
    finished_at: datetime
    total: int
    state: str


@dataclass(frozen=True, slots=True)
class DiagnosisResult:
    """What the page and the paper show. `change`: points more than last time, None without one."""

    key: int
    finished_at: datetime
    version: str
    score: DiagnosisScore
    parts: tuple[PartLine, ...]
    first: tuple[FirstStep, ...]
    rest: tuple[FirstStep, ...]
    items: tuple[ItemLine, ...]
    before: DiagnosisRow | None

    @property
    def change(self) -> int | None:
        """Points gained (or lost) since last time."""
        return None if self.before is None else self.score.total - self.before.total

    @property
    def changed_items(self) -> tuple[ItemLine, ...]:
        """Items answered otherwise than last time."""
        return tuple(line for line in self.items if line.before)


def open_diagnosis(subject: str) -> PrivateAnswers | None:
    """What was begun and not finished: one query."""
    return open_sets(CODE, subject).first()


def diagnosis_rows(subjects: Collection[str]) -> list[DiagnosisRow]:
    """Finished ones, newest first: one query."""
    return [_row(kept) for kept in frozen_sets(CODE, subjects)]


def find_diagnosis(subjects: Collection[str], key: int | None = None) -> PrivateAnswers | None:
    """The finished one with that key, or the newest: one query."""
    found = frozen_sets(CODE, subjects)
    return (found if key is None else found.filter(pk=key)).first()


def diagnosis_result(kept: PrivateAnswers, subjects: Collection[str]) -> DiagnosisResult:
    """A finished diagnosis beside the one before it: one query."""
    before_it = Q(frozen_at__lt=kept.frozen_at) | Q(frozen_at=kept.frozen_at, pk__lt=kept.pk)
    earlier = frozen_sets(CODE, subjects).filter(before_it).first()
    answers, was = answers_by_item(kept.answers), answers_by_item(earlier.answers) if earlier else {}
    found, before = score(answers), score(was) if was else None
    first = tuple(first_measures(answers))
    parts = tuple(
        PartLine(part.name, found.parts[str(part.no)], part.max_points, before.parts[str(part.no)] if before else None)
        for part in self_diagnosis().parts
    )
    return DiagnosisResult(
        key=kept.pk,
        finished_at=_when(kept),
        version=kept.set_version,
        score=found,
        parts=parts,
        first=first,
        rest=tuple(measures_for(answers)[len(first) :]),
        items=tuple(_item(item, answers, was, kept) for item in self_diagnosis().items),
        before=_row(earlier) if earlier else None,
    )


def _row(kept: PrivateAnswers) -> DiagnosisRow:
    found = score(answers_by_item(kept.answers))
    return DiagnosisRow(kept.pk, _when(kept), found.total, found.band.state)


def _when(kept: PrivateAnswers) -> datetime:
    return kept.frozen_at or kept.answered_at


def _item(item: DiagnosisItem, answers: dict[int, Answer], was: dict[int, Answer], kept: PrivateAnswers) -> ItemLine:
    labels = {entry.code: entry.label for entry in self_diagnosis().scale}
    now, then = answers[item.no], was.get(item.no)
    reason = str(kept.answers.get(f"{WHY}{item.no}", "")) if now is Answer.NOT_APPLICABLE else ""
    return ItemLine(item, labels[now], reason, labels[then] if then is not None and then is not now else "")
