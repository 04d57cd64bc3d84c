"""The board of a consultation day, at two doors: who meets whom and when, solved, changed by hand, published."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.doors.boards.acts import SAID, act
from tsunagu.doors.boards.forms import ActForm, TryForm, WalkInForm, WishForm
from tsunagu.doors.events.desk import Desk
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import go_once
from tsunagu.events.access import events_held_by
from tsunagu.events.models import Event
from tsunagu.matching.models import Board
from tsunagu.matching.pairs import pair_page
from tsunagu.matching.queries import (
    BoardPage,
    Hurdles,
    accepted_companies,
    board_page,
    changes_since,
    find_board,
    find_event,
    is_over,
)
from tsunagu.matching.states import Broken


def board(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """The board with its buttons; every change is posted here. Who was overtaken sees what changed."""
    event = _event(request, pk)
    found = find_board(event)
    form = _sent(request, found)
    if form is not None and form.is_valid():
        told = form.cleaned_data
        here = desk.address("board", pk)

        def do() -> str:
            act(event, found, told, by=request.actor, at=timezone.now())
            return here

        if gone := go_once(request, form, do, said=SAID.get(told["do"], "")):
            return gone
        found = find_board(event)
    return render(request, "boards/board.html", _facts(desk, event, found, form))


def pair(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """A company and a specialist: why they fit, what changing would do. Saves nothing."""
    event = _event(request, pk)
    found = find_board(event)
    told = request.GET
    if "company" not in told:
        return redirect(desk.address("board", pk))
    slot = told.get("slot", "")
    if found is None or not (slot == "" or slot.isdecimal()):
        raise Http404
    whole = (told.get("company", ""), told.get("adviser", ""))
    page = pair_page(found, whole, slot=int(slot[:3]) if slot else None)
    if page is None:
        raise Http404
    about = {"company": page.company, "adviser": page.adviser}
    at = {**about, "slot": page.seat[2]} if page.seat else {**about, "slot": page.slot}
    names = ("pin", "unpin", "remove", "forbid", "force")
    buttons = {name: button(found, name, **(at if page.seat else about)) for name in names}
    buttons["place"] = button(found, "place", **about, slot=page.slot)
    here = desk.address("board", pk)
    trail = [*desk.trail(event), {"url": here, "label": "組み合わせ"}]
    over = is_over(event, at=timezone.now())
    facts = {"here": here, "page": page, "buttons": buttons, "is_over": over, "trail": trail}
    return render(request, "boards/pair.html", facts)


def button(found: Board, do: str, **about: Any) -> ActForm:
    """A form that is only a button; ids differ, so that many stand on one page."""
    name = "-".join(str(part) for part in (do, *about.values()))
    return ActForm(auto_id=f"{name}-%s", initial={"do": do, "seen": found.version, **about})


def _event(request: MemberRequest, pk: int) -> Event:
    standing = request.standing
    event = find_event(events_held_by(standing.rights, standing.organisation_ids), pk)
    if event is None:
        raise Http404
    return event


def _sent(request: MemberRequest, found: Board | None) -> ActForm | WalkInForm | None:
    if request.method != "POST":
        return None
    if request.POST.get("do") == "walk_in" and found is not None:
        return _walk_in(found, board_page(found), request.POST)
    kind = WishForm if request.POST.get("do") == "wishes" else ActForm
    return kind(request.POST, auto_id="sent-%s")


def _walk_in(found: Board, page: BoardPage, data: Any = None) -> WalkInForm:
    return WalkInForm(
        data, companies=accepted_companies(found.event), advisers=[(one.key, one.name) for one in page.advisers]
    )


def _facts(desk: Desk, event: Event, found: Board | None, form: ActForm | WalkInForm | None) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "event": event,
        "form": form,
        "trail": desk.trail(event),
        "page": None,
        "is_over": is_over(event, at=timezone.now()),
        "here": desk.address("board", event.pk),
        "pairs": desk.address("board_pair", event.pk),
    }
    if found is None:
        return {**facts, "open": ActForm(auto_id="open-%s", initial={"do": "open", "seen": 0})}
    page = board_page(found)
    seen = form.cleaned_data.get("seen") if isinstance(form, ActForm) else None
    return {
        **facts,
        "page": page,
        "hurdles": json.dumps(_told(page.hurdles), ensure_ascii=False, separators=(",", ":")),
        "changes": changes_since(found, seen) if seen is not None and seen < found.version else [],
        "buttons": {name: button(found, name) for name in ("solve", "publish", "stop")},
        "apart": [(one, button(found, "allow", company=one.company, adviser=one.adviser)) for one in page.apart],
        "wishes": form if isinstance(form, WishForm) and form.errors else _wishes(found),
        "trial": _trial(page),
        "walk_in": (form if isinstance(form, WalkInForm) else _walk_in(found, page)) if _has_begun(event) else None,
    }


def _told(hurdles: Hurdles) -> dict[str, Any]:
    """As static/js/board.js reads them."""
    words = {"companyAway": Broken.COMPANY_AWAY.label, "adviserAway": Broken.ADVISER_AWAY.label}
    away = {"companyAway": hurdles.company_away, "adviserAway": hurdles.adviser_away}
    return {"never": hurdles.never, **away, "words": words}


def _has_begun(event: Event) -> bool:
    return timezone.now() >= event.starts_at


def _wishes(found: Board) -> WishForm:
    now = {name: getattr(found, name) for name in ("consultations", "fewest_gaps", "most_in_a_row")}
    return WishForm(auto_id="wishes-%s", initial={"do": "wishes", "seen": found.version, **now})


def _trial(page: BoardPage) -> TryForm:
    return TryForm(
        companies=[(one.key, one.name) for one in page.companies],
        advisers=[(one.key, one.name) for one in page.advisers],
        slots=[(one.number, f"{timezone.localtime(one.starts_at):%H:%M}") for one in page.lines],
    )
