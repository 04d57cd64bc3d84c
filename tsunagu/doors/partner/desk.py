"""無料相談窓口: the rota of a month, new shifts, and who is asked for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of, days_after
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import pool_kept_by, shifts_kept_by
from tsunagu.consultations.actions.desks import MOVED, add_shift, ask_shift, cancel_shift
from tsunagu.consultations.desk_queries import ShiftRow, find_shift, month_bounds, pool_rows, rota
from tsunagu.consultations.states import ShiftState
from tsunagu.doors.cases.desk_forms import AskShiftForm, ShiftForm
from tsunagu.doors.cases.forms import RowForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.doors.partner.cases import own_partner, trail
from tsunagu.doors.partner.picking import listed

SAID = {
    "add": "当番の時間を加えました。",
    "ask": "頼みました。返事は、メールで知らせます。",
    "cancel": "取りやめました。頼んでいた方に知らせます。",
}


def desk(request: MemberRequest) -> HttpResponse:
    """The month with its shifts; every act is posted here. A refusal is told on its form."""
    month = _month(request.GET.get("month", ""))
    members = _members(request)
    sent: RowForm | None = None
    if request.method == "POST":
        sent = _sent(request, members)
        if sent.is_valid() and (gone := go_once(request, sent, _act(request, sent), said=SAID[_do(sent)])):
            return gone
    standing, now = request.standing, timezone.now()
    rows = rota(shifts_kept_by(standing.rights, standing.organisation_ids), month, at=now)
    since, until = month_bounds(month)
    facts = {
        "rows": [(row, _forms(row, sent, members)) for row in rows],
        "month": since,
        "before": days_after(since, -1),
        "after": until,
        "add": sent if isinstance(sent, ShiftForm) else ShiftForm(auto_id="add--%s", initial={"do": "add"}),
        "refused": sent if sent is not None and sent.errors else None,
        "trail": trail(),
    }
    return render(request, "cases/desk.html", facts)


def _month(typed: str) -> date:
    """A month as it stands in the address (2026-12); anything else is this month."""
    try:
        found = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return day_of(timezone.now())
    return found if 2000 <= found.year <= 2100 else day_of(timezone.now())


def _members(request: MemberRequest) -> list[tuple[str, str]]:
    pool = pool_kept_by(request.standing.rights, request.standing.organisation_ids)
    rows = pool_rows(pool, today=day_of(timezone.now()))
    return [(row.riss_no, f"{row.name}（第{row.riss_no}号）") for row in rows if row.may_be_sent]


def _do(form: RowForm) -> str:
    return str(form["do"].value())


def _sent(request: MemberRequest, members: list[tuple[str, str]]) -> RowForm:
    do, row = request.POST.get("do", ""), request.POST.get("row", "")
    if do == "add":
        return ShiftForm(request.POST, auto_id="add--%s")
    if do == "ask":
        return AskShiftForm(request.POST, members=members, auto_id=f"ask-{row}-%s")
    if do == "cancel":
        return RowForm(request.POST, auto_id=f"cancel-{row}-%s")
    raise Http404


def _forms(row: ShiftRow, sent: RowForm | None, members: list[tuple[str, str]]) -> dict[str, Any]:
    """The forms of one shift that apply now; the one that was sent keeps what was typed."""
    if not row.is_ahead:
        return {}
    first = {"row": row.key}
    forms: dict[str, Any] = {"cancel": RowForm(auto_id=f"cancel-{row.key}-%s", initial={"do": "cancel", **first})}
    if row.state is ShiftState.OPEN:
        forms["ask"] = AskShiftForm(members=members, auto_id=f"ask-{row.key}-%s", initial={"do": "ask", **first})
    if sent is not None and str(sent["row"].value()) == str(row.key) and _do(sent) in forms:
        forms[_do(sent)] = sent
    return forms


def _act(request: MemberRequest, form: RowForm) -> Callable[[], str]:
    def act() -> str:
        told = form.cleaned_data
        who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
        standing = request.standing
        if isinstance(form, ShiftForm):
            times = (told["starts_at"], told["ends_at"], told["place"])
            shift = add_shift(own_partner(request), *times, is_online=told["is_online"], **who)
        else:
            found = find_shift(shifts_kept_by(standing.rights, standing.organisation_ids), told["row"] or 0)
            if found is None:
                raise RuleBrokenError(MOVED)
            asks = isinstance(form, AskShiftForm)
            shift = ask_shift(found, listed(form.number()), **who) if asks else cancel_shift(found, **who)  # type: ignore[attr-defined]
        return f"{reverse('partner:desk')}?month={day_of(shift.starts_at):%Y-%m}"

    return act
