"""What a job's function is given: its arguments, who asked, and where to tell how far it is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tsunagu.base.actor import Actor
from tsunagu.upkeep.actions.leases import LEASE, note_progress
from tsunagu.upkeep.models import Job

Clock = Callable[[], datetime]


class JobStoppedError(Exception):
    """Raised inside a job's function at a progress point; let it pass. The subclass says why."""


class JobCancelledError(JobStoppedError):
    """Somebody asked for the job to be cancelled."""


class JobOvertakenError(JobStoppedError):
    """The lease ran out and another worker has the job."""


class WorkerStoppingError(JobStoppedError):
    """The worker is told to stop: the job goes back."""


class JobRun:
    """One attempt at a job."""

    def __init__(self, job: Job, *, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> None:
        self.job = job
        self.clock = clock
        self._stopping = stopping

    @property
    def arguments(self) -> dict[str, Any]:
        """What the job was asked for with."""
        arguments: dict[str, Any] = self.job.arguments
        return arguments

    @property
    def actor(self) -> Actor:
        """Who asked; pass it on as `by`."""
        return Actor(self.job.asked_by_code, self.job.asked_by_name)

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Tell how far the job is (`note`: a short Japanese line). Here the job may be stopped."""
        if not note_progress(self.job, done=done, total=total, note=note, until=self.clock() + LEASE):
            raise JobOvertakenError
        self.refuse_when_cancelled()
        if self._stopping():
            raise WorkerStoppingError

    def refuse_when_cancelled(self) -> None:
        """Raises JobCancelledError when somebody asked for that."""
        if Job.objects.filter(pk=self.job.pk, cancel_requested=True).exists():
            raise JobCancelledError
