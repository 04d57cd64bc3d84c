"""The addresses of a conversation, the same behind every door."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.talk import files, page
from tsunagu.doors.talk.party import Party


def talk_routes(base: str, party_of: Callable[..., Party]) -> list[URLPattern]:
    """The page at `base`, and below it its calendar files and papers.

    `party_of`: takes the request and what `base` captures; says who reads, or Http404.
    """

    def talk(request: GatedRequest, **where: Any) -> HttpResponse:
        return page.talk(request, party_of(request, **where))

    def calendar(request: GatedRequest, meeting: int, **where: Any) -> HttpResponse:
        return files.calendar(party_of(request, **where), meeting)

    def paper(request: GatedRequest, number: int, kind: str, **where: Any) -> HttpResponse:
        return files.paper(request, party_of(request, **where), number, kind)

    def paper_pdf(request: GatedRequest, number: int, kind: str, **where: Any) -> HttpResponse:
        return files.paper_pdf(request, party_of(request, **where), number, kind)

    def printed(request: GatedRequest, number: int, kind: str, **where: Any) -> HttpResponse:
        return files.printed(request, party_of(request, **where), number, kind)

    return [
        path(base, talk, name="talk"),
        path(f"{base}/meetings/<int:meeting>.ics", calendar, name="talk_calendar"),
        path(f"{base}/papers/<int:number>/<slug:kind>.docx", paper, name="talk_paper"),
        path(f"{base}/papers/<int:number>/<slug:kind>.pdf", paper_pdf, name="talk_pdf"),
        path(f"{base}/papers/<int:number>/<slug:kind>", printed, name="talk_print"),
    ]
