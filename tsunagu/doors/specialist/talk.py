"""The conversation for the specialist of an accepted enquiry."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from tsunagu.directory.access import targets_visible_to
from tsunagu.directory.queries.talks import find_talk
from tsunagu.directory.states import Side
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.talk import files, page
from tsunagu.doors.talk.party import Party


def _party(request: MemberRequest, pk: int) -> Party:
    target = find_talk(targets_visible_to(request.user, request.standing.rights), pk)
    if target is None:
        raise Http404
    trail = (
        {"url": reverse("specialist:enquiries"), "label": "届いた問い合わせ"},
        {"url": reverse("specialist:enquiry", args=[pk]), "label": "問い合わせを読む"},
    )
    return Party(Side.SPECIALIST, target, "specialist", (pk,), target.specialist.name, trail)


def talk(request: MemberRequest, pk: int) -> HttpResponse:
    """The page with who asked."""
    return page.talk(request, _party(request, pk))


def calendar(request: MemberRequest, pk: int, meeting: int) -> HttpResponse:
    """A meeting as a calendar file."""
    return files.calendar(_party(request, pk), meeting)


def paper(request: MemberRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """A paper of an agreement as Word."""
    return files.paper(request, _party(request, pk), number, kind)


def paper_pdf(request: MemberRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """The same as PDF."""
    return files.paper_pdf(request, _party(request, pk), number, kind)


def paper_print(request: MemberRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """The same as a page to print."""
    return files.printed(request, _party(request, pk), number, kind)
