"""Asking for a specialist as a company that is known here: a member, or the holder of a registration's link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.companies.models import Company
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.needs.forms import AddressedNeedForm, NeedForm
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept
from tsunagu.matching.actions.needs import make_need
from tsunagu.matching.models import Need
from tsunagu.matching.states import NeedOrigin
from tsunagu.partners.models import Partner
from tsunagu.seasons.queries import current_season

TITLE = "訪問指導を申し込む"
LEAD = "登録セキスペが会社に来て、いっしょに対策を進めます。合う人を、会社が選べます。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """What is known of who asks. `email`: proved; "" = none known. `source`: what it came from, "consultation:12"."""

    organisation_name: str
    prefecture: str
    industry: str
    contact_name: str
    telephone: str
    email: str
    origin: NeedOrigin
    trail: tuple[dict[str, str], ...]
    source: str = ""
    theme_code: str = ""
    is_online_ok: bool = False
    company: Company | None = None
    partner: Partner | None = None


def ask(request: GatedRequest, asker: Asker, *, after: Callable[[Need], str]) -> HttpResponse:
    """The form, and the need kept once. `after`: the address of its page."""
    kind = NeedForm if asker.email else AddressedNeedForm
    form = kind(request.POST or None, initial=_initial(asker))
    if request.method == "POST" and form.is_valid():
        said = "申込みを受け付けました。"
        if gone := go_once(request, form, lambda: after(_make(request, asker, form)), said=said):
            return unkept(gone)
    facts = {"form": form, "asker": asker, "trail": asker.trail, "title": TITLE, "lead": LEAD, "button": "申し込む"}
    return unkept(render(request, "needs/new.html", facts))


def _initial(asker: Asker) -> dict[str, Any]:
    names = ("prefecture", "contact_name", "telephone", "is_online_ok")
    return {"what": asker.theme_code, **{name: getattr(asker, name) for name in names}}


def _make(request: GatedRequest, asker: Asker, form: NeedForm) -> Need:
    now = timezone.now()
    known = {"organisation_name": asker.organisation_name, "industry": asker.industry, "email": asker.email}
    facts = form.facts(**known)
    return make_need(
        facts,
        origin=asker.origin,
        source=asker.source,
        company=asker.company,
        partner=asker.partner,
        season=current_season(on=day_of(now)),
        is_proved=facts.email == asker.email,
        by=request.actor,
        at=now,
    )
