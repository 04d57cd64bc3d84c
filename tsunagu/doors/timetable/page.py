"""The page and the calendar file of one side's timetable. Kept by no cache."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.unkept import unkept
from tsunagu.matching.documents import CALENDAR, calendar_of
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
    headers = {"Content-Disposition": 'attachment; filename="timetable.ics"', "X-Content-Type-Options": "nosniff"}
    return unkept(HttpResponse(body, content_type=CALENDAR, headers=headers))


def _required(timetable: OwnTimetable | None) -> OwnTimetable:
    if timetable is None:
        raise Http404
    return timetable
