"""The conversation for who asked without an account: by the signed link of their enquiry. Anything else: 404."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.states import Right
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.access import companies_visible_to
from tsunagu.companies.queries import company_rows
from tsunagu.directory.models import Enquiry
from tsunagu.directory.queries.enquiries import find_by_link
from tsunagu.directory.queries.talks import find_talk
from tsunagu.directory.states import Side
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.talk.party import Party
from tsunagu.vault.scope import ScopeKind


def party(request: GatedRequest, token: str, pk: int) -> Party:
    """Who reads: whoever holds the signed link. Http404: a wrong or old link, or no conversation yet."""
    try:
        enquiry = find_by_link(token, at=timezone.now())
    except RuleBrokenError:
        raise Http404 from None
    target = find_talk(enquiry.targets.all(), pk) if enquiry else None
    if enquiry is None or target is None:
        raise Http404
    trail = ({"url": reverse("public:enquiry", args=[token]), "label": f"問い合わせ（{enquiry.pk}番）"},)
    return Party(
        Side.VISITOR, target, "public", (token, pk), enquiry.contact_name, trail, company=_company(request, enquiry)
    )


def _company(request: GatedRequest, enquiry: Enquiry) -> int | None:
    """The company of a signed-in member, while the enquiry is on no company's page."""
    if Right.OWN_COMPANY not in request.standing.rights or not enquiry.scope.startswith(ScopeKind.SEASON.value):
        return None
    companies = company_rows(companies_visible_to(request.standing.organisation_ids))
    return companies[0].organisation_id if companies else None
