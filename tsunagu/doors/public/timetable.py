"""A company's own timetable by the link of its letter, without signing in."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.timetable.page import Side, file, show
from tsunagu.matching.access import timetable_of_registration
from tsunagu.matching.links import registration_of
from tsunagu.matching.own_queries import OwnTimetable, own_timetable, registration_by_number


def timetable(request: GatedRequest, token: str) -> HttpResponse:
    """When, where and with whom. A wrong or old link: 404."""
    return show(request, _own(token), _side(token))


def calendar(request: GatedRequest, token: str) -> HttpResponse:  # noqa: ARG001  (every view is given it)
    """The same as a calendar file."""
    return file(_own(token), _side(token))


def _own(token: str) -> OwnTimetable | None:
    try:
        registration = registration_by_number(registration_of(token, at=timezone.now()))
    except RuleBrokenError:
        raise Http404 from None
    return None if registration is None else own_timetable(timetable_of_registration(registration))


def _side(token: str) -> Side:
    pages = (reverse(f"public:{name}", args=[token]) for name in ("timetable", "timetable_calendar"))
    return Side(True, *pages)
