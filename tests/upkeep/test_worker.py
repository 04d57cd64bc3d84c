"""A worker's turns, with a clock the test moves."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.upkeep.actions.jobs import enqueue_job, request_cancel, take_due_time
from tsunagu.upkeep.actions.leases import LEASE
from tsunagu.upkeep.models import Heartbeat, IdempotencyKey, Job, TimetableRun
from tsunagu.upkeep.queries import workers_alive
from tsunagu.upkeep.registry import register_job, register_round, register_timetable
from tsunagu.upkeep.states import JobState
from tsunagu.upkeep.timetable import Daily
from tsunagu.upkeep.worker import Worker

CLERK = Actor("user:3", "担当 者")
START = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(clock, registry) -> Worker:
    return Worker("w1", clock=clock)


def ask(function, *, max_attempts: int = 3) -> Job:
    register_job("work", function, label="作業", max_attempts=max_attempts)
    return enqueue_job("work", {"steps": 3}, by=CLERK, at=START)


def outcome() -> tuple[str, str, dict]:
    return Job.objects.values_list("state", "last_error", "result").get()


def test_a_job_is_done_with_its_arguments_for_who_asked(worker) -> None:
    ask(lambda run: {"steps": run.arguments["steps"], "for": run.actor.name})

    assert (worker.turn(), worker.turn()) == (True, False)

    assert outcome() == (JobState.DONE, "", {"steps": 3, "for": "担当 者"})


def test_progress_is_kept_and_lengthens_the_lease(worker, clock) -> None:
    seen = []

    def count(run) -> None:
        clock.now += timedelta(seconds=100)
        run.progress(2, 3, "半分すぎ")
        seen.append(Job.objects.values_list("done", "total", "note", "lease_until").get())

    ask(count)
    worker.turn()

    assert seen == [(2, 3, "半分すぎ", START + timedelta(seconds=100) + LEASE)]


def test_cancel_is_honoured_at_the_next_progress_point(worker, clock) -> None:
    reached = []

    def count(run) -> None:
        for step in range(3):
            run.progress(step, 3)
            reached.append(step)
            request_cancel(job, by=CLERK, at=clock())

    job = ask(count)
    worker.turn()

    assert (reached, outcome()[0]) == ([0], JobState.CANCELLED)


def test_a_worker_told_to_stop_puts_its_job_back_at_no_cost(worker) -> None:
    def count(run) -> None:
        worker.stop.set()
        run.progress(1, 3)

    ask(count)
    worker.turn()

    assert Job.objects.values_list("state", "attempts").get() == (JobState.WAITING, 0)


def test_who_was_overtaken_leaves_the_job_to_the_other(worker, clock, registry) -> None:
    other = Worker("w2", clock=clock)

    def count(run) -> dict[str, str]:
        if run.job.worker_code == "w1":
            clock.now += LEASE + timedelta(seconds=1)
            other.turn()
            run.progress(1, 3)
        return {"by": run.job.worker_code}

    ask(count)
    worker.turn()

    assert outcome() == (JobState.DONE, "", {"by": "w2"})


def test_an_error_is_tried_again_later_and_told_to_the_office(worker, clock) -> None:
    def fail_first(run) -> None:
        if run.job.attempts == 1:
            raise OSError("disk")

    ask(fail_first)
    worker.turn()
    assert (worker.turn(), outcome()[:2]) == (False, (JobState.WAITING, "OSError: disk"))

    clock.now += timedelta(seconds=30)
    worker.turn()

    assert outcome()[0] == JobState.DONE


def test_a_refusal_is_not_tried_again(worker) -> None:
    def refuse(_run) -> None:
        raise RuleBrokenError("年度が終わっています。")

    ask(refuse)
    worker.turn()

    assert outcome() == (JobState.FAILED, "年度が終わっています。", {})


def test_a_due_time_is_run_once_whoever_comes_first(worker, clock, registry) -> None:
    register_job("nightly", lambda _run: None, label="夜の作業")
    register_timetable("night", kind="nightly", due=Daily(time(3, 0)))
    other = Worker("w2", clock=clock)

    for each in (worker, other, worker):
        each.turn()
    clock.now += timedelta(days=1)
    for each in (other, worker):
        each.turn()

    due = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
    assert list(TimetableRun.objects.order_by("due_at").values_list("name", "due_at", "job__state")) == [
        ("night", due, JobState.DONE),
        ("night", due + timedelta(days=1), JobState.DONE),
    ]
    assert Job.objects.count() == 2


def test_a_due_time_taken_by_another_asks_for_nothing(registry) -> None:
    register_job("nightly", lambda _run: None, label="夜の作業")
    register_timetable("night", kind="nightly", due=Daily(time(3, 0)))
    entry = registry.timetable["night"]

    taken = [take_due_time("night", entry, due_at=START, at=START) for _ in range(2)]

    assert (taken, Job.objects.count()) == ([Job.objects.get(), None], 1)


def test_rounds_are_made_at_their_own_pace_and_one_that_fails_stops_nobody(worker, clock) -> None:
    made = []

    def broken(_at) -> None:
        raise OSError("no mail server")

    register_round("broken", broken, every_seconds=1)
    register_round("post", made.append, every_seconds=10)

    for _ in range(12):
        worker.turn()
        clock.now += timedelta(seconds=1)

    assert made == [START, START + timedelta(seconds=10)]


def test_a_heartbeat_counts_for_a_minute(worker, clock) -> None:
    worker.beat_once()

    alive = [len(workers_alive(at=START + timedelta(seconds=age))) for age in (0, 60, 61)]

    assert alive == [1, 1, 0]


def test_beats_of_one_worker_are_one_row(worker, clock) -> None:
    worker.beat_once()
    clock.now += timedelta(seconds=10)
    worker.beat_once()

    assert Heartbeat.objects.values_list("started_at", "beat_at").get() == (
        START,
        START + timedelta(seconds=10),
    )


def test_the_sweep_deletes_what_is_old_and_keeps_what_is_young(clock) -> None:
    from tsunagu.upkeep.jobs import sweep
    from tsunagu.upkeep.progress import JobRun

    for age in (6, 8):
        IdempotencyKey.objects.create(scope="s", key=str(age), answer="", claimed_at=START - timedelta(days=age))
    for age in (89, 91):
        day = START - timedelta(days=age)
        Job.objects.create(kind="x", run_after=day, asked_at=day, ended_at=day, state=JobState.DONE)
    job = Job.objects.create(kind="upkeep.sweep", run_after=START, asked_at=START)

    counts = sweep(JobRun(job, clock=clock))

    assert (counts["keys"], counts["jobs"], IdempotencyKey.objects.get().key, Job.objects.count()) == (
        1,
        1,
        "6",
        2,
    )


def test_the_journals_lines_are_sealed_in_rounds_and_nightly(clock, file_store) -> None:
    from tsunagu.journal.actions import record
    from tsunagu.upkeep.jobs import seal_round, seal_whole
    from tsunagu.upkeep.progress import JobRun

    record("told", on=("Form", "1"), by=CLERK, at=START)

    assert (seal_round(START), seal_round(START)) == (1, 0)
    record("told", on=("Form", "2"), by=CLERK, at=START)
    job = Job.objects.create(kind="journal.seal", run_after=START, asked_at=START)
    assert seal_whole(JobRun(job, clock=clock)) == {"sealed": 1}
