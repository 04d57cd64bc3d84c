"""Events for everybody: the list, one event, calendar files, the flyer, the recording."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.pdf import PDF
from tsunagu.doors.gate import GatedRequest
from tsunagu.events.actions.holding import count_view
from tsunagu.events.documents import CALENDAR, calendar_of, flyer
from tsunagu.events.links import EVENTS
from tsunagu.events.queries.showing import EventPage, event_page, events_ahead, events_over, find_public
from tsunagu.events.rules import why_not_open
from tsunagu.events.states import EventKind
from tsunagu.reference.listing import prefectures
from tsunagu.vault.links import site_link


def events(request: GatedRequest) -> HttpResponse:
    """What is ahead, by kind and prefecture, and what was lately."""
    now = timezone.now()
    kind, place = request.GET.get("kind", ""), request.GET.get("place", "")
    chosen = EventKind(kind) if kind in {one.value for one in EventKind} else None
    facts = {
        "rows": events_ahead(at=now, kind=chosen, prefecture=place),
        "over": events_over(at=now, limit=10),
        "kinds": EventKind.choices(),
        "kind": chosen or "",
        "places": prefectures().choices,
        "place": place,
    }
    return render(request, "public/events.html", facts)


def event(request: GatedRequest, pk: int) -> HttpResponse:
    """One event, in words for people and for search engines (schema.org)."""
    page = _found(pk)
    facts = {
        "page": page,
        "why_not": why_not_open(page.row.state, page.row.closes_at, at=timezone.now()),
        "link": site_link(f"{EVENTS}{pk}"),
    }
    return render(request, "public/event.html", facts)


def event_calendar(_request: GatedRequest, pk: int) -> HttpResponse:
    """One event for one's own calendar."""
    page = _found(pk)
    body = calendar_of([page.row], at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="event-{pk}.ics"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=CALENDAR, headers=headers)


def events_feed(_request: GatedRequest) -> HttpResponse:
    """All that is ahead, for a calendar that follows it."""
    now = timezone.now()
    return HttpResponse(calendar_of(events_ahead(at=now), at=now), content_type=CALENDAR)


def event_flyer(_request: GatedRequest, pk: int) -> HttpResponse:
    """The flyer to print and hand out."""
    body = flyer(_found(pk), at=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="flyer-{pk}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=PDF, headers=headers)


def recording(request: GatedRequest, pk: int) -> HttpResponse:
    """Counts one view and leads to where the recording lies."""
    found = find_public(pk)
    if found is None or not found.recording_url:
        raise Http404
    count_view(found, by=request.actor, at=timezone.now())
    return redirect(found.recording_url)


def _found(pk: int) -> EventPage:
    page = event_page(pk, at=timezone.now())
    if page is None:
        raise Http404
    return page
