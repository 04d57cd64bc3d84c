"""The worker: asks for what the timetable owes, makes the rounds, does one job after the other.

Any number may run on any number of machines; the database decides who gets what. It is given its clock.
"""

import logging
import threading
from datetime import datetime, timedelta

from django.db import close_old_connections, connection

from tsunagu.base.errors import RuleBrokenError
from tsunagu.upkeep.actions import leases
from tsunagu.upkeep.actions.jobs import take_due_time
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.progress import Clock, JobCancelledError, JobOvertakenError, JobRun, WorkerStoppingError
from tsunagu.upkeep.registry import REGISTRY
from tsunagu.upkeep.states import JobState

log = logging.getLogger(__name__)
IDLE_SECONDS = 1.0
BEAT_SECONDS = 10.0


class Worker:
    """`code` names it among all workers; `stop` ends it after the turn, a job at its next progress point."""

    def __init__(self, code: str, *, clock: Clock) -> None:
        self.code = code
        self.clock = clock
        self.stop = threading.Event()
        self.holding: Job | None = None
        self._due_taken: dict[str, datetime] = {}
        self._round_at: dict[str, datetime] = {}

    def run(self) -> None:
        """Work until `stop` is set; a trouble is logged and the work goes on."""
        pulse = threading.Thread(target=self._pulse, name="pulse", daemon=True)
        pulse.start()
        while not self.stop.is_set():
            try:
                busy = self.turn()
            except Exception:
                log.exception("worker turn")
                busy = False
            if not busy:
                close_old_connections()
                self.stop.wait(IDLE_SECONDS)
        pulse.join()
        leases.say_goodbye(self.code)

    def turn(self) -> bool:
        """Timetable, rounds, one job; True when there was a job."""
        self._ask_for_what_is_due()
        self._make_rounds()
        job = leases.claim_job(self.code, at=self.clock())
        if job is None:
            return False
        self.holding = job
        try:
            self._do(job)
        finally:
            self.holding = None
        return True

    def _ask_for_what_is_due(self) -> None:
        at = self.clock()
        for name, entry in REGISTRY.timetable.items():
            due_at = entry.due.last_due(at)
            if self._due_taken.get(name) != due_at:
                take_due_time(name, entry, due_at=due_at, at=at)
                self._due_taken[name] = due_at

    def _make_rounds(self) -> None:
        at = self.clock()
        for name, entry in REGISTRY.rounds.items():
            if self._round_at.get(name, at) <= at:
                self._round_at[name] = at + timedelta(seconds=entry.every_seconds)
                try:
                    entry.function(at)
                except Exception:
                    log.exception("round %s", name)

    def _do(self, job: Job) -> None:
        try:
            run = JobRun(job, clock=self.clock, stopping=self.stop.is_set)
            run.refuse_when_cancelled()
            result = REGISTRY.jobs[job.kind].function(run) or {}
            leases.end_job(job, JobState.DONE, at=self.clock(), result=result)
        except JobCancelledError:
            leases.end_job(job, JobState.CANCELLED, at=self.clock())
        except WorkerStoppingError:
            leases.put_back(job, at=self.clock())
        except JobOvertakenError:
            log.warning("job %s was taken over", job.pk)
        except RuleBrokenError as refusal:
            leases.end_job(job, JobState.FAILED, at=self.clock(), last_error=str(refusal))
        except Exception as error:
            log.exception("job %s (%s)", job.pk, job.kind)
            leases.try_later(job, f"{type(error).__name__}: {error}"[:500], at=self.clock())

    def _pulse(self) -> None:
        """Beside the work: signs of life, and the lease of a long job."""
        while True:
            try:
                self.beat_once()
            except Exception:
                log.exception("heartbeat")
            connection.close()
            if self.stop.wait(BEAT_SECONDS):
                return

    def beat_once(self) -> None:
        """One sign of life; also fails jobs whose workers died too often."""
        at = self.clock()
        leases.beat(self.code, at=at)
        if job := self.holding:
            leases.hold_job(job, until=at + leases.LEASE)
        leases.fail_lost_jobs(at=at)
