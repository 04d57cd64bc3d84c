from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tsunagu.reference.menus import first_worries, menus


def home(request: HttpRequest) -> HttpResponse:
    """Step 1: what is your trouble."""
    return render(request, "public/home.html", {"menus": menus(), "worries": first_worries()})
