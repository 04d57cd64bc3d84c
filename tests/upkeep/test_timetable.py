from datetime import UTC, datetime, time, timedelta

import pytest

from tsunagu.upkeep.timetable import Daily, Every, retry_after


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 20, 18, 0, tzinfo=UTC), datetime(2026, 11, 20, 18, 0, tzinfo=UTC)),
        (datetime(2026, 11, 20, 17, 59, 59, tzinfo=UTC), datetime(2026, 11, 19, 18, 0, tzinfo=UTC)),
        (datetime(2026, 11, 21, 17, 0, tzinfo=UTC), datetime(2026, 11, 20, 18, 0, tzinfo=UTC)),
    ],
)
def test_daily_at_three_in_japan_is_six_in_the_evening_before_in_utc(now, due) -> None:
    assert Daily(time(3, 0)).last_due(now) == due


@pytest.mark.parametrize(("minute", "due"), [(0, 0), (29, 0), (30, 30), (59, 30)])
def test_every_half_hour_falls_on_the_same_moments_for_everybody(minute, due) -> None:
    now = datetime(2026, 11, 21, 9, minute, 5, 7, tzinfo=UTC)

    assert Every(timedelta(minutes=30)).last_due(now) == datetime(2026, 11, 21, 9, due, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (8, 3600), (40, 3600)])
def test_a_failed_job_rests_longer_each_time_but_an_hour_at_most(attempts, seconds) -> None:
    assert retry_after(attempts) == timedelta(seconds=seconds)
