"""One case: where it stands, what comes next, its records and papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_files import close_case, note_reading
from tsunagu.consultations.actions.case_papers import read_paper
from tsunagu.consultations.actions.case_steps import go_back, write_step
from tsunagu.consultations.case_links import client_link
from tsunagu.consultations.case_people import candidate_rows
from tsunagu.consultations.case_plans import contract_rows, find_contract, roadmap_rows
from tsunagu.consultations.case_queries import CasePage, case_page, find_paper
from tsunagu.consultations.case_words import STANDS_BY
from tsunagu.consultations.models import CaseFile
from tsunagu.consultations.states import StepMove
from tsunagu.doors.cases.forms import BackForm, RecordForm, SeenForm, SkipForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.partner.cases import own_case, trail
from tsunagu.doors.unkept import unkept
from tsunagu.vault.documents import as_attachment
from tsunagu.vault.models import StoredFile

SAID = {
    "note": "記録を残しました。",
    "done": "記録を残し、次の段階に進みました。",
    "skip": "とばして、次の段階に進みました。",
    "back": "前の段階に戻りました。",
    "close": "案件を終わりにしました。専門家は、もう見られません。",
}
SIGNS = {"done": "済み", "skipped": "とばした", "now": "いまここ", "ahead": "これから"}


def case(request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows the case (and is journalled), POST does what its `do` says. A refusal is told on its form."""
    found = own_case(request, pk)
    do = request.POST.get("do", "")
    page = case_page(found)
    sheets = _forms(page, do, request)
    if request.method == "POST":
        form = sheets.get("record" if do in ("note", "done") else do)
        if form is None:
            raise Http404
        act = _act(request, found, do, form)
        if form.is_valid() and (gone := go_once(request, form, act, said=SAID[do])):
            return unkept(gone)
        page = case_page(own_case(request, pk))
    else:
        note_reading(found, by=request.actor, at=timezone.now())
    return unkept(render(request, "cases/case.html", _facts(found, page, sheets, do)))


def _forms(page: CasePage, do: str, request: MemberRequest) -> dict[str, Any]:
    """The forms of the page; the one that was sent is filled from what was typed."""
    now = timezone.now()

    def filled(name: str) -> tuple[Any, Any]:
        return (
            (request.POST, request.FILES)
            if name == do or (name == "record" and do in ("note", "done"))
            else (None,) * 2
        )

    earlier = [(step.code, step.label) for step in page.earlier]
    return {
        "record": RecordForm(
            *filled("record"), auto_id="record-%s", initial={"seen": page.step, "held_on": day_of(now)}
        ),
        "skip": SkipForm(*filled("skip"), auto_id="skip-%s", initial={"seen": page.step}),
        "back": BackForm(*filled("back"), earlier=earlier, auto_id="back-%s", initial={"seen": page.step}),
        "close": SeenForm(*filled("close"), auto_id="close-%s", initial={"seen": page.step}),
    }


def _act(request: MemberRequest, found: CaseFile, do: str, form: forms.Form) -> Callable[[], str]:
    def act() -> str:
        told = form.cleaned_data
        who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
        seen = told["seen"]
        if isinstance(form, RecordForm):
            write_step(found, StepMove(do), form.told(), told["file"], seen=seen, **who)
        elif isinstance(form, SkipForm):
            write_step(found, StepMove.SKIPPED, form.told(), seen=seen, **who)
        elif isinstance(form, BackForm):
            go_back(found, told["code"], told["reason"], seen=seen, **who)
        else:
            close_case(found, **who)
        return reverse("partner:case", args=[found.pk])

    return act


def _facts(found: CaseFile, page: CasePage, sheets: dict[str, Any], do: str) -> dict[str, Any]:
    rows = candidate_rows(found, today=day_of(timezone.now()))
    return {
        "page": page,
        "steps": [(step, sign, SIGNS[sign]) for step, sign in page.steps],
        "forms": sheets,
        "refused": next((form for form in sheets.values() if form.is_bound and form.errors), None),
        "sent": do,
        "people": [row for row in rows if row.moves],
        "objections": [row for row in rows if row.is_objected],
        "roadmap": roadmap_rows(found),
        "contracts": contract_rows(found),
        "client_url": client_link(found),
        "stands_by": STANDS_BY,
        "trail": trail(own_list=True),
    }


def paper(request: MemberRequest, pk: int, key: int) -> HttpResponse:
    """A paper of a record, as a download; reading is journalled."""
    found = find_paper(own_case(request, pk), key)
    return _download(request, found.stored if found else None)


def contract_paper(request: MemberRequest, pk: int, key: int) -> HttpResponse:
    """The paper of a noted contract."""
    found = find_contract(own_case(request, pk), key)
    return _download(request, found.paper if found else None)


def _download(request: MemberRequest, stored: StoredFile | None) -> HttpResponse:
    if stored is None:
        raise Http404
    try:
        body, content_type, headers = as_attachment(*read_paper(stored, by=request.actor, at=timezone.now()))
    except RuleBrokenError:
        raise Http404 from None
    return HttpResponse(body, content_type=content_type, headers=headers)
