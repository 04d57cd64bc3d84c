"""The self-diagnosis is answered and finished. Where the answers lie: questionnaires."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.questionnaires.actions import answer_set, freeze_set
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.questionnaires.sets import Answers
from tsunagu.toolkit.diagnosis_set import diagnosis_set


@transaction.atomic
def save_diagnosis(answers: Answers, *, subject: str, scope: str, seen: int, by: Actor, at: datetime) -> PrivateAnswers:
    """Keep what was answered so far; refuses as questionnaires.actions.answer_set."""
    return answer_set(diagnosis_set(), answers, subject=subject, scope=scope, seen=seen, by=by, at=at)


@transaction.atomic
def finish_diagnosis(subject: str, *, by: Actor, at: datetime) -> PrivateAnswers:
    """All 25 answered: the answers are frozen and the result can be read. Refuses while one is open."""
    return freeze_set(diagnosis_set(), subject, by=by, at=at)
