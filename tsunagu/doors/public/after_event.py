"""After registering for an event, by the link of the registration: self-diagnosis, questionnaire, summary.

Nobody needs an account. A wrong or old link, and a registration whose address was never proved: 404.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import consultations_of_registration
from tsunagu.consultations.cases import subject_of
from tsunagu.consultations.queries import find_consultation
from tsunagu.consultations.states import ConflictReason
from tsunagu.doors.consulting import summary
from tsunagu.doors.consulting.party import Party as Reader
from tsunagu.doors.diagnosis.party import Party
from tsunagu.doors.frame import address
from tsunagu.doors.gate import GatedRequest
from tsunagu.events.links import number_of
from tsunagu.events.models import EventRegistration
from tsunagu.events.queries.keeping import registration_by_number
from tsunagu.events.states import RegistrationState


def party_of(_request: GatedRequest, token: str) -> Party:
    """The registration answers for itself; its answers go where the event is kept."""
    found = by_link(token)
    own = subject_of(found.pk)
    return Party(own, (own,), found.scope, found.organisation_name, "public", (token,), trail_of(token))


def consultation(request: GatedRequest, token: str, pk: int) -> HttpResponse:
    """The summary of one consultation of the registration."""
    found = find_consultation(consultations_of_registration(by_link(token)), pk)
    if found is None:
        raise Http404
    return summary.summary(
        request, Reader(found, "public", (token, pk), trail_of(token), ConflictReason.DECLARED_BY_COMPANY)
    )


def by_link(token: str) -> EventRegistration:
    """The registration whose link it is. Http404: wrong, old, or its address was never proved."""
    try:
        found = registration_by_number(number_of(token, at=timezone.now()))
    except RuleBrokenError:
        raise Http404 from None
    if found is None or found.state_now is RegistrationState.AWAITING_PROOF:
        raise Http404
    return found


def trail_of(token: str) -> tuple[dict[str, str], ...]:
    """Back to the registration's own page."""
    own = address("public:registration", token)
    return ({"url": own, "label": "申込みの内容"},) if own else ()
