"""Every night: listings whose registration has ended leave the list."""

from datetime import date, time
from types import SimpleNamespace

import pytest

from tests.specialists.published import AT, CLERK, listed
from tsunagu.specialists.actions import end_unregistered
from tsunagu.specialists.jobs import end_lapsed_listings
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry
from tsunagu.upkeep.registry import REGISTRY
from tsunagu.upkeep.timetable import Daily


def listed_until(number: str, day: date) -> None:
    """On the list since before that day, which was the registration's last."""
    listed(number)
    RegisterEntry.objects.filter(riss_no=number).update(valid_until=day)


@pytest.mark.django_db
def test_the_night_after_the_last_valid_day_a_listing_ends_and_others_stay() -> None:
    listed_until("000123", date(2026, 11, 20))
    listed_until("000124", date(2026, 11, 21))

    assert end_unregistered(by=CLERK, at=AT) == 1
    assert end_unregistered(by=CLERK, at=AT) == 0

    states = list(Listing.objects.order_by("specialist__riss_no").values_list("state", flat=True))
    assert states == ["expired", "published"]
    assert list(PublishedSheet.objects.listed().values_list("riss_no", flat=True)) == ["000124"]


@pytest.mark.django_db
def test_the_job_runs_just_after_midnight_before_the_open_data_are_built() -> None:
    listed_until("000123", date(2026, 11, 20))
    run = SimpleNamespace(actor=CLERK, clock=lambda: AT)

    result = end_lapsed_listings(run)

    entry = REGISTRY.timetable["register_lapsed"]
    assert (REGISTRY.jobs[entry.kind].function, entry.due) == (end_lapsed_listings, Daily(time(0, 5)))
    assert entry.due.at < REGISTRY.timetable["open_data"].due.at
    assert result == {"off_the_list": 1}
