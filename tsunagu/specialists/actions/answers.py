"""Answers of the skill survey, frozen with the version of its questions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tsunagu.questionnaires.models import AnswerSet
from tsunagu.reference.skills import skills_file
from tsunagu.specialists.models import SheetVersion, Specialist
from tsunagu.vault.scope import ScopeKind, scope_of

SKILL_SURVEY = "skill_survey"
Levels = Mapping[str, Sequence[int | None]]


def freeze_answers(specialist: Specialist, levels: Levels, *, at: datetime) -> AnswerSet:
    """Answers by sub-item, kept as they are from now on; the last ones when nothing changed."""
    answers = {code: list(given) for code, given in levels.items()}
    last = last_answers(specialist)
    if last is not None and last.answers == answers and last.set_version == skills_file().version:
        return last
    subject = scope_of(ScopeKind.SPECIALIST, specialist.pk)
    return AnswerSet.objects.create(
        set_code=SKILL_SURVEY,
        set_version=skills_file().version,
        subject=subject,
        scope=subject,
        answers=answers,
        answered_at=at,
        frozen_at=at,
    )


def last_answers(specialist: Specialist) -> AnswerSet | None:
    """The newest frozen answers of a specialist."""
    frozen = AnswerSet.objects.filter(
        set_code=SKILL_SURVEY,
        subject=scope_of(ScopeKind.SPECIALIST, specialist.pk),
        frozen_at__isnull=False,
    )
    return frozen.order_by("-frozen_at", "-pk").first()


def levels_of_version(version: SheetVersion) -> dict[str, list[int | None]]:
    """The answers a version stands on; without its own, the newest."""
    answers = version.answers or last_answers(version.specialist)
    return dict(answers.answers) if answers else {}
