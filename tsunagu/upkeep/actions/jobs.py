"""What people do with jobs: ask for one, cancel it, have it tried again."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.upkeep.models import Job, TimetableRun
from tsunagu.upkeep.registry import REGISTRY, TimetableEntry
from tsunagu.upkeep.states import CAN_RETRY, JobState


@transaction.atomic
def enqueue_job(
    kind: str,
    arguments: dict[str, Any] | None = None,
    *,
    by: Actor,
    at: datetime,
    run_after: datetime | None = None,
) -> Job:
    """Ask for a job of a registered kind (KeyError otherwise); a worker sees it after the commit.

    `arguments`: plain JSON values without confidential text.
    """
    job = Job.objects.create(
        kind=kind,
        arguments=arguments or {},
        max_attempts=REGISTRY.jobs[kind].max_attempts,
        run_after=run_after or at,
        asked_by_code=by.code,
        asked_by_name=by.name,
        asked_at=at,
    )
    record("job.asked", on=job, by=by, at=at, kind=kind)
    return job


@transaction.atomic
def request_cancel(job: Job, *, by: Actor, at: datetime) -> None:
    """A waiting job ends at once; a running one at its next progress point. Refused when it has ended."""
    row = Job.objects.filter(pk=job.pk)
    ended = row.filter(state=JobState.WAITING).update(state=JobState.CANCELLED, cancel_requested=True, ended_at=at)
    if not ended and not row.filter(state=JobState.RUNNING).update(cancel_requested=True):
        raise RuleBrokenError("この作業はもう終わっています。")
    record("job.cancel_asked", on=job, by=by, at=at, kind=job.kind)


@transaction.atomic
def retry_job(job: Job, *, by: Actor, at: datetime) -> None:
    """A failed or cancelled job waits again, with all its tries."""
    again = Job.objects.filter(pk=job.pk, state__in=CAN_RETRY).update(
        state=JobState.WAITING, run_after=at, cancel_requested=False, ended_at=None, last_error="",
        attempts=0, done=0, total=0, note="",
    )  # fmt: skip
    if not again:
        raise RuleBrokenError("失敗した作業か、中止した作業だけ、やり直せます。")
    record("job.retried", on=job, by=by, at=at, kind=job.kind)


def take_due_time(name: str, entry: TimetableEntry, *, due_at: datetime, at: datetime) -> Job | None:
    """Ask for a timetable entry's job, if nobody anywhere has for this due time: one row decides."""
    try:
        with transaction.atomic():
            run = TimetableRun.objects.create(name=name, due_at=due_at, taken_at=at)
            job = enqueue_job(entry.kind, by=SYSTEM, at=at)
            TimetableRun.objects.filter(pk=run.pk).update(job=job)
            return job
    except IntegrityError:
        return None
