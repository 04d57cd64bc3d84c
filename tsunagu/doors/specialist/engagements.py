"""An engagement as its specialist reads it: whom to call, what comes next, the company's self-diagnosis."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs.engaged import WithdrawForm, engaged, withdraw
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept
from tsunagu.guidance.access import engagements_of_specialist
from tsunagu.guidance.actions import note_reading
from tsunagu.guidance.papers import diagnosis_for
from tsunagu.guidance.queries import find_engagement
from tsunagu.guidance.states import WithdrawnBy


def engagement(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows it; POST withdraws before it begins."""
    found = find_engagement(engagements_of_specialist(request.user, request.standing.rights), pk)
    if found is None:
        raise Http404
    form = WithdrawForm(request.POST or None)

    def act() -> str:
        withdraw(request, found, form, WithdrawnBy.SPECIALIST)
        return reverse("specialist:engagement", args=[pk])

    if request.method == "POST" and form.is_valid():
        if gone := go_once(request, form, act, said="取りやめを伝えました。"):
            return unkept(gone)
        found.refresh_from_db()
    has_diagnosis = diagnosis_for(found, request.user, at=timezone.now()) is not None
    facts = {"engaged": engaged(found), "form": form, "has_diagnosis": has_diagnosis}
    return unkept(render(request, "specialist/engagement.html", facts))


def diagnosis(request: MemberRequest, pk: int) -> HttpResponse:
    """The company's self-diagnosis, while care is given; the company sees who opened it."""
    found = find_engagement(engagements_of_specialist(request.user, request.standing.rights), pk)
    now = timezone.now()
    result = diagnosis_for(found, request.user, at=now) if found else None
    if found is None or result is None:
        raise Http404
    note_reading(found, by=request.actor, at=now)
    facts = {"result": result, "organisation": found.need.organisation_name, "pk": pk}
    return unkept(render(request, "specialist/engagement_diagnosis.html", facts))
