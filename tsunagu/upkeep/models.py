"""How the service itself runs: dated settings, idempotency keys, jobs, timetable runs, heartbeats."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from tsunagu.upkeep.states import JobState


class Setting(models.Model):
    """A value from a day on. Rows are added, not changed; `version` counts per code: one clerk wins."""

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    value = models.JSONField()
    valid_from = models.DateField()
    source = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=500)
    set_by_code = models.CharField(max_length=100)
    set_by_name = models.CharField(max_length=200)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="upkeep_one_row_per_setting_version"),
            models.CheckConstraint(condition=~Q(reason=""), name="upkeep_setting_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value} ({self.valid_from:%Y-%m-%d})"


class IdempotencyKey(models.Model):
    """A form's key once used, and the answer it led to: the second submit gets the same answer."""

    scope = models.CharField(max_length=150)
    key = models.CharField(max_length=64)
    answer = models.TextField()
    claimed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="upkeep_a_form_key_counts_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key[:8]}"


class JobQuerySet(models.QuerySet["Job"]):
    def claimable_at(self, at: datetime) -> "JobQuerySet":
        """Waiting and due, or left behind by a worker whose lease has run out."""
        waiting = Q(state=JobState.WAITING, run_after__lte=at)
        left_behind = Q(state=JobState.RUNNING, lease_until__lt=at, attempts__lt=F("max_attempts"))
        return self.filter(waiting | left_behind)

    def lost_at(self, at: datetime) -> "JobQuerySet":
        """Left behind so often that nobody tries again."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=at, attempts__gte=F("max_attempts"))

    def held_as(self, job: "Job") -> "JobQuerySet":
        """The job, if this claim of it still stands."""
        return self.filter(pk=job.pk, state=JobState.RUNNING, claims=job.claims)


class Job(models.Model):
    """Work done apart from a page. `claims` numbers the claims, so that who was overtaken writes no more."""

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=JobState.choices(), default=JobState.WAITING)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    worker_code = models.CharField(max_length=100, blank=True)
    claims = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    cancel_requested = models.BooleanField(default=False)
    last_error = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    asked_by_code = models.CharField(max_length=100)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False),
                name="upkeep_a_running_job_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING], ended_at=None)
                | Q(state__in=[JobState.DONE, JobState.FAILED, JobState.CANCELLED], ended_at__isnull=False),
                name="upkeep_a_job_ended_when_its_state_says_so",
            ),
        ]
        indexes = [models.Index(fields=["state", "run_after"], name="upkeep_jobs_to_do")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} {self.state}"


class TimetableRun(models.Model):
    """A timetable entry's due time, taken by whoever inserted this row first."""

    name = models.CharField(max_length=60)
    due_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due_at"], name="upkeep_one_run_per_due_time")]

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """A worker's sign of life."""

    worker_code = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.worker_code
