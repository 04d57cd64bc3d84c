"""How the order of the list comes about, with the figures of the last 90 days."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.directory.queries.exposure import exposure_figures
from tsunagu.directory.rubric import band_width, weights


def about_order(request: HttpRequest) -> HttpResponse:
    """The rule in plain words, the points as data, and how evenly people were shown."""
    facts = {
        "weights": weights(),
        "band": band_width(),
        "figures": exposure_figures(today=day_of(timezone.now())),
    }
    return render(request, "public/about_order.html", facts)
