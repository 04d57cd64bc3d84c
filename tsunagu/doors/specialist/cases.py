"""支援の依頼: what a support body or vendor asks of a specialist, with what was shared of the client."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.consultations.access import candidacies_of_specialist
from tsunagu.consultations.actions.case_candidates import answer_candidate
from tsunagu.consultations.actions.case_sharing import note_told_read
from tsunagu.consultations.case_people import candidacy_page, candidacy_rows, find_candidacy
from tsunagu.consultations.case_words import STANDS_BY
from tsunagu.consultations.models import CaseCandidate
from tsunagu.doors.cases.forms import AnswerForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept


def cases(request: MemberRequest) -> HttpResponse:
    """What waits for an answer first."""
    rows = candidacy_rows(candidacies_of_specialist(request.user, request.standing.rights))
    return unkept(render(request, "cases/asked.html", {"rows": rows}))


def case(request: MemberRequest, pk: int) -> HttpResponse:
    """What was shared (reading is journalled, the client sees it), and the two answers."""
    found = find_candidacy(candidacies_of_specialist(request.user, request.standing.rights), pk)
    if found is None:
        raise Http404
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (gone := _answer(request, found, form)):
        return unkept(gone)
    if request.method != "POST":
        note_told_read(found, by=request.actor, at=timezone.now())
    found.refresh_from_db(fields=["state", "words"])
    facts = {"page": candidacy_page(found), "form": form, "stands_by": STANDS_BY}
    return unkept(render(request, "cases/told.html", facts))


def _answer(request: MemberRequest, found: CaseCandidate, form: AnswerForm) -> HttpResponse | None:
    is_accepted = "decline" not in request.POST
    back = reverse("specialist:case", args=[found.pk]) if is_accepted else reverse("specialist:cases")

    def act() -> str:
        words = form.cleaned_data["words"]
        answer_candidate(found, is_accepted=is_accepted, words=words, by=request.actor, at=timezone.now())
        return back

    return go_once(request, form, act, said="返事を送りました。担当者にメールで知らせます。")
