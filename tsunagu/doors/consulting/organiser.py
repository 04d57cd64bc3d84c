"""Consultations for who keeps the event, at two doors: all of them, one day with walk-ins, the record of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import consultations_of_organiser, consultations_of_secretariat
from tsunagu.consultations.actions import walk_in
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import event_choices, find_consultation, find_walk_in, running_list, running_rows
from tsunagu.consultations.states import ConflictReason
from tsunagu.doors.consulting import record
from tsunagu.doors.consulting.forms import WalkInForm
from tsunagu.doors.consulting.party import Party
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept
from tsunagu.events.access import events_held_by
from tsunagu.events.models import Event

TITLE, GONE = "個別相談の一覧", "申込みか専門家が変わりました。画面を読み直してください。"


@dataclass(frozen=True, slots=True)
class Desk:
    """A door of organisers: its namespace and what its first page is called."""

    door: str
    home: str

    def address(self, name: str, *arguments: int) -> str:
        """A page of this door."""
        return reverse(f"{self.door}:{name}", args=arguments)


def organiser_paths(desk: Desk) -> list[URLPattern]:
    """The same addresses at both doors."""
    return [
        path("consultations/", partial(consultations, desk), name="consultations"),
        path("consultations/<int:pk>", partial(consultation, desk), name="consultation"),
        path("events/<int:pk>/day", partial(day, desk), name="event_day"),
    ]


def consultations(desk: Desk, request: MemberRequest) -> HttpResponse:
    """Those of the own events by time, with the way to each record."""
    rows = [(row, desk.address("consultation", row.key)) for row in running_rows(_kept(desk, request))]
    shown = {"rows": rows, "title": TITLE, "shows_specialist": True, "trail": _trail(desk), "walk_in": None}
    return unkept(render(request, "consulting/running.html", shown))


def day(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """One event's list, and the form for who comes without an appointment."""
    event = events_held_by(request.standing.rights, request.standing.organisation_ids).filter(pk=pk).first()
    if event is None:
        raise Http404
    form = WalkInForm(request.POST or None, choices=event_choices(event))
    if request.method == "POST" and form.is_valid():
        said = "個別相談を加えました。"
        if gone := go_once(request, form, lambda: _walk_in(desk, request, event, form), said=said):
            return unkept(gone)
    rows = [(row, desk.address("consultation", row.key)) for row in running_list(event)]
    shown = {
        "rows": rows, "title": f"{event.title}：個別相談", "shows_specialist": True, "trail": _trail(desk, TITLE),
        "walk_in": form,
    }  # fmt: skip
    return unkept(render(request, "consulting/running.html", shown))


def consultation(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """The record of one."""
    found = find_consultation(_kept(desk, request), pk)
    if found is None:
        raise Http404
    trail = _trail(desk, TITLE)
    return record.record(
        request, Party(found, desk.door, (pk,), trail, ConflictReason.DECLARED_BY_COMPANY, keeps_event=True)
    )


def _walk_in(desk: Desk, request: MemberRequest, event: Event, form: WalkInForm) -> str:
    told: dict[str, Any] = form.cleaned_data
    found = find_walk_in(event, told["registration"], told["specialist"], told["slot"])
    if found is None:
        raise RuleBrokenError(GONE)
    registration, specialist, slot = found
    walk_in(registration, specialist, slot=slot, room=told["room"], by=request.actor, at=timezone.now())
    return desk.address("event_day", event.pk)


def _kept(desk: Desk, request: MemberRequest) -> QuerySet[Consultation]:
    if desk.door == "office":
        return consultations_of_secretariat(request.standing.rights)
    return consultations_of_organiser(request.standing.rights, request.standing.organisation_ids)


def _trail(desk: Desk, *more: str) -> tuple[dict[str, str], ...]:
    home = {"url": desk.address("home"), "label": desk.home}
    return (home, *({"url": desk.address("consultations"), "label": label} for label in more))
