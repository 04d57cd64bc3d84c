"""Engagements at the desk: theme by region as the season's report counts them, the list, one with its withdrawal."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.doors.filters import chosen, filter_links
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs.desk import Desk
from tsunagu.doors.needs.engaged import WithdrawForm, engaged, withdraw
from tsunagu.doors.once import go_once
from tsunagu.doors.paging import cut, mark_of, moment_and_number, pager
from tsunagu.doors.unkept import unkept
from tsunagu.guidance.lists import desk_engagements, engagement_counts
from tsunagu.guidance.queries import find_engagement
from tsunagu.guidance.regions import RegionRow, ThemeRegionTable, theme_region_table
from tsunagu.guidance.states import EngagementState, WithdrawnBy
from tsunagu.seasons.queries import current_season

SIZE = 50


class DeskWithdrawForm(WithdrawForm):
    """The same, said by telephone: whose wish it was."""

    side = forms.ChoiceField(label="だれの都合ですか", choices=WithdrawnBy.choices(), widget=forms.RadioSelect)
    field_order = ("side", "words")


def engagements(desk: Desk, request: MemberRequest) -> HttpResponse:
    """The table, and all of them."""
    kept = desk.engagements(request)
    season = current_season(on=day_of(timezone.now()))
    state, before = chosen(request, EngagementState), moment_and_number(request.GET.get("page", ""))
    found = desk_engagements(kept, state=state, before=before, limit=SIZE + 1)
    rows, has_more = cut(found, SIZE)
    counts = engagement_counts(kept)
    told = {one.value: (one.label, counts[one]) for one in EngagementState}
    table = theme_region_table(season, None if desk.door == "office" else kept)
    facts = {
        "table": table,
        "lines": [(row, _cells(table, row)) for row in (*table.rows, table.whole)] if table.rows else [],
        "season": season,
        "is_whole": desk.door == "office",
        "rows": [(row, desk.address("engagement", row.key)) for row in rows],
        "filters": filter_links({"": ("すべて", sum(counts.values())), **told}, chosen=state or ""),
        "pager": pager(
            {"state": state or ""},
            next_mark=mark_of(rows[-1].opened_at, rows[-1].key) if has_more else "",
            size=SIZE,
            is_first=before is None,
        ),
        "trail": desk.trail("needs"),
    }
    return unkept(render(request, "needs/engagements.html", facts))


def _cells(table: ThemeRegionTable, row: RegionRow) -> list[tuple[str, int]]:
    """Each count of a row with its heading."""
    return [(name, count) for (_, name), count in zip(table.columns, row.counts, strict=True)]


def engagement(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """One of them; what it is about, both sides, and taking it back."""
    found = find_engagement(desk.engagements(request), pk)
    if found is None:
        raise Http404
    form = DeskWithdrawForm(request.POST or None)

    def act() -> str:
        withdraw(request, found, form, WithdrawnBy(form.cleaned_data["side"]))
        return desk.address("engagement", pk)

    if request.method == "POST" and form.is_valid():
        if gone := go_once(request, form, act, said="取りやめを記録し、知らせました。"):
            return unkept(gone)
        found.refresh_from_db()
    facts = {
        "engaged": engaged(found),
        "form": form,
        "need_url": desk.address("need", found.need_id),
        "trail": desk.trail("needs", "engagements"),
    }
    return unkept(render(request, "needs/engagement.html", facts))
