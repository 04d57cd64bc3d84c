"""What an organiser uses to make an event known: the flyer, and texts and facts to copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.pdf import PDF
from tsunagu.doors.events.desk import Desk
from tsunagu.doors.gate import MemberRequest
from tsunagu.events.documents import flyer
from tsunagu.events.links import EVENTS
from tsunagu.events.queries.showing import page_of
from tsunagu.reference.figures import figures
from tsunagu.reference.themes import themes_file
from tsunagu.vault.links import site_link


def event_flyer(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """The flyer, also while the event is a draft."""
    body = flyer(page_of(desk.event(request, pk), at=timezone.now()), at=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="flyer-{pk}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=PDF, headers=headers)


def event_kit(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """The publicity kit (事業告知): what a registered specialist is, themes, scenarios, cases, texts to copy."""
    found = desk.event(request, pk)
    facts = {
        "page": page_of(found, at=timezone.now()),
        "link": site_link(f"{EVENTS}{pk}"),
        "flyer_url": desk.address("event_flyer", pk),
        "themes": [theme for theme in themes_file().themes if not theme.planned],
        "cases": cases(),
        "trail": desk.trail(found),
    }
    return render(request, "events/kit.html", facts)


def cases() -> tuple[Mapping[str, Any], ...]:
    """Published cases of 2024, each by region, trade and what it was about (reference 12); no company is named."""
    return figures().programme_2024.best_practices
