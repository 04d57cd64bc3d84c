"""The way in for every signed-in person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tsunagu.accounts.states import Right, Role
from tsunagu.accounts.terms import TERMS_VERSION
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.frame import address
from tsunagu.doors.gate import MemberRequest
from tsunagu.events.links import arriving

# Who has several roles enters by the first door that is theirs.
DOOR_OF_ROLE = {
    Role.OFFICE_LEAD: "office:home",
    Role.OFFICE_CLERK: "office:home",
    Role.COORDINATOR: "partner:home",
    Role.SPECIALIST: "specialist:home",
    Role.COMPANY_MEMBER: "company:home",
}


def home(request: MemberRequest) -> HttpResponse:
    """To the door of the person's role; without one, to the page that asks which way in is theirs."""
    doors = (address(name) for role, name in DOOR_OF_ROLE.items() if role in request.standing.roles)
    return redirect(next(filter(None, doors), address("account:start")))


def arrive(request: MemberRequest, token: str) -> HttpResponse:
    """The QR code of a registration, to the reception at one's own door: there 404 for who does not keep the event."""
    try:
        arriving(token, at=timezone.now())
    except RuleBrokenError:
        raise Http404 from None
    door = "office" if Right.EVENT_OVERSEE in request.standing.rights else "partner"
    return redirect(f"{door}:arrive", token)


def terms(request: HttpRequest) -> HttpResponse:
    """The terms of use, with their version."""
    return render(request, "terms.html", {"version": TERMS_VERSION})
