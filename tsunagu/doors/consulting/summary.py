"""The summary of a consultation, as the company reads and confirms it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.actions import confirm_summary, declare_conflict
from tsunagu.consultations.cases import company_case
from tsunagu.consultations.states import ConflictReason, ConsultationState
from tsunagu.doors.consulting.forms import ConfirmForm, ConflictForm, DoForm
from tsunagu.doors.consulting.party import Party
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.needs.ways import way_to_need
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept
from tsunagu.matching.need_sources import CONSULTATION

FORMS: dict[str, type[DoForm]] = {"confirm": ConfirmForm, "conflict": ConflictForm}
SAID = {
    "confirm": "まとめを確かめました。ありがとうございました。",
    "conflict": "申し出を受けました。この専門家との予定は取りやめます。",
}
NEWER = "まとめが書き直されました。もう一度読んで、ボタンを押してください。"


def summary(request: GatedRequest, party: Party) -> HttpResponse:
    """GET shows the summary, POST confirms it or declares a conflict. A refusal is told on its form."""
    sent: DoForm | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in FORMS:
            raise Http404
        sent = FORMS[do](request.POST, auto_id=f"{do}-%s")
        form = sent
        if form.is_valid() and (gone := go_once(request, form, lambda: _act(request, party, form), said=SAID[do])):
            return unkept(gone)
        party.consultation.refresh_from_db()
    return unkept(render(request, "consulting/summary.html", _shown(party, sent)))


def _act(request: GatedRequest, party: Party, form: DoForm) -> str:
    now, told, one = timezone.now(), form.cleaned_data, party.consultation
    if isinstance(form, ConfirmForm):
        if told["seen"] != one.revision:
            raise RuleBrokenError(NEWER)
        confirm_summary(one, told["words"], by=request.actor, at=now)
    else:
        reason = party.other if told["reason"] == "other" else ConflictReason(told["reason"])
        declare_conflict(one.registration, one.specialist, reason, told["words"], by=request.actor, at=now)
    return party.address()


def _shown(party: Party, sent: DoForm | None) -> dict[str, Any]:
    case = company_case(party.consultation)
    forms: dict[str, DoForm] = {
        do: form(auto_id=f"{do}-%s", initial={"do": do, "seen": case.revision}) for do, form in FORMS.items()
    }
    if sent is not None:
        forms[str(sent["do"].value())] = sent
        if isinstance(sent, ConfirmForm):
            sent.see(case.revision)
    return {
        "case": case,
        "forms": forms,
        "refused": sent if sent is not None and sent.errors else None,
        "may_confirm": case.row.is_recorded and not case.row.is_confirmed,
        "is_planned": case.row.state is ConsultationState.PLANNED,
        "way": way_to_need(party.door, party.arguments, CONSULTATION, case.row.key) if case.row.is_recorded else None,
        "trail": party.trail,
    }
