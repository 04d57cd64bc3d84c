"""What workers do with jobs: claim one under a lease, keep it, end it. Each is one conditional UPDATE.

Claims and signs of life are bookkeeping; only a job's end is journalled.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from tsunagu.base.actor import SYSTEM
from tsunagu.journal.actions import record
from tsunagu.upkeep.models import Heartbeat, Job
from tsunagu.upkeep.states import JobState
from tsunagu.upkeep.timetable import retry_after

LEASE = timedelta(seconds=120)
LOOK_AHEAD = 10  # candidates looked at before a worker rests: others may be quicker with the first


def claim_job(worker_code: str, *, at: datetime, lease: timedelta = LEASE) -> Job | None:
    """The longest waiting job, now this worker's until `at + lease`; None when there is nothing to do."""
    claimable = Job.objects.claimable_at(at)
    for pk in claimable.order_by("run_after", "pk").values_list("pk", flat=True)[:LOOK_AHEAD]:
        mine = claimable.filter(pk=pk).update(
            state=JobState.RUNNING, worker_code=worker_code, lease_until=at + lease,
            claims=F("claims") + 1, attempts=F("attempts") + 1,
        )  # fmt: skip
        if mine:
            return Job.objects.get(pk=pk)
    return None


def hold_job(job: Job, *, until: datetime) -> bool:
    """Lengthen the lease; False when the job has been taken over or has ended."""
    return bool(Job.objects.held_as(job).update(lease_until=until))


def note_progress(job: Job, *, done: int, total: int, note: str, until: datetime) -> bool:
    """Keep how far the job is, and lengthen the lease; False when it is no longer this claim's."""
    return bool(Job.objects.held_as(job).update(done=done, total=total, note=note[:200], lease_until=until))


def put_back(job: Job, *, at: datetime) -> None:
    """The worker stops before the job is done: somebody else may start it, and it has cost no attempt."""
    Job.objects.held_as(job).update(state=JobState.WAITING, run_after=at, lease_until=None, attempts=F("attempts") - 1)


def try_later(job: Job, error: str, *, at: datetime) -> None:
    """After a failed attempt the job waits a while; after its last one it has failed."""
    if job.attempts >= job.max_attempts:
        end_job(job, JobState.FAILED, at=at, last_error=error)
        return
    Job.objects.held_as(job).update(
        state=JobState.WAITING, run_after=at + retry_after(job.attempts), lease_until=None, last_error=error
    )


@transaction.atomic
def end_job(job: Job, state: JobState, *, at: datetime, **fields: Any) -> bool:
    """The job's end, with `result` or `last_error`; False when it was no longer this claim's."""
    ended = Job.objects.held_as(job).update(state=state, ended_at=at, lease_until=None, **fields)
    if ended:
        record("job.ended", on=job, by=SYSTEM, at=at, kind=job.kind, state=state.value)
    return bool(ended)


def fail_lost_jobs(*, at: datetime) -> int:
    """Jobs whose workers died at every attempt have failed; returns how many."""
    lost = list(Job.objects.lost_at(at))
    return sum(end_job(job, JobState.FAILED, at=at, last_error="実行中に止まりました。") for job in lost)


def beat(worker_code: str, *, at: datetime) -> None:
    """A worker's sign of life."""
    if not Heartbeat.objects.filter(worker_code=worker_code).update(beat_at=at):
        Heartbeat.objects.create(worker_code=worker_code, started_at=at, beat_at=at)


def say_goodbye(worker_code: str) -> None:
    """A worker that stops leaves no heartbeat behind."""
    Heartbeat.objects.filter(worker_code=worker_code).delete()
