"""Individual consultations at the organiser's door: all of them by day, and the record of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tsunagu.consultations.access import consultations_of_organiser
from tsunagu.consultations.queries import find_consultation, running_rows
from tsunagu.consultations.states import ConflictReason
from tsunagu.doors.consulting import record
from tsunagu.doors.consulting.party import Party
from tsunagu.doors.diagnosis.page import unkept
from tsunagu.doors.gate import MemberRequest


def consultations(request: MemberRequest) -> HttpResponse:
    """Those of the own events by time, with the way to each record."""
    kept = consultations_of_organiser(request.standing.organisation_ids)
    rows = [(row, reverse("partner:consultation", args=[row.key])) for row in running_rows(kept)]
    shown = {"rows": rows, "title": "個別相談の一覧", "shows_specialist": True, "trail": _trail(with_list=False)}
    return unkept(render(request, "consulting/running.html", shown))


def consultation(request: MemberRequest, pk: int) -> HttpResponse:
    """The record of one."""
    found = find_consultation(consultations_of_organiser(request.standing.organisation_ids), pk)
    if found is None:
        raise Http404
    party = Party(found, "partner", (pk,), _trail(with_list=True), ConflictReason.DECLARED_BY_COMPANY)
    return record.record(request, party)


def _trail(*, with_list: bool) -> tuple[dict[str, str], ...]:
    home = {"url": reverse("partner:home"), "label": "支援先のページ"}
    every = {"url": reverse("partner:consultations"), "label": "個別相談の一覧"}
    return (home, every) if with_list else (home,)
