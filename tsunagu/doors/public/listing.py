"""Step 4: the list, one sheet, up to four side by side."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts import access
from tsunagu.accounts.states import Right
from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import Conditions, read
from tsunagu.directory.cursors import Cursor, CursorError, read_cursor
from tsunagu.directory.queries.listing import ListPage, list_page
from tsunagu.directory.queries.responses import response_times
from tsunagu.directory.queries.sheets import is_own_sheet, rows_of, sheet_page
from tsunagu.directory.queries.talks import afterword_figures
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.public.enquire import URGENT_NEED
from tsunagu.doors.public.finding import conditions_page
from tsunagu.doors.public.steps import steps
from tsunagu.doors.public.visitor import COMPARE_MOST, remember_seed, seed_of, shortlist_of
from tsunagu.reference.menus import display_columns
from tsunagu.specialists.states import Standing


def _held(request: HttpRequest) -> Conditions:
    """The conditions that can be used; the rest of the address is left alone."""
    return read(dict(request.GET.lists()))[0]


def listing(request: GatedRequest) -> HttpResponse:
    """The list in this visitor's order; wrong conditions lead back to their fields with what was typed."""
    held, problems = read(dict(request.GET.lists()))
    if problems:
        return conditions_page(request, held, problems)
    try:
        after = read_cursor(request.GET["after"]) if "after" in request.GET else None
    except CursorError:
        return redirect(_list_url(held))
    seed = after.seed if after else seed_of(request)
    page = list_page(held, seed=seed, after=after, by=request.actor, at=timezone.now())
    return remember_seed(render(request, "public/list.html", _list_facts(request, held, page)), seed)


def _list_url(held: Conditions, after: Cursor | None = None) -> str:
    pairs = held.query
    if after:
        pairs += f"{'&' if pairs else ''}after={after}"
    return f"{reverse('public:list')}{'?' if pairs else ''}{pairs}"


def _list_facts(request: HttpRequest, held: Conditions, page: ListPage) -> dict[str, Any]:
    return {
        "steps": steps(4, held),
        "page": page,
        "rows": page.rows,
        "first": page.position + 1,
        "last": page.position + len(page.rows),
        "chips": [
            {
                "label": f"実績：{chip.words}" if chip.facet == "record" else chip.words,
                "url": _list_url(chip.without),
                "gain": f"{chip.gain:+}名" if chip.gain else "",
            }
            for chip in page.chips
        ],
        "ways": [{"label": way.words, "url": _list_url(way.conditions), "gain": f"+{way.gain}名"} for way in page.ways],
        "columns": display_columns(),
        "conditions_url": f"{reverse('public:conditions')}?{held.query}",
        "query": held.query,
        "pairs": held.pairs(),
        "list_url": reverse("public:list"),
        "q": held.q,
        "kept": [pair for pair in held.pairs() if pair[0] != "q"],
        "absent": {code: number for code, number in page.counts.absent.items() if number and not held.busy},
        "busy_url": _list_url(held.without("busy", "") if held.busy else _with_busy(held)),
        "next_url": _list_url(held, page.onwards) if page.onwards else "",
        "next_count": min(page.left, len(page.rows)),
        "first_url": _list_url(held) if page.position else "",
        "shortlist": shortlist_of(request),
        "here": request.get_full_path(),
        "most": COMPARE_MOST,
    }


def _with_busy(held: Conditions) -> Conditions:
    return read({**_lists(held), "busy": ["1"]})[0]


def _lists(held: Conditions) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in held.pairs():
        found.setdefault(name, []).append(value)
    return found


def sheet(request: GatedRequest, riss_no: str) -> HttpResponse:
    """個票: everything one person published, each item with its standing."""
    held, now = _held(request), timezone.now()
    page = sheet_page(
        riss_no,
        today=day_of(now),
        conditions=held,
        may_see_contact=may_see_contact(request.standing, is_own=is_own_sheet(riss_no, request.user)),
    )
    if page is None:
        raise Http404
    facts = {
        "page": page,
        "row": page.row,
        "columns": display_columns(),
        "list_url": _list_url(held),
        "shortlist": shortlist_of(request),
        "self_declared": Standing.SELF,
        "derived": Standing.DERIVED,
        "here": request.get_full_path(),
        "has_conditions": bool(held.pairs()),
        "enquire_url": _enquire_url(riss_no, held),
        "responses": response_times(page.row.specialist_id, at=now),
        "voices": afterword_figures(page.row.specialist_id),
    }
    return render(request, "public/sheet.html", facts)


def _enquire_url(riss_no: str, held: Conditions) -> str:
    """The form for this person, with the need and the first place of the search; urgent where the need is."""
    pairs = [("riss", riss_no), *(("place", place) for place in held.place[:1])]
    if held.need:
        pairs.append(("need", held.need))
    if held.need == URGENT_NEED:
        pairs.append(("urgent", "1"))
    return f"{reverse('public:enquire')}?{urlencode(pairs)}"


def may_see_contact(standing: access.Standing, *, is_own: bool) -> bool:
    """Themselves or coordinators may see what a specialist chose to publish; for others enquiries are relayed."""
    return is_own or Right.CONTACT_SEE in standing.rights


def compare(request: HttpRequest) -> HttpResponse:
    """Up to four side by side; more are not shown and the page says so."""
    wanted = [number for number in dict.fromkeys(request.GET.getlist("riss")) if number]
    held = _held(request)
    rows = rows_of(wanted[:COMPARE_MOST], today=day_of(timezone.now()), conditions=held)
    facts = {
        "rows": rows,
        "columns": display_columns(),
        "is_too_many": len(wanted) > COMPARE_MOST,
        "is_missing": len(rows) < len(wanted[:COMPARE_MOST]),
        "most": COMPARE_MOST,
        "list_url": _list_url(held),
        "query": held.query,
    }
    return render(request, "public/compare.html", facts)
