"""Asking for a specialist as a member, and the pages of the company's needs."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse

from tsunagu.companies.access import companies_visible_to
from tsunagu.companies.models import Company
from tsunagu.consultations.access import consultations_of_company
from tsunagu.doors.company import diagnosis
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs import asking, own
from tsunagu.doors.needs.asking import Asker
from tsunagu.doors.needs.party import Party
from tsunagu.doors.needs.starting import started_from
from tsunagu.matching.models import Need
from tsunagu.matching.need_access import needs_of_companies
from tsunagu.matching.need_queries import find_need
from tsunagu.matching.states import NeedOrigin


def need_new(request: MemberRequest) -> HttpResponse:
    """From one of the company's consultations or self-diagnoses, or by itself."""
    company = _company(request)
    asker = Asker(
        organisation_name=company.organisation.name,
        prefecture=company.organisation.prefecture,
        industry=company.industry,
        contact_name=request.user.name,
        telephone="",
        email=request.user.email,
        origin=NeedOrigin.APPLICATION,
        company=company,
        trail=_trail(),
    )
    begun = started_from(
        asker,
        request.GET.get("from", ""),
        consultations=consultations_of_company(request.standing.organisation_ids),
        subjects=diagnosis.party_of(request).subjects,
    )
    return asking.ask(request, begun, after=_address)


def need(request: MemberRequest, pk: int) -> HttpResponse:
    """One of the own company's."""
    found = find_need(needs_of_companies(request.standing.organisation_ids), pk)
    if found is None:
        raise Http404
    return own.need(request, Party(found, "company", (pk,), _trail()))


def _company(request: MemberRequest) -> Company:
    found = companies_visible_to(request.standing.organisation_ids).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def _address(need: Need) -> str:
    return reverse("company:need", args=[need.pk])


def _trail() -> tuple[dict[str, str], ...]:
    return ({"url": reverse("company:home"), "label": "自社のページ"},)
