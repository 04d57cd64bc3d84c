"""Slots, advisers and speakers of an event, as its organiser sets them."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.calendar import JST
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.events.desk import Desk
from tsunagu.doors.events.forms import AskAdviserForm, AskAmbassadorForm, AssignForm, ReportForm, SlotsForm
from tsunagu.doors.events.registering import hours_of
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.events.actions.advising import ask_adviser, set_slots
from tsunagu.events.actions.ambassadors import ask_ambassador, assign_ambassador, report_ambassador
from tsunagu.events.models import AmbassadorRequest, Event
from tsunagu.events.queries.keeping import advisers_of, find_listed, find_request, request_rows, slots_of
from tsunagu.events.queries.showing import page_of
from tsunagu.events.states import EventKind
from tsunagu.specialists.models import Specialist


def advisers(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """The slots of a consultation day and who advises. Other kinds have no such page."""
    found = desk.event(request, pk)
    if found.kind_now is not EventKind.CONSULTATION_DAY:
        raise Http404
    do = request.POST.get("do", "")
    first = {"first_at": found.starts_at.astimezone(JST), "minutes": found.slot_minutes, "rooms": found.rooms or 1}
    slots = SlotsForm(request.POST if do == "slots" else None, initial=first)
    ask = AskAdviserForm(request.POST if do == "ask" else None)
    for form in (slots, ask):
        if form.is_valid() and (gone := go_once(request, form, partial(_set, desk, request, found, form))):
            return gone
    laid = slots_of(found)
    hours = {slot.number: hours_of(slot) for slot in laid}
    facts = {
        "page": page_of(found, at=timezone.now()),
        "slots": laid,
        "hours": list(hours.values()),
        "rooms": found.rooms,
        "rows": [(one, [hours[number] for number in one.free_slots if number in hours]) for one in advisers_of(found)],
        "slots_form": slots,
        "ask_form": ask,
        "trail": desk.trail(found),
    }
    return render(request, "events/advisers.html", facts)


def _set(desk: Desk, request: MemberRequest, found: Event, form: SlotsForm | AskAdviserForm) -> str:
    """Carry out what was sent; the page after it."""
    now = timezone.now()
    if isinstance(form, SlotsForm):
        set_slots(found, form.plan(), by=request.actor, at=now)
        messages.success(request, "個別相談の枠を作りました。")
    else:
        specialist = _listed(form.cleaned_data["riss_no"])
        ask_adviser(found, specialist, form.cleaned_data["most"], by=request.actor, at=now)
        messages.success(request, f"{specialist.name}さんに、お願いのメールを送ります。")
    return desk.address("event_advisers", found.pk)


def _listed(riss_no: str) -> Specialist:
    found = find_listed(riss_no)
    if found is None:
        raise RuleBrokenError("掲載中の方に、この番号はありません。", field="riss_no")
    return found


def ambassadors(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """Requests to the specialists' association: asked, assigned, reported."""
    found = desk.event(request, pk)
    do = request.POST.get("do", "")
    one = _request(desk, request, found) if do in ("assign", "report") else None
    ask = AskAmbassadorForm(request.POST if do == "ask" else None)
    assign = AssignForm(request.POST if do == "assign" else None, prefix="assign")
    report = ReportForm(request.POST if do == "report" else None, prefix="report")

    def act() -> str:
        told = ask.cleaned_data
        ask_ambassador(found, told["branch"], told["wishes"], by=request.actor, at=timezone.now())
        return desk.address("event_ambassadors", pk)

    if ask.is_valid() and (gone := go_once(request, ask, act, said="保存しました。")):
        return gone
    for form in (assign, report):
        if form.is_bound and form.is_valid() and _carried(request, one, form):
            return redirect(desk.address("event_ambassadors", pk))
    facts = {
        "page": page_of(found, at=timezone.now()),
        "rows": request_rows(desk.requests(request).filter(event=found)),
        "ask": ask,
        "assign": assign,
        "report": report,
        "trail": desk.trail(found),
    }
    return render(request, "events/ambassadors.html", facts)


def _request(desk: Desk, request: MemberRequest, found: Event) -> AmbassadorRequest:
    number = request.POST.get("request", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 18
    one = find_request(desk.requests(request), int(number)) if is_number else None
    if one is None or one.event.pk != found.pk:
        raise Http404
    return one


def _carried(request: MemberRequest, one: AmbassadorRequest | None, form: forms.Form) -> bool:
    told, now = form.cleaned_data, timezone.now()
    try:
        if isinstance(form, AssignForm) and one:
            assign_ambassador(one, told["ambassador"], by=request.actor, at=now)
        elif isinstance(form, ReportForm) and one:
            report_ambassador(one, told["report"], by=request.actor, at=now)
    except RuleBrokenError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, "保存しました。")
    return True
