"""The addresses of the self-diagnosis and the questionnaire, the same behind both doors."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path

from tsunagu.doors.diagnosis import page, questionnaire
from tsunagu.doors.diagnosis.party import Party
from tsunagu.doors.gate import GatedRequest


def diagnosis_routes(base: str, party_of: Callable[..., Party]) -> list[URLPattern]:
    """The overview at `base`, its three parts, results as page and PDF. `party_of`: who answers, or Http404."""

    def overview(request: GatedRequest, **where: Any) -> HttpResponse:
        return page.overview(request, party_of(request, **where))

    def part(request: GatedRequest, part: int, **where: Any) -> HttpResponse:
        return page.part(request, party_of(request, **where), part)

    def result(request: GatedRequest, key: int, **where: Any) -> HttpResponse:
        return page.result(request, party_of(request, **where), key)

    def paper(request: GatedRequest, key: int, **where: Any) -> HttpResponse:
        return page.paper(party_of(request, **where), key)

    return [
        path(base, overview, name="diagnosis"),
        path(f"{base}/<int:part>", part, name="diagnosis_part"),
        path(f"{base}/results/<int:key>", result, name="diagnosis_result"),
        path(f"{base}/results/<int:key>.pdf", paper, name="diagnosis_pdf"),
    ]


def questionnaire_route(base: str, party_of: Callable[..., Party]) -> URLPattern:
    """The participants' questionnaire at `base`."""

    def answer(request: GatedRequest, **where: Any) -> HttpResponse:
        return questionnaire.answer(request, party_of(request, **where))

    return path(base, answer, name="questionnaire")
