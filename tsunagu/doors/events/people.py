"""Who comes to an event: the list, what staff enter, the export, and the reception."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.exporting import export_csv, export_xlsx
from tsunagu.doors.events.desk import Desk
from tsunagu.doors.events.registering import StaffForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.events.actions.keeping import cancel_registration, decline_registration, mark_arrived, note_export
from tsunagu.events.actions.registering import register_by_staff
from tsunagu.events.documents import COLUMNS, registration_table
from tsunagu.events.links import arriving
from tsunagu.events.models import EventRegistration
from tsunagu.events.queries.keeping import (
    counts_of,
    find_registration,
    registration_row,
    registrations_of,
    slots_of,
)
from tsunagu.events.queries.showing import page_of
from tsunagu.events.states import RegistrationWay

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOLD = {
    "decline": "お断りしました。申し込んだ方に知らせます。",
    "cancel": "取り消しました。席は、待っている方にまわりました。",
    "arrive": "受付を済ませました。",
    "leave": "受付を取り消しました。",
}


def registrations(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """Everybody who registered, with the buttons of the reception."""
    found = desk.event(request, pk)
    if request.method == "POST":
        _act(desk, request, pk)
        return redirect(desk.address("event_registrations", pk))
    facts = {
        "page": page_of(found, at=timezone.now()),
        "rows": registrations_of(found),
        "counts": counts_of(found),
        "is_day": day_of(timezone.now()) >= day_of(found.starts_at),
        "enter_url": desk.address("event_enter", pk),
        "csv_url": desk.address("event_export", pk, "csv"),
        "xlsx_url": desk.address("event_export", pk, "xlsx"),
        "trail": desk.trail(found),
    }
    return render(request, "events/registrations.html", facts)


def _act(desk: Desk, request: MemberRequest, pk: int) -> None:
    number = request.POST.get("registration", "")
    is_number = number.isascii() and number.isdecimal() and len(number) <= 18
    one = find_registration(desk.registrations(request), int(number)) if is_number else None
    if one is None or one.event.pk != pk:
        raise Http404
    do = request.POST.get("do", "")
    try:
        _do(request, one, do)
        messages.success(request, TOLD[do])
    except RuleBrokenError as refusal:
        messages.error(request, str(refusal))


def _do(request: MemberRequest, one: EventRegistration, do: str) -> None:
    now = timezone.now()
    if do == "decline":
        decline_registration(one, by=request.actor, at=now)
    elif do == "cancel":
        cancel_registration(one, by=request.actor, at=now)
    elif do in ("arrive", "leave"):
        mark_arrived(one, _persons(request, one) if do == "arrive" else 0, by=request.actor, at=now)
    else:
        raise RuleBrokenError("何をするかが分かりません。画面を読み直してください。")


def _persons(request: MemberRequest, one: EventRegistration) -> int:
    """How many came; all of them when nothing else was chosen."""
    chosen = request.POST.get("persons", "")
    return int(chosen) if chosen in {"1", "2", "3"} else one.persons


def event_enter(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """What came by fax, telephone or at the counter."""
    found = desk.event(request, pk)
    form = StaffForm(request.POST or None, kind=found.kind_now, slots=slots_of(found))

    def act() -> str:
        way = RegistrationWay(form.cleaned_data["way"])
        one = register_by_staff(found, form.wanted(), way, by=request.actor, at=timezone.now())
        messages.success(request, f"入力しました：{one.state_now.label}")
        return desk.address("event_registrations", pk)

    if form.is_valid() and (gone := go_once(request, form, act)):
        return gone
    facts = {"form": form, "page": page_of(found, at=timezone.now()), "trail": desk.trail(found)}
    return render(request, "events/enter.html", facts)


def event_export(desk: Desk, request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """The list as CSV or Excel, through the export gate; password or code is asked before (promises §4)."""
    found = desk.event(request, pk)
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows = registration_table(registrations_of(found))
    note_export(found, kind, by=request.actor, at=timezone.now())
    body = export_csv(COLUMNS, rows) if kind == "csv" else export_xlsx(COLUMNS, rows, title="申込み")
    told = f'attachment; filename="registrations-{pk}.{kind}"'
    headers = {"Content-Disposition": told, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(body, content_type=XLSX if kind == "xlsx" else "text/csv; charset=utf-8", headers=headers)


def arrive(desk: Desk, request: MemberRequest, token: str) -> HttpResponse:
    """What a QR code leads the reception to: who it is, and one button."""
    try:
        one = find_registration(desk.registrations(request), arriving(token, at=timezone.now()))
    except RuleBrokenError:
        raise Http404 from None
    if one is None:
        raise Http404
    if request.method == "POST":
        try:
            _do(request, one, "leave" if "leave" in request.POST else "arrive")
        except RuleBrokenError as refusal:
            messages.error(request, str(refusal))
        return redirect(desk.address("arrive", token))
    facts = {
        "row": registration_row(one),
        "page": page_of(one.event, at=timezone.now()),
        "list_url": desk.address("event_registrations", one.event.pk),
        "counts": range(1, one.persons + 1),
    }
    return render(request, "events/arrive.html", facts)
