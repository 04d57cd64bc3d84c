"""How the order of the list comes about, with the figures of the last 90 days."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.exposure import exposure_figures
from tsunagu.directory.rubric import band_width, criteria, weights
from tsunagu.matching.need_rules import CANDIDATES
from tsunagu.matching.season.fit import weights as season_weights


def about_order(request: HttpRequest) -> HttpResponse:
    """The rule in plain words, the points as data, and how evenly people were shown."""
    facts = {
        "weights": weights(),
        "band": band_width(),
        "figures": exposure_figures(today=day_of(timezone.now())),
    }
    return render(request, "public/about_order.html", facts)


def about_candidates(request: HttpRequest) -> HttpResponse:
    """Why these three: how candidates of a need are found, and what happens after the choice."""
    rubric = criteria(Conditions(), today=day_of(timezone.now()))
    facts = {
        "weights": [(one.label, one.most) for one in rubric],
        "count": CANDIDATES,
        "past_contact": season_weights()["past_contact"],
    }
    return render(request, "public/about_candidates.html", facts)
