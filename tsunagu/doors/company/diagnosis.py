"""The self-diagnosis of a member's company, with those made by the link of a registration it has put on its page."""

from django.http import Http404
from django.urls import reverse

from tsunagu.companies.access import companies_visible_to
from tsunagu.companies.queries import company_rows
from tsunagu.consultations.access import registrations_of_company
from tsunagu.consultations.cases import subject_of
from tsunagu.doors.diagnosis.party import Party
from tsunagu.doors.gate import MemberRequest
from tsunagu.vault.scope import ScopeKind, scope_of


def party_of(request: MemberRequest) -> Party:
    """The company whose hat the member wears; 404 without one."""
    companies = company_rows(companies_visible_to(request.standing.organisation_ids))
    if not companies:
        raise Http404
    own = scope_of(ScopeKind.COMPANY, companies[0].organisation_id)
    trail = ({"url": reverse("company:home"), "label": "自社のページ"},)
    numbers = registrations_of_company([companies[0].organisation_id])
    subjects = (own, *(subject_of(number) for number in numbers))
    return Party(own, subjects, own, companies[0].name, "company", (), trail)
