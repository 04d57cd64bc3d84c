"""What upkeep itself does by the clock."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings

from tsunagu.base.calendar import day_of
from tsunagu.journal.sealing import seal_committed
from tsunagu.upkeep.models import Heartbeat, IdempotencyKey, Job, TimetableRun
from tsunagu.upkeep.progress import JobRun
from tsunagu.upkeep.queries import setting_number
from tsunagu.upkeep.states import ENDED

KEYS_KEPT = timedelta(days=7)  # a form left open in a browser over a holiday still counts once
RUNS_KEPT = timedelta(days=90)
HEARTBEATS_KEPT = timedelta(days=1)


def sweep(run: JobRun) -> dict[str, int]:
    """Delete what is no longer needed: used keys, ended jobs, old runs, dead workers, ended sessions."""
    at = run.clock()
    jobs_kept = timedelta(days=setting_number("jobs.keep_days", on=day_of(at)))
    old = {
        "keys": IdempotencyKey.objects.filter(claimed_at__lt=at - KEYS_KEPT),
        "runs": TimetableRun.objects.filter(taken_at__lt=at - RUNS_KEPT),
        "jobs": Job.objects.filter(state__in=ENDED, ended_at__lt=at - jobs_kept),
        "workers": Heartbeat.objects.filter(beat_at__lt=at - HEARTBEATS_KEPT),
    }
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return {name: rows.delete()[0] for name, rows in old.items()}


def seal_round(at: datetime) -> int:
    """Link what was committed since the last round into the journal's chain; returns how many lines."""
    return seal_committed(at=at)


def seal_whole(run: JobRun) -> dict[str, int]:
    """The nightly look through the whole journal for lines whose transaction ended very late."""
    return {"sealed": seal_committed(at=run.clock(), whole=True)}
