"""The client's page of a case, by the link of a letter: no account needed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.states import Right
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.access import companies_visible_to
from tsunagu.companies.models import Company
from tsunagu.consultations.actions.case_files import confirm_client
from tsunagu.consultations.case_links import read_token
from tsunagu.consultations.case_queries import find_case_by_link
from tsunagu.consultations.models import CaseFile
from tsunagu.doors.cases.client import Client, client_view
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.once import OnceForm, press_once
from tsunagu.doors.unkept import unkept


def client_case(request: GatedRequest, token: str) -> HttpResponse:
    """What was told to whom, once somebody has said that the letter was for them. A wrong or old link: 404."""
    found = _by_link(token)
    here = reverse("public:client_case", args=[token])
    if found.confirmed_at is None:
        return unkept(_ask_first(request, found, here))
    return client_view(request, Client(found, here, company=_own_company(request)))


def _ask_first(request: GatedRequest, found: CaseFile, here: str) -> HttpResponse:
    """The address may be mistyped: whoever has it says first that they are meant; until then nobody is named."""
    if request.method == "POST" and request.POST.get("do") == "confirm":
        return press_once(request, lambda: confirm_client(found, by=request.actor, at=timezone.now()), back=here)
    return render(request, "cases/client_ask.html", {"partner": str(found.partner), "form": OnceForm()})


def _by_link(token: str) -> CaseFile:
    try:
        found = find_case_by_link(*read_token(token, at=timezone.now()))
    except RuleBrokenError:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _own_company(request: GatedRequest) -> Company | None:
    """Whose page a signed-in member may put the case on."""
    if Right.OWN_COMPANY not in request.standing.rights:
        return None
    return companies_visible_to(request.standing.organisation_ids).select_related("organisation").first()
