"""The shortlist: kept in the visitor's own browser, without an account. Nothing is stored on the server."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.sheets import rows_of
from tsunagu.doors.public.visitor import COMPARE_MOST, SHORTLIST_MOST, remember_shortlist, shortlist_of
from tsunagu.specialists.register_rules import is_riss_no


def shortlist(request: HttpRequest) -> HttpResponse:
    """Show it; or put one number on it, take one off, empty it, and go back to where the button stood."""
    if request.method == "POST":
        return _change(request)
    numbers = shortlist_of(request)
    rows = rows_of(numbers, today=day_of(timezone.now()), conditions=Conditions())
    facts = {
        "rows": rows,
        "numbers": numbers,
        "gone": len(numbers) - len(rows),
        "most": COMPARE_MOST,
        "here": request.path,
    }
    return render(request, "public/shortlist.html", facts)


def _change(request: HttpRequest) -> HttpResponse:
    numbers = shortlist_of(request)
    added, removed = request.POST.get("add", ""), request.POST.get("remove", "")
    if "empty" in request.POST:
        numbers = []
    elif removed:
        numbers = [number for number in numbers if number != removed]
    elif is_riss_no(added) and added not in numbers:
        if len(numbers) >= SHORTLIST_MOST:
            messages.warning(request, f"候補は{SHORTLIST_MOST}人までです。候補のページで、いくつか外してください。")
        else:
            numbers.append(added)
    return remember_shortlist(redirect(_back(request)), numbers)


def _back(request: HttpRequest) -> str:
    """Only an address of our own; anything else leads to the shortlist."""
    here = request.POST.get("back", "")
    is_ours = here.startswith("/") and url_has_allowed_host_and_scheme(here, allowed_hosts=None)
    return here if is_ours else reverse("public:shortlist")
