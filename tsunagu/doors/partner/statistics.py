"""The partner's own figures: a table, and the same as CSV or Excel. Counts only, so no password is asked."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of, fiscal_year
from tsunagu.base.exporting import export_csv, export_xlsx
from tsunagu.consultations.case_statistics import COLUMNS, Figure, statistics_of
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.partner.cases import own_partner, trail
from tsunagu.doors.unkept import unkept

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FIRST_YEAR = 2020


def statistics(request: MemberRequest) -> HttpResponse:
    """The figures of a fiscal year."""
    year = _year(request)
    facts = {"rows": _figures(request, year), "year": year, "newest": _newest(), "trail": trail()}
    return unkept(render(request, "cases/statistics.html", facts))


def export(request: MemberRequest, kind: str) -> HttpResponse:
    """The same rows through the export gate."""
    if kind not in TYPES:
        raise Http404
    year = _year(request)
    rows = _figures(request, year)
    body = export_csv(COLUMNS, rows) if kind == "csv" else export_xlsx(COLUMNS, rows, title=f"{year}年度")
    told = f'attachment; filename="statistics-{year}.{kind}"'
    headers = {"Content-Disposition": told, "X-Content-Type-Options": "nosniff"}
    return unkept(HttpResponse(body, content_type=TYPES[kind], headers=headers))


def _figures(request: MemberRequest, year: int) -> list[Figure]:
    return statistics_of([own_partner(request).pk], year, today=day_of(timezone.now()))


def _newest() -> int:
    return fiscal_year(day_of(timezone.now()))


def _year(request: MemberRequest) -> int:
    """A fiscal year as it stands in the address; anything else is this one."""
    typed = request.GET.get("year", "")
    year = int(typed) if len(typed) == 4 and typed.isascii() and typed.isdecimal() else 0
    return year if FIRST_YEAR <= year <= _newest() else _newest()
