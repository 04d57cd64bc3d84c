"""The summary of a consultation for the members of the company that was heard."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from tsunagu.consultations.access import consultations_of_company
from tsunagu.consultations.queries import find_consultation
from tsunagu.consultations.states import ConflictReason
from tsunagu.doors.consulting import summary
from tsunagu.doors.consulting.party import Party
from tsunagu.doors.gate import MemberRequest


def consultation(request: MemberRequest, pk: int) -> HttpResponse:
    """One of the own company's."""
    found = find_consultation(consultations_of_company(request.standing.organisation_ids), pk)
    if found is None:
        raise Http404
    trail = ({"url": reverse("company:home"), "label": "自社のページ"},)
    return summary.summary(request, Party(found, "company", (pk,), trail, ConflictReason.DECLARED_BY_COMPANY))
