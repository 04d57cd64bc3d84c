"""Jobs, timetable and settings as the secretariat reads them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tsunagu.base.actor import Actor
from tsunagu.upkeep.actions.jobs import enqueue_job, request_cancel, take_due_time
from tsunagu.upkeep.actions.settings import change_setting
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.queries import (
    TimetableRow,
    find_job,
    job_counts,
    jobs_for_office,
    newer_versions,
    settings_for_office,
    timetable_for_office,
)
from tsunagu.upkeep.registry import JobKind, TimetableEntry
from tsunagu.upkeep.states import JobState
from tsunagu.upkeep.timetable import Daily

CLERK = Actor("user:3", "担当 者")
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CODE = "listing.fresh_days"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(registry):
    """Two kinds of job; one of them stands in the timetable twice."""
    registry.jobs["count"] = JobKind(lambda _run: None, "数える", max_attempts=3)
    registry.timetable["morning"] = TimetableEntry("count", Daily(time(3, 0)))
    registry.timetable["evening"] = TimetableEntry("count", Daily(time(21, 0)))
    return registry


def test_counts_name_every_state_and_cost_one_query(django_assert_num_queries) -> None:
    for _ in range(2):
        enqueue_job("count", by=CLERK, at=AT)
    request_cancel(Job.objects.latest("pk"), by=CLERK, at=AT)

    with django_assert_num_queries(1):
        counts = job_counts()

    assert counts == {**dict.fromkeys(JobState, 0), JobState.WAITING: 1, JobState.CANCELLED: 1}


def test_jobs_of_one_state_only() -> None:
    waiting, ended = (enqueue_job("count", by=CLERK, at=AT) for _ in range(2))
    request_cancel(ended, by=CLERK, at=AT)

    assert [row.id for row in jobs_for_office(state=JobState.WAITING)] == [waiting.pk]
    assert (find_job(waiting.pk), find_job(0)) == (waiting, None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_timetable_shows_each_entrys_latest_run_and_costs_one_query(
    count: int, registry, django_assert_num_queries
) -> None:
    entry = registry.timetable["morning"]
    for days in range(count, 0, -1):
        take_due_time("morning", entry, due_at=AT - days * DAY, at=AT - days * DAY)

    with django_assert_num_queries(1):
        rows = timetable_for_office(at=AT)

    assert rows == [
        TimetableRow("数える", datetime(2026, 11, 20, 18, 0, tzinfo=UTC), AT - DAY, JobState.WAITING),
        TimetableRow("数える", datetime(2026, 11, 20, 12, 0, tzinfo=UTC), None, None),
    ]


def change(text: str, *, day: int, seen: int) -> None:
    change_setting(CODE, text, valid_from=date(2026, 12, day), reason="会議", seen=seen, by=CLERK, at=AT)


def row_on(day: date):
    return next(row for row in settings_for_office(on=day) if row.known.code == CODE)


def test_past_current_and_coming_rows() -> None:
    for seen, day in enumerate((1, 10, 20)):
        change(str(100 + seen), day=day, seen=seen)

    row = row_on(date(2026, 12, 15))

    assert (row.current.value, [one.value for one in row.past], [one.value for one in row.coming]) == (
        101, [100], [102],
    )  # fmt: skip


def test_before_the_first_change_nothing_is_current_or_past() -> None:
    change("100", day=1, seen=0)

    row = row_on(date(2026, 11, 21))

    assert (row.current, row.past, [one.value for one in row.coming]) == (None, (), [100])


def test_what_others_added_meanwhile_comes_oldest_first() -> None:
    for seen in range(3):
        change(str(100 + seen), day=1, seen=seen)

    assert [row.value for row in newer_versions(CODE, than=1)] == [101, 102]
