"""A timetable as a calendar file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class CalendarSeat:
    """One consultation for a calendar. No name of the other side: calendars are often shared."""

    key: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    link: str
    is_off: bool


def calendar_of(seats: Iterable[CalendarSeat], *, revision: int, at: datetime) -> bytes:
    """RFC 5545: all consultations of one side; taken in again, moved ones move and cancelled ones say so.

    `revision`: how often the timetable was published. What is off has the next number: also before publishing anew it
    is later than what stands in somebody's calendar.
    """
    return _calendar("PUBLISH", (_entry(seat, revision=revision, at=at) for seat in seats))


def cancelling_file(seat: CalendarSeat, *, organizer: str, revision: int, at: datetime) -> bytes:
    """RFC 5546, 3.2.5: takes one consultation out of a calendar. `organizer`: an address, which CANCEL must name."""
    entry = _entry(seat, revision=revision, at=at)
    entry.add("organizer", f"mailto:{organizer}")
    return _calendar("CANCEL", [entry])


def _calendar(method: str, entries: Iterable[Any]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagu//JA")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for entry in entries:
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _entry(seat: CalendarSeat, *, revision: int, at: datetime) -> Any:
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"consultation-{seat.key}@tsunagu")
    entry.add("sequence", revision + seat.is_off)
    entry.add("dtstamp", at.astimezone(UTC))
    entry.add("dtstart", seat.starts_at.astimezone(UTC))
    entry.add("dtend", seat.ends_at.astimezone(UTC))
    entry.add("summary", f"【中止】{seat.title}" if seat.is_off else seat.title)
    entry.add("location", seat.place)
    entry.add("url", seat.link)
    entry.add("status", "CANCELLED" if seat.is_off else "CONFIRMED")
    return entry
