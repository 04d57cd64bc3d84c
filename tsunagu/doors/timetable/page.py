"""The page and the calendar file of one side's timetable. Kept by no cache."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.unkept import unkept
from tsunagu.matching.documents import CALENDAR, calendar_of, cancelling_file
from tsunagu.matching.own_queries import OwnTimetable, calendar_seats
from tsunagu.vault.links import site_link


@dataclass(frozen=True, slots=True)
class Side:
    """Who looks: a company or a specialist, and where page and file are."""

    is_company: bool
    page: str
    calendar: str


def show(request: GatedRequest, timetable: OwnTimetable | None, side: Side) -> HttpResponse:
    """The day as one side sees it; nothing was published yet: 404."""
    facts: dict[str, Any] = {"timetable": _required(timetable), "side": side}
    return unkept(render(request, "timetable/own.html", facts))


def file(timetable: OwnTimetable | None, side: Side) -> HttpResponse:
    """The calendar file."""
    found = _required(timetable)
    body = calendar_of(calendar_seats(found, link=site_link(side.page)), revision=found.revision, at=timezone.now())
    return _sent(body, "timetable.ics")


def cancelling(timetable: OwnTimetable | None, side: Side, key: int) -> HttpResponse:
    """The file that takes one consultation out of a calendar; of one that was not taken back: 404."""
    found = _required(timetable)
    seats = calendar_seats(found, link=site_link(side.page))
    seat = next((one for one in seats if one.key == key and one.is_off), None)
    if seat is None:
        raise Http404
    organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    body = cancelling_file(seat, organizer=organizer, revision=found.revision, at=timezone.now())
    return _sent(body, "cancelled.ics")


def _sent(body: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return unkept(HttpResponse(body, content_type=CALENDAR, headers=headers))


def _required(timetable: OwnTimetable | None) -> OwnTimetable:
    if timetable is None:
        raise Http404
    return timetable
