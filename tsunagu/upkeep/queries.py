"""Reads about the service itself: settings, jobs, workers, migrations."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max, OuterRef, Subquery

from tsunagu.upkeep.known_settings import KnownSetting, Value, known_settings
from tsunagu.upkeep.models import Heartbeat, Job, Setting, TimetableRun
from tsunagu.upkeep.registry import REGISTRY
from tsunagu.upkeep.states import CAN_CANCEL, CAN_RETRY, JobState

ALIVE_FOR = timedelta(seconds=60)


def setting_value(code: str, *, on: date) -> Value:
    """The value that holds on a day: the latest row begun by then, else the default (KeyError: unknown code).

    A running case asks with its own date and so keeps its value.
    """
    default = known_settings()[code].default
    rows = Setting.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from", "-version")
    value: Value | None = rows.values_list("value", flat=True).first()
    return default if value is None else value


def setting_number(code: str, *, on: date) -> int:
    """`setting_value` of a setting of kind number."""
    return int(setting_value(code, on=on))


def latest_version(code: str) -> int:
    """How often the setting was changed; 0 = never. The form hands it back as `seen`."""
    return Setting.objects.filter(code=code).aggregate(latest=Max("version"))["latest"] or 0


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting on the office's page: today's value, what is to come, and its history, newest first."""

    known: KnownSetting
    value: Value
    version: int
    coming: tuple[Setting, ...]
    history: tuple[Setting, ...]

    @property
    def current(self) -> Setting | None:
        """The row that holds today; None while the default does."""
        return next(iter(self.history[len(self.coming) :]), None)

    @property
    def past(self) -> tuple[Setting, ...]:
        """Rows that held earlier, newest first."""
        return self.history[len(self.coming) + 1 :]


def settings_for_office(*, on: date) -> list[SettingRow]:
    """All known settings in the order of the file: one query."""
    rows: dict[str, list[Setting]] = {code: [] for code in known_settings()}
    for row in Setting.objects.filter(code__in=rows).order_by("-valid_from", "-version"):
        rows[row.code].append(row)
    return [_setting_row(known, rows[known.code], on) for known in known_settings().values()]


def _setting_row(known: KnownSetting, rows: list[Setting], on: date) -> SettingRow:
    begun = [row for row in rows if row.valid_from <= on]
    return SettingRow(
        known=known,
        value=begun[0].value if begun else known.default,
        version=max((row.version for row in rows), default=0),
        coming=tuple(row for row in rows if row.valid_from > on),
        history=tuple(rows),
    )


def newer_versions(code: str, *, than: int) -> list[Setting]:
    """What others added to a setting since somebody saw version `than`, oldest first."""
    return list(Setting.objects.filter(code=code, version__gt=than).order_by("version"))


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job on the office's page; `percent` None = not known."""

    id: int
    label: str
    state: JobState
    percent: int | None
    done: int
    total: int
    note: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    error: str
    can_cancel: bool
    can_retry: bool


def jobs_for_office(*, state: JobState | None = None, limit: int = 100) -> list[JobRow]:
    """The latest jobs first, of one state or all: one query."""
    jobs = Job.objects.order_by("-asked_at", "-pk")
    return [job_row(job) for job in (jobs.filter(state=state) if state else jobs)[:limit]]


def job_counts() -> dict[JobState, int]:
    """How many jobs stand in each state: one query."""
    found = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state.value, 0) for state in JobState}


def find_job(pk: int) -> Job | None:
    """The job with that number, if there is one."""
    return Job.objects.filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class TimetableRow:
    """An entry of the timetable: when it was last due, and what came of the latest run (None: none yet)."""

    label: str
    due_at: datetime
    taken_at: datetime | None
    state: JobState | None


def timetable_for_office(*, at: datetime) -> list[TimetableRow]:
    """Every entry of the timetable with its latest run: one query."""
    latest = TimetableRun.objects.filter(name=OuterRef("name")).order_by("-due_at").values("pk")[:1]
    runs = TimetableRun.objects.filter(pk=Subquery(latest), name__in=list(REGISTRY.timetable)).select_related("job")
    last = {run.name: run for run in runs}
    return [
        _timetable_row(REGISTRY.jobs[entry.kind].label, entry.due.last_due(at), last.get(name))
        for name, entry in REGISTRY.timetable.items()
    ]


def _timetable_row(label: str, due_at: datetime, run: TimetableRun | None) -> TimetableRow:
    job = run.job if run else None
    return TimetableRow(label, due_at, run.taken_at if run else None, JobState(job.state) if job else None)


def job_row(job: Job) -> JobRow:
    """One job as the office sees it."""
    kind = REGISTRY.jobs.get(job.kind)
    state = JobState(job.state)
    return JobRow(
        id=job.pk,
        label=kind.label if kind else job.kind,
        state=state,
        percent=min(100, 100 * job.done // job.total) if job.total else None,
        done=job.done,
        total=job.total,
        note=job.note,
        asked_by=job.asked_by_name,
        asked_at=job.asked_at,
        ended_at=job.ended_at,
        error=job.last_error,
        can_cancel=state in CAN_CANCEL and not job.cancel_requested,
        can_retry=state in CAN_RETRY,
    )


def workers_alive(*, at: datetime) -> list[Heartbeat]:
    """Workers that gave a sign of life in the last minute."""
    return list(Heartbeat.objects.filter(beat_at__gte=at - ALIVE_FOR).order_by("worker_code"))


def missing_migrations() -> list[str]:
    """Names of migrations this version has and the database lacks: ["upkeep.0001_first_tables"]."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _ in plan]
