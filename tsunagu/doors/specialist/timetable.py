"""A specialist's own timetable of one consultation day."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.timetable.page import Side, cancelling, file, show
from tsunagu.matching.access import timetable_of_specialist
from tsunagu.matching.own_queries import OwnTimetable, own_timetable


def timetable(request: MemberRequest, pk: int) -> HttpResponse:
    """When, where and who comes; of a day one does not advise at: 404."""
    return show(request, _own(request, pk), _side(pk))


def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """The same as a calendar file."""
    return file(_own(request, pk), _side(pk))


def cancelled(request: MemberRequest, pk: int, key: int) -> HttpResponse:
    """One that was taken back, as a file that takes it out of a calendar."""
    return cancelling(_own(request, pk), _side(pk), key)


def _own(request: MemberRequest, pk: int) -> OwnTimetable | None:
    mine = timetable_of_specialist(request.user, request.standing.rights, pk, at=timezone.now())
    return own_timetable(mine)


def _side(pk: int) -> Side:
    pages = (reverse(f"specialist:{name}", args=[pk]) for name in ("timetable", "timetable_calendar"))
    return Side(False, *pages)
