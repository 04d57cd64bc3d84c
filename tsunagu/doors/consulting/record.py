"""The record of a consultation, as the specialist or the coordinator writes it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.consultations.actions import (
    declare_conflict,
    mark_no_show,
    note_reading,
    record_consultation,
    withdraw_conflict,
)
from tsunagu.consultations.actions.records import CHANGED
from tsunagu.consultations.cases import Case, case_of
from tsunagu.consultations.states import ConflictReason, ConsultationState, GuidanceWish
from tsunagu.doors.consulting.forms import ISSUES, ConflictForm, DoForm, RecordForm
from tsunagu.doors.consulting.party import Party
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.needs.ways import Way, way_to_need
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept
from tsunagu.matching.need_sources import CONSULTATION

FORMS: dict[str, type[DoForm]] = {"record": RecordForm, "no_show": DoForm, "conflict": ConflictForm}
WITHDRAW = "withdraw_conflict"
SAID = {
    "record": "記録を保存しました。",
    "no_show": "来られなかったと記録しました。",
    "conflict": "利益相反の申し出を受けました。予定は取りやめます。",
    WITHDRAW: "利益相反の申し出を取り消しました。この二者は、また会えます。",
}
FINAL = {ConsultationState.CANCELLED}


def record(request: GatedRequest, party: Party) -> HttpResponse:
    """GET shows the case (and is journalled), POST does what its `do` says. A refusal is told on its form."""
    sent: DoForm | None = None
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in (forms := _forms(party)):
            raise Http404
        sent = forms[do](request.POST, auto_id=f"{do}-%s")
        form = sent
        if form.is_valid() and (gone := go_once(request, form, lambda: _act(request, party, form), said=SAID[do])):
            return unkept(gone)
        party.consultation.refresh_from_db()
    else:
        note_reading(party.consultation, by=request.actor, at=timezone.now())
    return unkept(render(request, "consulting/record.html", _shown(party, sent)))


def _act(request: GatedRequest, party: Party, form: DoForm) -> str:
    now, told, one = timezone.now(), form.cleaned_data, party.consultation
    if isinstance(form, ConflictForm):
        reason = party.other if told["reason"] == "other" else ConflictReason(told["reason"])
        declare_conflict(one.registration, one.specialist, reason, told["words"], by=request.actor, at=now)
        return party.address() if party.keeps_event else party.list_address()
    if isinstance(form, RecordForm):
        record_consultation(one, form.told(), seen=told["seen"] or 0, by=request.actor, at=now)
    elif told["do"] == WITHDRAW:
        withdraw_conflict(one.registration, one.specialist, by=request.actor, at=now)
    else:
        mark_no_show(one, by=request.actor, at=now)
    return party.address()


def _forms(party: Party) -> dict[str, type[DoForm]]:
    return FORMS | {WITHDRAW: DoForm} if party.keeps_event else FORMS


def _shown(party: Party, sent: DoForm | None) -> dict[str, Any]:
    case = case_of(party.consultation)
    forms: dict[str, DoForm] = {
        do: form(auto_id=f"{do}-%s", initial={"do": do, **(_initial(case) if do == "record" else {})})
        for do, form in _forms(party).items()
    }
    is_overtaken = False
    if sent is not None:
        forms[str(sent["do"].value())] = sent
        is_overtaken = isinstance(sent, RecordForm) and CHANGED in sent.non_field_errors()
        if isinstance(sent, RecordForm):
            sent.see(case.revision)
    now = timezone.now()
    return {
        "case": case,
        "forms": forms,
        "refused": sent if sent is not None and sent.errors else None,
        "is_overtaken": is_overtaken,
        "may_write": case.row.state not in FINAL and not case.row.is_confirmed,
        "has_begun": party.consultation.event.starts_at <= now,
        "is_planned": case.row.state is ConsultationState.PLANNED,
        "way": _way(party, case),
        "trail": party.trail,
    }


def _way(party: Party, case: Case) -> Way | None:
    """For who keeps the event: to asking on the company's behalf, once it said that it wants to be guided."""
    if not party.keeps_event or case.row.wish is not GuidanceWish.YES:
        return None
    return way_to_need(party.door, (), CONSULTATION, case.row.key)


def _initial(case: Case) -> dict[str, Any]:
    issues = dict(zip(ISSUES, case.issues, strict=False))
    wish = case.row.wish.value if case.row.wish else ""
    return {
        "seen": case.revision, "notes": case.notes, "summary": case.summary, "theme_code": case.theme_code,
        "wish": wish, **issues,
    }  # fmt: skip
