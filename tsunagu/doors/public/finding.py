"""Steps 1 to 3 of the search: the trouble, the need, the conditions. Also the emergency page."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import Conditions, Problem, read
from tsunagu.directory.emergency import emergency_contacts, first_steps
from tsunagu.directory.enquiry_rules import most_asked
from tsunagu.directory.queries.listing import listed_count
from tsunagu.directory.queries.sheets import SheetPage, emergency_pages
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.public.fields import facet_fields, regions
from tsunagu.doors.public.steps import steps
from tsunagu.doors.public.visitor import seed_of
from tsunagu.reference.menus import first_worries, menu, menus
from tsunagu.reference.vocabulary import UnknownCodeError


def home(request: HttpRequest) -> HttpResponse:
    """Step 1: what is your trouble. Menus, first worries, or own words."""
    return render(
        request,
        "public/home.html",
        {"steps": steps(1), "menus": menus(), "worries": first_worries(), "listed": listed_count()},
    )


def needs(request: HttpRequest, code: str) -> HttpResponse:
    """Step 2: the needs of one menu, each with a worry as an example."""
    try:
        chosen = menu(code)
    except UnknownCodeError:
        raise Http404 from None
    return render(request, "public/needs.html", {"steps": steps(2), "menu": chosen})


def conditions(request: HttpRequest) -> HttpResponse:
    """Step 3: place first, then everything else; nothing is required."""
    held, problems = read(dict(request.GET.lists()))
    if held.need and not problems and request.GET.get("need") == "E-1":
        return redirect("public:emergency")
    return conditions_page(request, held, problems)


def conditions_page(request: HttpRequest, held: Conditions, problems: list[Problem]) -> HttpResponse:
    """The conditions with what was typed and, beside each field, what is wrong; 422 when something is."""
    typed = {name: request.GET.get(name, "") for name in request.GET}
    fields = facet_fields(held, problems, typed)
    facts = {
        "steps": steps(3, held),
        "fields": fields,
        "flags": [fields[name] for name in ("first_free", "available", "emergency", "chamber", "busy")],
        "regions": regions(held),
        "problems": problems,
        "first_place": held.place[0] if held.place else "",
        "change_need_url": reverse("public:home"),
    }
    return render(request, "public/conditions.html", facts, status=422 if problems else 200)


def _urgent_query(held: Conditions, pages: Sequence[SheetPage]) -> str:
    """An urgent enquiry to the first of those shown, from the same place."""
    first = [("riss", page.row.riss_no) for page in pages[: most_asked(is_urgent=True)]]
    return urlencode([("urgent", "1"), *(("place", place) for place in held.place[:1]), *first])


def emergency(request: GatedRequest) -> HttpResponse:
    """エ-1: first steps and public contacts, then specialists who can come at once."""
    held, problems = read(dict(request.GET.lists()))
    wanted = replace(Conditions(), need="E-1", emergency=True, place=held.place, online=True)
    at = timezone.now()
    pages = emergency_pages(wanted, seed=seed_of(request), today=day_of(at))
    facts = {
        "first_steps": first_steps(),
        "contacts": emergency_contacts(),
        "pages": pages,
        "fields": facet_fields(held, problems, {}),
        "first_place": held.place[0] if held.place else "",
        "list_url": f"{reverse('public:list')}?{wanted.query}",
        "enquire_url": f"{reverse('public:enquire')}?{_urgent_query(held, pages)}",
    }
    return render(request, "public/emergency.html", facts)
