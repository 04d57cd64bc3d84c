"""A calendar file reads back as it was meant: put in, changed, taken out."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from tests.specialists.published import AT
from tsunagu.directory.documents import CalendarEntry, calendar_file
from tsunagu.directory.states import AppointmentState

STARTS = datetime(2026, 11, 24, 5, tzinfo=UTC)


def entry(state: AppointmentState, sequence: int) -> CalendarEntry:
    return CalendarEntry(
        uid="meeting-7@tsunagu.example", sequence=sequence, state=state, title="つなぐ：面談（12番の問い合わせ）",
        starts_at=STARTS, minutes=90, place="東京都港区, 3階; 会議室", organizer="noreply@tsunagu.example",
        link="https://tsunagu.example/x",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "sequence", "said"),
    [
        (AppointmentState.AGREED, 0, ("PUBLISH", "CONFIRMED", 0)),
        (AppointmentState.AGREED, 1, ("PUBLISH", "CONFIRMED", 1)),
        (AppointmentState.CANCELLED, 2, ("CANCEL", "CANCELLED", 2)),
    ],
)
def test_the_file_says_what_to_do_with_the_entry(state: AppointmentState, sequence: int, said) -> None:
    read = Calendar.from_ical(calendar_file(entry(state, sequence), at=AT))

    (event,) = read.events
    assert (str(read["method"]), str(event["status"]), int(event["sequence"])) == said
    assert (str(event["uid"]), event.start, event.end) == (
        "meeting-7@tsunagu.example", STARTS, datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
    )  # fmt: skip
    assert (str(event["location"]), str(event["summary"])) == (
        "東京都港区, 3階; 会議室", "つなぐ：面談（12番の問い合わせ）",
    )  # fmt: skip
    assert (str(event["organizer"]), "attendee" in event) == ("mailto:noreply@tsunagu.example", False)
