"""Individual consultations at the specialist's door: the list of one's own, and the record of one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.consultations.access import consultations_of_specialist, ever_planned_of_specialist
from tsunagu.consultations.queries import find_consultation, running_rows
from tsunagu.consultations.states import ConflictReason
from tsunagu.doors.consulting import record
from tsunagu.doors.consulting.party import Party
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.unkept import unkept


def consultations(request: MemberRequest) -> HttpResponse:
    """One's own by time, with the way to each record."""
    mine = consultations_of_specialist(request.user, request.standing.rights, at=timezone.now())
    rows = [(row, reverse("specialist:consultation", args=[row.key])) for row in running_rows(mine)]
    shown = {
        "rows": rows,
        "title": "担当する個別相談",
        "shows_specialist": False,
        "trail": _trail(with_list=False),
        "walk_in": None,
    }
    return unkept(render(request, "consulting/running.html", shown))


def consultation(request: MemberRequest, pk: int) -> HttpResponse:
    """The record of one. Who sends a form of one that was taken back meanwhile is told so on the list."""
    now, rights = timezone.now(), request.standing.rights
    found = find_consultation(consultations_of_specialist(request.user, rights, at=now), pk)
    if found is None:
        gone = ever_planned_of_specialist(request.user, rights, at=now).filter(pk=pk)
        if request.method != "POST" or not gone.exists():
            raise Http404
        messages.info(request, "この相談は、取りやめになりました。")
        return redirect("specialist:consultations")
    party = Party(found, "specialist", (pk,), _trail(with_list=True), ConflictReason.DECLARED_BY_SPECIALIST)
    return record.record(request, party)


def _trail(*, with_list: bool) -> tuple[dict[str, str], ...]:
    home = {"url": reverse("specialist:home"), "label": "自分の個票"}
    own = {"url": reverse("specialist:consultations"), "label": "担当する個別相談"}
    return (home, own) if with_list else (home,)
