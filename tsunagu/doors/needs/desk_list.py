"""The desk's list of needs: nobody takes it on first, then what waits longest; then who wished and has not asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.consultations.queries import RunningRow, running_row
from tsunagu.doors.ages import age_words
from tsunagu.doors.filters import FilterLink, chosen
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs.desk import Desk
from tsunagu.doors.paging import cut, moment_and_number, pager, query
from tsunagu.doors.paging import mark_of as moment_mark
from tsunagu.doors.unkept import unkept
from tsunagu.matching.need_access import needs_of_partners
from tsunagu.matching.need_lists import ORDER, RUNNING, Mark, desk_counts, desk_rows, mark_of
from tsunagu.matching.need_queries import NeedRow
from tsunagu.matching.need_sources import CONSULTATION, wished_without_need
from tsunagu.matching.states import NeedState
from tsunagu.reference.listing import themes

SIZE, MOST_WISHED = 50, 20


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A row, its page, and how long it waits."""

    row: NeedRow
    url: str
    age: str


def needs(desk: Desk, request: MemberRequest) -> HttpResponse:
    """One page of the list."""
    now, kept = timezone.now(), desk.needs(request)
    state, theme = chosen(request, NeedState), theme_of(request)
    after = place_of(request.GET.get("page", ""))
    found = desk_rows(kept, state=state, theme=theme, after=after, limit=SIZE + 1)
    rows, has_more = cut(found, SIZE)
    held = {"state": state or "", "theme": theme}
    facts = {
        "lines": [NeedLine(row, desk.address("need", row.key), age_words(now - row.made_at)) for row in rows],
        "states": _states(desk_counts(kept), held),
        "themes": _themes(held),
        "pager": pager(held, next_mark=mark_text(mark_of(rows[-1])) if has_more else "", size=SIZE,
                       is_first=after is None),
        "elsewhere": elsewhere(desk, request),
        "wished": wished(desk, request),
        "new_url": desk.address("need_new"),
        "batch_url": desk.address("batch"),
        "engagements_url": desk.address("engagements"),
        "trail": desk.trail(),
        "is_filtered": bool(state or theme),
    }  # fmt: skip
    return unkept(render(request, "needs/list.html", facts))


def wished(desk: Desk, request: MemberRequest) -> list[tuple[RunningRow, str]]:
    """Consultations whose company wants to be guided and that have no need yet, with the way to enter one."""
    found = wished_without_need(desk.consultations(request))[:MOST_WISHED]
    return [(running_row(one), f"{desk.address('need_new')}?from={CONSULTATION}-{one.pk}") for one in found]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the partners keep, in numbers."""

    nobody: int
    running: int


def elsewhere(desk: Desk, request: MemberRequest) -> Elsewhere | None:
    """For the secretariat only; None when no partner keeps one."""
    if desk.door != "office":
        return None
    counts = desk_counts(needs_of_partners(request.standing.rights))
    found = Elsewhere(counts[NeedState.NOBODY], sum(counts[one] for one in RUNNING))
    return found if found.nobody or found.running else None


def theme_of(request: HttpRequest) -> str:
    """The theme in the address; "" for all and for anything unknown."""
    told = request.GET.get("theme", "")
    return told if told in themes() else ""


def mark_text(mark: Mark) -> str:
    """A place in the list as it stands in an address."""
    return f"{mark[0]}~{moment_mark(mark[1], mark[2])}"


def place_of(text: str) -> Mark | None:
    """The reverse; None for anything else: then the list begins at its first row."""
    place, _, rest = text.partition("~")
    found = moment_and_number(rest)
    if found is None or place not in {str(number) for number in range(len(ORDER))}:
        return None
    return int(place), *found


def _states(counts: dict[NeedState, int], held: dict[str, str]) -> list[FilterLink]:
    told = [("", "すべて", sum(counts.values())), *((one.value, one.label, counts[one]) for one in ORDER)]
    return [FilterLink(query(held, state=code), label, count, code == held["state"]) for code, label, count in told]


def _themes(held: dict[str, str]) -> list[tuple[str, str, bool]]:
    told = [("", "すべてのテーマ"), *((term.code, term.name) for term in themes())]
    return [(query(held, theme=code), label, code == held["theme"]) for code, label in told]
