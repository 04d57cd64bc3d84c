"""The participants' questionnaire: saved as one goes, sent once, then read in words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.doors.diagnosis.page import LATER
from tsunagu.doors.diagnosis.party import Party
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.questions import QuestionForm
from tsunagu.doors.unkept import unkept
from tsunagu.questionnaires.actions import answer_set, freeze_set
from tsunagu.questionnaires.queries import frozen_sets, open_sets
from tsunagu.questionnaires.sets import answer_lines, shipped_set

ATTENDEE = "attendee"


def answer(request: GatedRequest, party: Party) -> HttpResponse:
    """GET shows the questions, or the answers once sent; POST keeps them (あとで) or sends them."""
    sent = frozen_sets(ATTENDEE, [party.subject]).first()
    if sent is not None:
        lines = answer_lines(shipped_set(ATTENDEE, sent.set_version), sent.answers)
        shown = {"party": party, "lines": lines, "sent_at": sent.frozen_at, "diagnosis_url": party.address()}
        return unkept(render(request, "diagnosis/questionnaire_sent.html", shown))
    asked, begun = shipped_set(ATTENDEE), open_sets(ATTENDEE, party.subject).first()
    seen = begun.revision if begun else 0
    form = QuestionForm(asked.groups, request.POST or None, answers=begun.answers if begun else {}, seen=seen)
    if request.method == "POST" and form.is_valid():
        if gone := go_once(request, form, lambda: _keep(request, party, form)):
            return unkept(gone)
        form.see(seen)
    return unkept(render(request, "diagnosis/questionnaire.html", {"party": party, "asked": asked, "form": form}))


def _keep(request: GatedRequest, party: Party, form: QuestionForm) -> str:
    now, asked = timezone.now(), shipped_set(ATTENDEE)
    answer_set(
        asked, form.answers(), subject=party.subject, scope=party.scope, seen=form.cleaned_data["seen"] or 0,
        by=request.actor, at=now,
    )  # fmt: skip
    if request.POST.get("then") == LATER:
        messages.success(request, "保存しました。あとで続きから答えられます。")
    else:
        freeze_set(asked, party.subject, by=request.actor, at=now)
        messages.success(request, "アンケートを送りました。ありがとうございました。")
    return party.address("questionnaire")
