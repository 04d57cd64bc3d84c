"""Several memberships: a person acts for one organisation at a time, and says which (the switcher)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.accounts.states import Right

HAT = "hat"  # in the session: the code of the hat chosen


def chosen_hat(request: HttpRequest) -> str:
    """The code of the hat this session wears; "" when nothing was chosen."""
    return str(request.session.get(HAT, ""))


def ask_to_change_hats(request: Any, right: Right) -> HttpResponse:
    """The right belongs to another membership of the same person: say which, with a button. Else Http404.

    403 and not 404: whoever has the right may know that the page exists.
    """
    hats = request.standing.hats_with(right)
    if not hats:
        raise Http404
    path = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    return render(request, "account/other_hat.html", {"hats": hats, "next": path}, status=403)
