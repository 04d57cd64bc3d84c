"""A case the client has put on its company's page: the same as by the link of the letter."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from tsunagu.consultations.access import cases_of_company
from tsunagu.consultations.case_queries import find_case
from tsunagu.doors.cases.client import Client, client_view
from tsunagu.doors.gate import MemberRequest


def case(request: MemberRequest, pk: int) -> HttpResponse:
    """What was told to whom, the roadmap, and 「止めてほしい」."""
    found = find_case(cases_of_company(request.standing.organisation_ids), pk)
    if found is None:
        raise Http404
    trail = ({"url": reverse("company:home"), "label": "自社のページ"},)
    return client_view(request, Client(found, reverse("company:case", args=[pk]), trail))
