"""The way in for every signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tsunagu.accounts.states import Role
from tsunagu.accounts.terms import TERMS_VERSION
from tsunagu.doors.frame import address
from tsunagu.doors.gate import MemberRequest

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


def terms(request: HttpRequest) -> HttpResponse:
    """The terms of use, with their version."""
    return render(request, "terms.html", {"version": TERMS_VERSION})
