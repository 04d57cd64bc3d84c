"""Events as their organiser keeps them: the list, writing one, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.events.desk import Desk
from tsunagu.doors.events.forms import EventForm, ReasonForm, RecordingForm, written
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.events.actions.holding import (
    announce_event,
    cancel_event,
    close_registration,
    draft_event,
    edit_event,
    hold_event,
    put_recording,
)
from tsunagu.events.models import Event
from tsunagu.events.queries.keeping import counts_of, kept_rows, request_rows
from tsunagu.events.queries.showing import page_of
from tsunagu.events.states import EVENT_MOVES, EventKind, EventState, RequestState

MOVES: dict[str, tuple[EventState, Callable[..., Event], str]] = {
    "announce": (EventState.ANNOUNCED, announce_event, "公開しました。申込みを受け付けています。"),
    "close": (EventState.CLOSED, close_registration, "受付を終えました。"),
    "held": (EventState.HELD, hold_event, "開催済みにしました。"),
}


def events(desk: Desk, request: MemberRequest) -> HttpResponse:
    """All that is kept here, the latest first; the secretariat also sees who asked for a speaker."""
    asked = [row for row in request_rows(desk.requests(request)) if row.state is not RequestState.REPORTED]
    facts = {
        "rows": [
            (kept, desk.address("event", kept.row.pk)) for kept in kept_rows(desk.events(request), at=timezone.now())
        ],
        "new_url": desk.address("event_new"),
        "asked": [(row, desk.address("event_ambassadors", row.event_id)) for row in asked],
    }
    return render(request, "events/kept.html", facts)


def event_new(desk: Desk, request: MemberRequest) -> HttpResponse:
    """Prepare an event; nobody else sees it yet."""
    partner = desk.partner(request)
    form = EventForm(request.POST or None, initial={"kind": EventKind.SEMINAR, "contact": str(partner or "")})

    def act() -> str:
        found = draft_event(form.facts(), partner, by=request.actor, at=timezone.now())
        return desk.address("event", found.pk)

    if form.is_valid() and (gone := go_once(request, form, act)):
        return gone
    return render(request, "events/write.html", {"form": form, "trail": desk.trail(), "here": "催しを準備する"})


def event_edit(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """Change what is written; who registered is told when day or place change."""
    found = desk.event(request, pk)
    page = page_of(found, at=timezone.now())
    standing = written(found, page.beside)
    form = EventForm(request.POST or None, initial=standing)

    def act() -> str:
        edit_event(found, form.facts(), seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now())
        return desk.address("event", pk)

    if form.is_valid() and form.cleaned_data["seen"] != found.revision:
        form.add_error(None, "書いている間に、ほかの人が内容を直しました。違うところを確かめてください。")
        form.show_difference(standing)
    elif form.is_valid() and (gone := go_once(request, form, act, said="内容を直しました。")):
        return gone
    return render(request, "events/write.html", {"form": form, "trail": desk.trail(found), "here": "内容を直す"})


def event(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """One event: how it stands, what to do next."""
    found = desk.event(request, pk)
    do = request.POST.get("do", "")
    reason = ReasonForm(request.POST if do == "cancel" else None)
    recording = RecordingForm(request.POST if do == "recording" else None, initial={"url": found.recording_url})
    if request.method == "POST" and (response := _act(desk, request, found, do, reason, recording)):
        return response
    found = desk.event(request, pk)
    return render(request, "events/event.html", _facts(desk, found, reason, recording))


def _act(
    desk: Desk, request: MemberRequest, found: Event, do: str, reason: ReasonForm, recording: RecordingForm
) -> HttpResponse | None:
    """What a button asks for; None: a form says what is wrong."""
    form: ReasonForm | RecordingForm | None = reason if do == "cancel" else recording if do == "recording" else None
    if form is not None and not form.is_valid():
        return None
    try:
        told = _do(found, do, form, by=request.actor, at=timezone.now())
    except RuleBrokenError as refusal:
        if form is not None:
            form.add_error(None, str(refusal))
            return None
        messages.error(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect(desk.address("event", found.pk))


def _do(found: Event, do: str, form: ReasonForm | RecordingForm | None, *, by: Actor, at: datetime) -> str:
    if do in MOVES:
        _, move, told = MOVES[do]
        move(found, by=by, at=at)
        return told
    if isinstance(form, ReasonForm):
        cancel_event(found, form.cleaned_data["reason"], by=by, at=at)
        return "中止しました。申し込んだ方にメールで知らせます。"
    if isinstance(form, RecordingForm):
        put_recording(found, form.cleaned_data["url"], by=by, at=at)
        return "録画のアドレスを保存しました。"
    raise RuleBrokenError("何をするかが分かりません。画面を読み直してください。")


def _facts(desk: Desk, found: Event, reason: ReasonForm, recording: RecordingForm) -> dict[str, object]:
    now = timezone.now()
    ways = ["event_edit", "event_registrations", "event_kit", "event_flyer", "event_ambassadors", "event_advisers"]
    return {
        "page": page_of(found, at=now),
        "counts": counts_of(found),
        "ways": {name.removeprefix("event_"): desk.address(name, found.pk) for name in ways},
        "moves": {do for do, (to, _, _) in MOVES.items() if to in EVENT_MOVES[found.state_now]},
        "may_cancel": EventState.CANCELLED in EVENT_MOVES[found.state_now],
        "is_public": found.state_now is not EventState.DRAFT,
        "is_over": now >= found.ends_at,
        "views": found.recording_views,
        "reason": reason,
        "recording": recording,
        "trail": desk.trail(),
        "board_url": _board(desk, found),
        "day_url": _day(desk, found),
    }


def _board(desk: Desk, found: Event) -> str:
    """Where it is arranged who meets whom."""
    return desk.address("board", found.pk) if _runs_day(desk, found) else ""


def _day(desk: Desk, found: Event) -> str:
    """The consultations of the day."""
    return desk.address("event_day", found.pk) if _runs_day(desk, found) else ""


def _runs_day(desk: Desk, found: Event) -> bool:
    """As events.access.events_held_by: a partner's day is not the secretariat's."""
    is_own = desk.door == "partner" or found.partner_id is None
    return is_own and found.kind_now is EventKind.CONSULTATION_DAY
