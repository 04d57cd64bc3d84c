"""段階を進める: records at the steps of a case, forward, skipped, or back. Papers go through the upload gate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_files import LONGEST_NAME, OVER
from tsunagu.consultations.actions.case_papers import keep_paper
from tsunagu.consultations.case_chains import find_step, is_before, step_after
from tsunagu.consultations.models import CaseFile, CasePaper, CaseStep
from tsunagu.consultations.states import CaseState, StepMove
from tsunagu.journal.actions import record

LONGEST_NOTES = 4_000
ELSEWHERE = "案件は、もう別の段階にあります。画面を読み直してください。"
FORWARD = (StepMove.DONE, StepMove.SKIPPED)


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What happened: on which day (JST; None not said), who was there, what was said or why it was skipped."""

    held_on: date | None
    people: str
    notes: str


@transaction.atomic
def write_step(
    case: CaseFile, move: StepMove, told: StepRecord, paper: File[Any] | None = None, *, seen: str, by: Actor,
    at: datetime,
) -> CaseStep:  # fmt: skip
    """Write at the step where the case stands (`seen`), and stay (NOTE), go on (DONE) or leave it out (SKIPPED).

    Refuses a closed case, a case that stands elsewhere meanwhile, skipping without a reason, days ahead, and papers
    that do not pass the gate.
    """
    if move is StepMove.BACK:
        raise ValueError("Going back has an action of its own.")
    _require_readable(told, move, at=at)
    if find_step(case.kind_now, seen) is None:
        raise RuleBrokenError(ELSEWHERE)
    to = step_after(case.kind_now, seen) if move in FORWARD else seen
    _stand(case, seen, to, at=at)
    step = _written(case, seen, move, told, by=by, at=at)
    if paper is not None:
        stored = keep_paper(paper, scope=step.scope, by=by, at=at)
        CasePaper.objects.create(case=case, step=step, stored=stored)
    record("case.step_written", on=case, by=by, at=at, step=seen, move=move.value, to=to)
    return step


@transaction.atomic
def go_back(case: CaseFile, code: str, reason: str, *, seen: str, by: Actor, at: datetime) -> CaseStep:
    """The case stands at an earlier step again. Refuses one that is not earlier, and as `write_step` does."""
    told = StepRecord(held_on=None, people="", notes=reason)
    _require_readable(told, StepMove.BACK, at=at)
    if find_step(case.kind_now, code) is None or not is_before(case.kind_now, code, seen):
        raise RuleBrokenError("前の段階を選んでください。", field="code")
    _stand(case, seen, code, at=at)
    step = _written(case, seen, StepMove.BACK, told, by=by, at=at)
    record("case.step_written", on=case, by=by, at=at, step=seen, move=StepMove.BACK.value, to=code)
    return step


def _stand(case: CaseFile, seen: str, to: str, *, at: datetime) -> None:
    """One conditional change: two windows cannot both move the case."""
    if not CaseFile.objects.filter(pk=case.pk, step=seen, state=CaseState.OPEN).update(step=to, touched_at=at):
        case.refresh_from_db()
        raise RuleBrokenError(ELSEWHERE if case.is_open else OVER)
    case.refresh_from_db()


def _written(
    case: CaseFile, code: str, move: StepMove, told: StepRecord, *, by: Actor, at: datetime
) -> CaseStep:  # fmt: skip
    return CaseStep.objects.create(
        scope=case.scope, case=case, code=code, move=move, held_on=told.held_on, people=told.people.strip(),
        notes=told.notes.strip(), written_at=at, written_by=by.name,
    )  # fmt: skip


def _require_readable(told: StepRecord, move: StepMove, *, at: datetime) -> None:
    if move in (StepMove.SKIPPED, StepMove.BACK) and not told.notes.strip():
        raise RuleBrokenError("理由を書いてください。", field="reason")
    if len(told.notes) > LONGEST_NOTES:
        raise RuleBrokenError(f"{LONGEST_NOTES}文字までにしてください。", field="notes")
    if len(told.people) > 3 * LONGEST_NAME:
        raise RuleBrokenError(f"{3 * LONGEST_NAME}文字までにしてください。", field="people")
    if told.held_on is not None and told.held_on > day_of(at):
        raise RuleBrokenError("今日より後の日は書けません。終わってから書いてください。", field="held_on")
