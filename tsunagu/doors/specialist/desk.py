"""窓口の当番と派遣の登録: what partners ask of a specialist, with a button for each answer."""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.consultations.access import pools_of_specialist, shifts_of_specialist
from tsunagu.consultations.actions.desks import answer_shift
from tsunagu.consultations.actions.pools import answer_membership, leave_pool
from tsunagu.consultations.desk_letters import place_words
from tsunagu.consultations.desk_queries import find_member, find_shift, pool_rows, shift_rows
from tsunagu.consultations.states import ShiftState
from tsunagu.directory.documents import CalendarEntry, calendar_file
from tsunagu.directory.states import AppointmentState
from tsunagu.doors.cases.forms import RowForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import press_once
from tsunagu.doors.unkept import unkept

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


def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """A shift one has accepted, for one's own calendar (RFC 5545)."""
    found = find_shift(shifts_of_specialist(request.user, request.standing.rights, at=timezone.now()), pk)
    if found is None or found.state_now is not ShiftState.ACCEPTED:
        raise Http404
    entry = CalendarEntry(
        uid=f"shift-{found.pk}@{urlsplit(settings.SITE_URL).hostname or 'tsunagu'}",
        sequence=0,
        state=AppointmentState.AGREED,
        title=f"つなぐ：相談窓口の当番（{found.partner}）",
        starts_at=found.starts_at,
        minutes=int((found.ends_at - found.starts_at).total_seconds()) // 60,
        place=place_words(found),
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        link=f"{settings.SITE_URL.rstrip('/')}{reverse('specialist:desk')}",
    )
    headers = {"Content-Disposition": 'attachment; filename="shift.ics"', "X-Content-Type-Options": "nosniff"}
    body = calendar_file(entry, at=timezone.now())
    return unkept(HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers))


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
