"""A specialist brings a company: half of the pairs of 2019 came this way (issue 5 §1). The company confirms it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs.forms import BringForm
from tsunagu.doors.once import go_once
from tsunagu.doors.specialist.proposals import myself
from tsunagu.doors.unkept import unkept
from tsunagu.matching.actions.needs import make_need
from tsunagu.matching.states import NeedOrigin
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist

TITLE = "支援先の会社を紹介する"
LEAD = "知り合いの会社を、あなたが支援したいときに使います。会社がメールで確かめると、始まります。"


def bring(request: MemberRequest) -> HttpResponse:
    """The form; the company is asked by mail, nothing begins before it has said so."""
    person = myself(request)
    form = BringForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = "会社に、確かめるメールを送りました。"
        if gone := go_once(request, form, lambda: _make(request, form, person), said=said):
            return unkept(gone)
    trail = [{"url": reverse("specialist:proposals"), "label": "企業からの依頼"}]
    facts = {"form": form, "asker": None, "trail": trail, "title": TITLE, "lead": LEAD, "button": "会社に確かめる"}
    return unkept(render(request, "needs/new.html", facts))


def _make(request: MemberRequest, form: BringForm, person: Specialist) -> str:
    now = timezone.now()
    make_need(
        form.facts(),
        origin=NeedOrigin.SPECIALIST,
        season=current_season(on=day_of(now)),
        brought_by=person,
        by=request.actor,
        at=now,
    )
    return reverse("specialist:proposals")
