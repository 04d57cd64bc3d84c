"""The only writers of private answers: saved as often as one likes, frozen once."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.questionnaires.queries import open_sets
from tsunagu.questionnaires.sets import Answers, QuestionSet, checked_answers, missing

CHANGED = "ほかの画面で、先に保存されています。内容を確かめて、もう一度保存してください。"
NOTHING = "まだ何も答えていません。"


@transaction.atomic
def answer_set(
    asked: QuestionSet, answers: Answers, *, subject: str, scope: str, seen: int, by: Actor, at: datetime
) -> PrivateAnswers:
    """Keep what was answered so far. `seen`: the revision the page was opened with (0: nothing was there).

    Refuses answers that do not fit the set (`field` = the question), and whoever was overtaken. A set that was begun
    with an older version goes on as the new one: codes are for ever.
    """
    told = checked_answers(asked, answers)
    if seen == 0:
        kept = _begin(asked, told, subject=subject, scope=scope, at=at)
    else:
        standing = open_sets(asked.code, subject).filter(revision=seen)
        if not standing.update(answers=told, set_version=asked.version, answered_at=at, revision=seen + 1):
            raise RuleBrokenError(CHANGED)
        kept = open_sets(asked.code, subject).get()
    record(
        "answers.saved", on=kept, by=by, at=at, set=asked.code, version=asked.version, answered=len(told),
        subject=subject,
    )  # fmt: skip
    return kept


def _begin(asked: QuestionSet, told: Any, *, subject: str, scope: str, at: datetime) -> PrivateAnswers:
    try:
        with transaction.atomic():
            return PrivateAnswers.objects.create(
                set_code=asked.code, set_version=asked.version, subject=subject, scope=scope, answers=told,
                revision=1, answered_at=at,
            )  # fmt: skip
    except IntegrityError:
        raise RuleBrokenError(CHANGED) from None


@transaction.atomic
def freeze_set(asked: QuestionSet, subject: str, *, by: Actor, at: datetime) -> PrivateAnswers:
    """From now on the answers stay as they are, with the set's version. Refuses while a needed question is open."""
    kept = open_sets(asked.code, subject).first()
    if kept is None:
        raise RuleBrokenError(NOTHING)
    if lacking := missing(asked, kept.answers):
        raise RuleBrokenError(f"あと{len(lacking)}問に答えてください。", field=lacking[0].code)
    if not open_sets(asked.code, subject).filter(revision=kept.revision).update(frozen_at=at):
        raise RuleBrokenError(CHANGED)
    kept.refresh_from_db()
    record("answers.frozen", on=kept, by=by, at=at, set=asked.code, version=kept.set_version, subject=subject)
    return kept


@transaction.atomic
def erase_private_answers(*, before: date, by: Actor, at: datetime) -> int:
    """Answers last touched before a day go for good; how many."""
    old = PrivateAnswers.objects.filter(answered_at__lt=datetime.combine(before, time(), JST))
    gone = old.count()
    old.delete()
    record("answers.erased", on=("retention", "answers"), by=by, at=at, count=gone)
    return gone
