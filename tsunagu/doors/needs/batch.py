"""Candidates for everybody who waits: searched for, compared with what stands, sent in a step of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.forms import KindForm, SeenForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs.desk import Desk
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.doors.paging import number, pager, query
from tsunagu.doors.unkept import unkept
from tsunagu.matching.actions.batch_sending import send_batch
from tsunagu.matching.actions.batches import ask_to_search, drop_batch, make_batch, stop_search
from tsunagu.matching.batch_queries import (
    BatchRow,
    batch_page,
    batch_rows,
    batches_kept_by,
    needs_waiting,
    newest_batch,
)
from tsunagu.matching.models import Batch
from tsunagu.matching.states import BatchState
from tsunagu.seasons.queries import current_season

SIZE = 50
ENDED = (BatchState.SENT, BatchState.DROPPED)
SAID = {
    "begin": "計算しました。まだ、だれにも伝えていません。",
    "search": "計算しました。まだ、だれにも伝えていません。",
    "stop": "計算を止めました。",
    "drop": "この案は使わないことにしました。だれにも伝えていません。",
    "send": "送りました。会社にメールで知らせます。",
}
UNKNOWN = "この操作は、ここではできません。画面を読み直してください。"


class BatchForm(KindForm, OnceForm, SeenForm):
    """One button of the page."""

    do = forms.ChoiceField(choices=[(do, do) for do in SAID], widget=forms.HiddenInput)


def batch(desk: Desk, request: MemberRequest) -> HttpResponse:
    """GET shows where it stands, with ?send=1 the question before sending; POST does one thing."""
    found = _newest(request)
    form = BatchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = SAID[form.cleaned_data["do"]]
        if gone := go_once(request, form, lambda: _act(desk, request, found, form.cleaned_data), said=said):
            return unkept(gone)
        found = _newest(request)
    return unkept(render(request, "needs/batch.html", _shown(desk, request, found, form)))


def _newest(request: MemberRequest) -> Batch | None:
    kept = batches_kept_by(request.standing.rights, request.standing.organisation_ids)
    return newest_batch(kept, current_season(on=day_of(timezone.now())))


def _act(desk: Desk, request: MemberRequest, found: Batch | None, told: dict[str, Any]) -> str:
    who: dict[str, Any] = {"by": request.actor, "at": timezone.now()}
    if told["do"] == "begin":
        season = current_season(on=day_of(who["at"]))
        made = make_batch(season, desk.partner(request), **who)
        ask_to_search(made, seen=made.version, **who)
    elif found is None:
        raise RuleBrokenError(UNKNOWN)
    elif told["do"] == "stop":
        stop_search(found, **who)
    else:
        acts: dict[str, Callable[..., Batch]] = {"search": ask_to_search, "drop": drop_batch, "send": send_batch}
        acts[told["do"]](found, seen=told["seen"] or 0, **who)
    return desk.address("batch")


def _shown(desk: Desk, request: MemberRequest, found: Batch | None, form: BatchForm) -> dict[str, Any]:
    season, held = current_season(on=day_of(timezone.now())), {"only": request.GET.get("only", "")}
    after = number(request.GET.get("page", "")) or 0
    rows = batch_rows(found, after=after, only_changes=bool(held["only"]), limit=SIZE + 1) if found else []
    mark = str(rows[SIZE - 1].need) if len(rows) > SIZE else ""
    page = batch_page(found) if found else None
    return {
        "page": page,
        "state": page.state.value if page else "",
        "waiting": needs_waiting(season, desk.partner(request)),
        "may_begin": found is None or found.state_now in ENDED,
        "rows": _linked(desk, rows[:SIZE]),
        "skipped": [(desk.address("need", need), why) for need, why in page.skipped] if page else [],
        "only_changes": bool(held["only"]),
        "only_url": query({}, only="" if held["only"] else "changes"),
        "pager": pager(held, next_mark=mark, size=SIZE, is_first=not after),
        "is_sending": "send" in request.GET and found is not None and found.state_now is BatchState.READY,
        "form": form,
        "once": OnceForm(),
        "trail": desk.trail("needs"),
        "here_url": desk.address("batch"),
    }


def _linked(desk: Desk, rows: list[BatchRow]) -> list[tuple[BatchRow, str]]:
    return [(row, desk.address("need", row.need)) for row in rows]
