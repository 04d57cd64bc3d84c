"""The self-diagnosis: three parts saved as one goes, the result, and the result on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.pdf import PDF
from tsunagu.doors.diagnosis.party import Party
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.needs.ways import way_to_need
from tsunagu.doors.once import go_once
from tsunagu.doors.questions import QuestionForm
from tsunagu.doors.unkept import unkept
from tsunagu.matching.need_sources import DIAGNOSIS
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.questionnaires.sets import Group, missing
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis
from tsunagu.toolkit.diagnosis_set import diagnosis_set
from tsunagu.toolkit.documents import diagnosis_paper
from tsunagu.toolkit.queries import diagnosis_result, diagnosis_rows, find_diagnosis, open_diagnosis

LATER, LACKING = "later", "lacking"


def overview(request: GatedRequest, party: Party) -> HttpResponse:
    """What it is, where one stopped, and the results so far."""
    begun = open_diagnosis(party.subject)
    answered = _answered(begun.answers) if begun else 0
    shown = {
        "party": party,
        "asked": diagnosis_set(),
        "answered": answered,
        "begin_url": party.address("diagnosis_part", _first_open(begun)),
        "results": [(row, party.address("diagnosis_result", row.key)) for row in diagnosis_rows(party.subjects)],
    }
    return unkept(render(request, "diagnosis/overview.html", shown))


def part(request: GatedRequest, party: Party, number: int) -> HttpResponse:
    """One part: GET shows it, POST keeps what was answered. What is still open is said beside it."""
    groups = diagnosis_set().groups
    if not 1 <= number <= len(groups):
        raise Http404
    begun, group = open_diagnosis(party.subject), groups[number - 1]
    kept: dict[str, Any] = dict(begun.answers) if begun else {}
    form = QuestionForm([group], request.POST or None, answers=kept, seen=begun.revision if begun else 0)
    if request.method == "POST" and form.is_valid():
        if gone := go_once(request, form, lambda: _save(request, party, number, form, kept)):
            return unkept(gone)
        form.see(begun.revision if begun else 0)
    if LACKING in request.GET and request.method == "GET":
        seen = begun.revision if begun else 0
        form = QuestionForm([group], {**kept, "seen": seen}, answers=kept, seen=seen)
        form.tell_missing([one for one in missing(diagnosis_set(), kept) if one in group.questions])
    shown = {
        "party": party, "form": form, "number": number, "total": len(groups), "group": group,
        "is_lacking": LACKING in request.GET, "overview_url": party.address(), "rows": _rows(form, group),
    }  # fmt: skip
    return unkept(render(request, "diagnosis/part.html", shown))


def _rows(form: QuestionForm, group: Group) -> list[tuple[Any, Any]]:
    """Each item with the line for why it does not apply."""
    fields = [form[one.code] for one in group.questions]
    return list(zip(fields[::2], fields[1::2], strict=True))


def _save(request: GatedRequest, party: Party, number: int, form: QuestionForm, kept: dict[str, Any]) -> str:
    """Keep this part beside the others; the address that follows."""
    now, group = timezone.now(), form.asked[0]
    here = {one.code for one in group.questions}
    answers = {code: told for code, told in kept.items() if code not in here} | form.answers()
    seen = form.cleaned_data["seen"] or 0
    save_diagnosis(answers, subject=party.subject, scope=party.scope, seen=seen, by=request.actor, at=now)
    if request.POST.get("then") == LATER:
        messages.success(request, "保存しました。あとで続きから答えられます。")
        return party.address()
    lacking = missing(diagnosis_set(), answers)
    if any(one in group.questions for one in lacking):
        return f"{party.address('diagnosis_part', number)}?{LACKING}=1"
    groups = diagnosis_set().groups
    if number < len(groups):
        return party.address("diagnosis_part", number + 1)
    for place, other in enumerate(groups, start=1):
        if any(one in other.questions for one in lacking):
            return f"{party.address('diagnosis_part', place)}?{LACKING}=1"
    done = finish_diagnosis(party.subject, by=request.actor, at=now)
    return party.address("diagnosis_result", done.pk)


def result(request: GatedRequest, party: Party, key: int) -> HttpResponse:
    """Points, what to do first, and what changed since last time."""
    kept = _found(party, key)
    shown = {
        "party": party,
        "result": diagnosis_result(kept, party.subjects),
        "pdf_url": party.address("diagnosis_pdf", key),
        "overview_url": party.address(),
        "way": way_to_need(party.door, party.arguments, DIAGNOSIS, key),
    }
    return unkept(render(request, "diagnosis/result.html", shown))


def paper(party: Party, key: int) -> HttpResponse:
    """The same as PDF."""
    found = diagnosis_result(_found(party, key), party.subjects)
    body = diagnosis_paper(found, party.organisation, at=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="diagnosis.pdf"', "X-Content-Type-Options": "nosniff"}
    return unkept(HttpResponse(body, content_type=PDF, headers=headers))


def _found(party: Party, key: int) -> PrivateAnswers:
    found = find_diagnosis(party.subjects, key)
    if found is None:
        raise Http404
    return found


def _first_open(begun: PrivateAnswers | None) -> int:
    """The first part with an open question; 1 for a fresh start."""
    lacking = missing(diagnosis_set(), begun.answers if begun else {})
    groups = diagnosis_set().groups
    return next(
        (place for place, group in enumerate(groups, start=1) if any(one in group.questions for one in lacking)),
        len(groups),
    )


def _answered(answers: dict[str, Any]) -> int:
    return sum(code.isdecimal() for code in answers)
