"""The roadmap of a case, and the note of its contracts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions.case_plans import (
    GONE,
    add_line,
    edit_line,
    note_contract,
    remove_contract,
    remove_line,
)
from tsunagu.consultations.case_plans import RoadmapRow, contract_rows, find_contract, find_line, roadmap_rows
from tsunagu.consultations.case_queries import case_page
from tsunagu.consultations.models import CaseFile
from tsunagu.doors.cases.forms import RowForm
from tsunagu.doors.cases.plan_forms import ContractForm, LineForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.partner.cases import case_trail, own_case
from tsunagu.doors.unkept import unkept

LINES: dict[str, type[RowForm]] = {"add": LineForm, "edit": LineForm, "remove": RowForm}
CONTRACTS: dict[str, type[RowForm]] = {"add": ContractForm, "remove": RowForm}
SAID = {"add": "加えました。", "edit": "直しました。", "remove": "消しました。"}


def roadmap(request: MemberRequest, pk: int) -> HttpResponse:
    """Lines with their forms; client and decided specialist read the same table on their pages."""
    found = own_case(request, pk)
    sent, gone = _sent(request, found, LINES, _line_act)
    if gone is not None:
        return unkept(gone)
    rows = roadmap_rows(found)
    facts = {
        "rows": rows,
        "forms": [(row, _line_form(row, sent), _remove_form(row.key)) for row in rows],
        "add": _kept(sent, "add") or LineForm(auto_id="add--%s", initial={"do": "add"}),
        **_about(found, sent),
    }
    return unkept(render(request, "cases/roadmap.html", facts))


def contract(request: MemberRequest, pk: int) -> HttpResponse:
    """Contracts noted, and a new one."""
    found = own_case(request, pk)
    sent, gone = _sent(request, found, CONTRACTS, _contract_act)
    if gone is not None:
        return unkept(gone)
    facts = {
        "rows": [(row, _remove_form(row.key)) for row in contract_rows(found)],
        "add": _kept(sent, "add") or ContractForm(auto_id="add--%s", initial={"do": "add"}),
        **_about(found, sent),
    }
    return unkept(render(request, "cases/contract.html", facts))


def _about(found: CaseFile, sent: RowForm | None) -> dict[str, Any]:
    refused = sent if sent is not None and sent.errors else None
    return {"page": case_page(found), "refused": refused, "trail": case_trail(found)}


def _sent(
    request: MemberRequest,
    found: CaseFile,
    kinds: dict[str, type[RowForm]],
    act_of: Callable[[MemberRequest, CaseFile, RowForm], Callable[[], str]],
) -> tuple[RowForm | None, HttpResponse | None]:
    """(the form that was sent, where to go when it did what it says)."""
    if request.method != "POST":
        return None, None
    do = request.POST.get("do", "")
    if do not in kinds:
        raise Http404
    form = kinds[do](request.POST, request.FILES, auto_id=f"{do}-{request.POST.get('row', '')}-%s")
    gone = go_once(request, form, act_of(request, found, form), said=SAID[do]) if form.is_valid() else None
    return form, gone


def _kept(sent: RowForm | None, do: str, row: str = "") -> RowForm | None:
    """The form that was sent, if it is this one: what was typed stays."""
    is_it = sent is not None and (str(sent["do"].value()), str(sent["row"].value() or "")) == (do, row)
    return sent if is_it else None


def _line_form(row: RoadmapRow, sent: RowForm | None) -> RowForm:
    first = {"what": row.what, "who": row.who, "due_on": row.due_on, "state": row.state, "seen": row.revision}
    fresh = LineForm(auto_id=f"edit-{row.key}-%s", initial={"do": "edit", "row": row.key, **first})
    return _kept(sent, "edit", str(row.key)) or fresh


def _remove_form(key: int) -> RowForm:
    return RowForm(auto_id=f"remove-{key}-%s", initial={"do": "remove", "row": key})


def _line_act(request: MemberRequest, case: CaseFile, form: RowForm) -> Callable[[], str]:
    def act() -> str:
        told = form.cleaned_data
        who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
        if isinstance(form, LineForm) and told["do"] == "add":
            add_line(case, form.facts(), **who)
        else:
            line = find_line(case, told["row"] or 0)
            if line is None:
                raise RuleBrokenError(GONE)
            if isinstance(form, LineForm):
                edit_line(line, form.facts(), seen=told["seen"] or 0, **who)
            else:
                remove_line(line, **who)
        return reverse("partner:case_roadmap", args=[case.pk])

    return act


def _contract_act(request: MemberRequest, case: CaseFile, form: RowForm) -> Callable[[], str]:
    def act() -> str:
        told = form.cleaned_data
        who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
        if isinstance(form, ContractForm):
            note_contract(case, form.facts(), told["file"], **who)
        else:
            note = find_contract(case, told["row"] or 0)
            if note is None:
                raise RuleBrokenError(GONE)
            remove_contract(note, **who)
        return reverse("partner:case_contract", args=[case.pk])

    return act
