"""窓口の当番と派遣の登録: what partners ask of a specialist, with a button for each answer."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.consultations.access import pools_of_specialist, shifts_of_specialist
from tsunagu.consultations.actions.desks import answer_shift
from tsunagu.consultations.actions.pools import answer_membership, leave_pool
from tsunagu.consultations.desk_queries import find_member, find_shift, pool_rows, shift_rows
from tsunagu.doors.cases.forms import RowForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import press_once

SAID = "返事を送りました。相手にメールで知らせます。"
SHIFT, POOL = ("shift_yes", "shift_no"), ("pool_yes", "pool_no", "pool_leave")


def desk(request: MemberRequest) -> HttpResponse:
    """What waits for an answer and what stands; the buttons are posted here."""
    if request.method == "POST":
        return _act(request)
    now = timezone.now()
    shifts = shifts_of_specialist(request.user, request.standing.rights, at=now)
    pools = pools_of_specialist(request.user, request.standing.rights)
    facts = {
        "shifts": [(row, _buttons(row.key, SHIFT)) for row in shift_rows(shifts, at=now)],
        "pools": [(row, _buttons(row.key, POOL)) for row in pool_rows(pools, today=day_of(now))],
    }
    return render(request, "cases/own_desk.html", facts)


def _buttons(key: int, names: tuple[str, ...]) -> dict[str, RowForm]:
    return {name: RowForm(auto_id=f"{name}-{key}-%s", initial={"do": name, "row": key}) for name in names}


def _act(request: MemberRequest) -> HttpResponse:
    form = RowForm(request.POST)
    do = request.POST.get("do", "")
    if not form.is_valid() or do not in SHIFT + POOL:
        raise Http404
    key, rights = form.cleaned_data["row"] or 0, request.standing.rights
    shift = find_shift(shifts_of_specialist(request.user, rights, at=timezone.now()), key) if do in SHIFT else None
    member = find_member(pools_of_specialist(request.user, rights), key) if do in POOL else None
    if shift is None and member is None:
        raise Http404

    def act() -> None:
        by, now = request.actor, timezone.now()
        if shift is not None:
            answer_shift(shift, is_accepted=do == "shift_yes", by=by, at=now)
        elif member is not None and do == "pool_leave":
            leave_pool(member, by=by, at=now)
        elif member is not None:
            answer_membership(member, is_accepted=do == "pool_yes", by=by, at=now)

    return press_once(request, act, back=reverse("specialist:desk"), said=SAID)
