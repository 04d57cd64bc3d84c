"""The conversation for the specialist of an accepted enquiry."""

from django.http import Http404
from django.urls import reverse

from tsunagu.directory.access import targets_visible_to
from tsunagu.directory.queries.talks import find_talk
from tsunagu.directory.states import Side
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.talk.party import Party


def party(request: MemberRequest, pk: int) -> Party:
    """Who reads: the specialist who accepted. Http404: not their conversation, or none yet."""
    target = find_talk(targets_visible_to(request.user, request.standing.rights), pk)
    if target is None:
        raise Http404
    trail = (
        {"url": reverse("specialist:enquiries"), "label": "届いた問い合わせ"},
        {"url": reverse("specialist:enquiry", args=[pk]), "label": "問い合わせを読む"},
    )
    return Party(Side.SPECIALIST, target, "specialist", (pk,), target.specialist.name, trail)
