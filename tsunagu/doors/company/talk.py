"""The conversation for the members of the company that asked."""

from django.http import Http404
from django.urls import reverse

from tsunagu.directory.access import company_targets_visible_to
from tsunagu.directory.queries.talks import find_talk
from tsunagu.directory.states import Side
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.talk.party import Party


def party(request: MemberRequest, pk: int) -> Party:
    """Who reads: a member of the company that asked. Http404: not their conversation, or none yet."""
    target = find_talk(company_targets_visible_to(request.standing.organisation_ids), pk)
    if target is None:
        raise Http404
    trail = ({"url": reverse("company:home"), "label": "自社のページ"},)
    return Party(Side.VISITOR, target, "company", (pk,), request.user.name, trail)
