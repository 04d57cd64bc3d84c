"""Asking for jobs, claiming them, progress, cancel, retry: one worker's view and two workers'."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.upkeep.actions.jobs import enqueue_job, request_cancel, retry_job
from tsunagu.upkeep.actions.leases import (
    LEASE,
    claim_job,
    end_job,
    fail_lost_jobs,
    hold_job,
    note_progress,
    try_later,
)
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.queries import jobs_for_office
from tsunagu.upkeep.registry import JobKind, register_job, register_round
from tsunagu.upkeep.states import JobState

CLERK = Actor("user:3", "担当 者")
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(registry):
    """One kind of job is known."""
    registry.jobs["count"] = JobKind(lambda _run: None, "数える", max_attempts=3)


def ask(**fields) -> Job:
    return enqueue_job("count", by=CLERK, at=AT, **fields)


def test_asking_keeps_who_asked_and_a_journal_line() -> None:
    job = ask(arguments={"year": 2026})

    assert (job.state, job.arguments, job.asked_by_name) == (JobState.WAITING, {"year": 2026}, "担当 者")
    assert Entry.objects.get().verb == "job.asked"


def test_a_kind_nobody_registered_is_refused() -> None:
    with pytest.raises(KeyError):
        enqueue_job("no.such", by=CLERK, at=AT)

    assert Job.objects.count() == 0


def test_the_longest_waiting_job_is_claimed_once() -> None:
    first, second = ask(), ask()

    claims = [claim_job(worker, at=AT) for worker in ("w1", "w2", "w3")]

    assert claims == [first, second, None]
    assert [(job.worker_code, job.lease_until, job.attempts) for job in claims if job] == [
        ("w1", AT + LEASE, 1),
        ("w2", AT + LEASE, 1),
    ]


def test_a_job_for_later_is_left_alone_until_then() -> None:
    job = ask(run_after=AT + SECOND)

    assert (claim_job("w1", at=AT), claim_job("w1", at=AT + SECOND)) == (None, job)


def test_a_lease_that_ran_out_is_taken_over_and_the_first_worker_writes_no_more() -> None:
    ask()
    first = claim_job("w1", at=AT)

    assert claim_job("w2", at=AT + LEASE) is None
    second = claim_job("w2", at=AT + LEASE + SECOND)

    late = AT + LEASE + 2 * SECOND
    assert (second, second.attempts, second.worker_code) == (first, 2, "w2")
    assert hold_job(first, until=late + LEASE) is False
    assert note_progress(first, done=1, total=2, note="", until=late) is False
    assert end_job(first, JobState.DONE, at=late) is False
    assert end_job(second, JobState.DONE, at=late, result={"n": 1}) is True
    assert Job.objects.values_list("state", "result").get() == (JobState.DONE, {"n": 1})


def test_a_held_lease_keeps_others_away() -> None:
    job = ask()
    hold_job(claim_job("w1", at=AT), until=AT + 3 * LEASE)

    assert claim_job("w2", at=AT + 2 * LEASE) is None
    assert Job.objects.get().worker_code == "w1"
    assert claim_job("w2", at=AT + 3 * LEASE + SECOND) == job


def test_a_failed_attempt_waits_and_the_last_one_fails_the_job() -> None:
    ask()
    tries = []
    at = AT
    for _ in range(3):
        at += timedelta(hours=1)
        job = claim_job("w1", at=at)
        try_later(job, "OSError: no", at=at)
        tries.append(Job.objects.values_list("state", "run_after").get())

    assert [state for state, _ in tries] == [JobState.WAITING, JobState.WAITING, JobState.FAILED]
    assert tries[0][1] == AT + timedelta(hours=1, seconds=30)
    assert (claim_job("w1", at=at + timedelta(days=1)), Job.objects.get().last_error) == (None, "OSError: no")


def test_a_job_whose_workers_died_at_every_attempt_has_failed() -> None:
    ask()
    at = AT
    for _ in range(3):
        assert claim_job("w1", at=at) is not None
        at += LEASE + SECOND

    assert (claim_job("w1", at=at), fail_lost_jobs(at=at), fail_lost_jobs(at=at)) == (None, 1, 0)
    assert Job.objects.values_list("state", "ended_at").get() == (JobState.FAILED, at)


def test_a_waiting_job_is_cancelled_at_once() -> None:
    job = ask()

    request_cancel(job, by=CLERK, at=AT)

    assert (Job.objects.get().state, claim_job("w1", at=AT)) == (JobState.CANCELLED, None)


def test_a_running_job_is_asked_to_end() -> None:
    job = ask()
    claim_job("w1", at=AT)

    request_cancel(job, by=CLERK, at=AT)

    assert Job.objects.values_list("state", "cancel_requested").get() == (JobState.RUNNING, True)


def test_what_has_ended_is_not_cancelled() -> None:
    job = ask()
    end_job(claim_job("w1", at=AT), JobState.DONE, at=AT)

    with pytest.raises(RuleBrokenError, match="もう終わっています"):
        request_cancel(job, by=CLERK, at=AT)

    assert Job.objects.get().cancel_requested is False


def test_a_cancelled_job_may_be_tried_again_and_a_waiting_one_not() -> None:
    job = ask()
    with pytest.raises(RuleBrokenError, match="やり直せます"):
        retry_job(job, by=CLERK, at=AT)
    request_cancel(job, by=CLERK, at=AT)

    retry_job(job, by=CLERK, at=AT)

    again = claim_job("w1", at=AT)
    assert (again, again.attempts, again.cancel_requested) == (job, 1, False)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "job.asked",
        "job.cancel_asked",
        "job.retried",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_offices_list_costs_one_query(count, django_assert_num_queries) -> None:
    for _ in range(count):
        ask()
    job = claim_job("w1", at=AT)
    note_progress(job, done=1, total=3, note="1 件め", until=AT)

    with django_assert_num_queries(1):
        rows = jobs_for_office()

    running = rows[-1]
    assert [row.state for row in rows] == [JobState.WAITING] * (count - 1) + [JobState.RUNNING]
    assert (running.label, running.percent, running.note, running.can_cancel, running.can_retry) == (
        "数える",
        33,
        "1 件め",
        True,
        False,
    )


@pytest.mark.parametrize("fields", [{"state": JobState.RUNNING}, {"state": JobState.DONE}, {"ended_at": AT}])
def test_the_database_keeps_states_and_times_together(fields) -> None:
    job = ask()

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**fields)


def test_a_name_is_registered_once() -> None:
    def one(_at):
        return None

    register_round("r", one, every_seconds=1)
    register_round("r", one, every_seconds=1)

    with pytest.raises(ValueError, match="registered already"):
        register_round("r", lambda _at: None, every_seconds=1)
    with pytest.raises(ValueError, match="registered already"):
        register_job("count", lambda _run: None, label="x")
