"""A need entered at the desk: for a company without a computer, or after a consultation that wished for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import find_consultation
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs.desk import Desk
from tsunagu.doors.needs.forms import DeskNeedForm
from tsunagu.doors.needs.ways import asked_from
from tsunagu.doors.once import go_once
from tsunagu.doors.unkept import unkept
from tsunagu.matching.actions.needs import make_need
from tsunagu.matching.need_sources import CONSULTATION, source_of
from tsunagu.matching.states import NeedOrigin
from tsunagu.seasons.queries import current_season

TITLE = "会社に代わって申し込む"
LEAD = "パソコンを使わない会社の代わりに書けます。会社の了解を得てから書いてください。"


@dataclass(frozen=True, slots=True)
class Entering:
    """Whose desk, who writes, and the consultation it came from."""

    desk: Desk
    request: MemberRequest
    consultation: Consultation | None


def need_new(desk: Desk, request: MemberRequest) -> HttpResponse:
    """The form, filled in from a consultation when the address names one."""
    here = Entering(desk, request, _consultation(desk, request))
    form = DeskNeedForm(request.POST or None, initial=_initial(here))
    if form.is_valid() and (gone := go_once(request, form, lambda: _make(here, form), said="申込みを受け付けました。")):
        return unkept(gone)
    facts = {
        "form": form, "asker": None, "trail": desk.trail("needs"), "title": TITLE, "lead": LEAD, "button": "申し込む",
    }  # fmt: skip
    return unkept(render(request, "needs/new.html", facts))


def _consultation(desk: Desk, request: MemberRequest) -> Consultation | None:
    """The one named in the address; Http404: not held here."""
    text = request.GET.get("from", "")
    if not text:
        return None
    kind, key = asked_from(text) or ("", 0)
    found = find_consultation(desk.consultations(request), key) if kind == CONSULTATION else None
    if found is None:
        raise Http404
    return found


def _initial(here: Entering) -> dict[str, Any]:
    if here.consultation is None:
        return {"prefecture": _own_prefecture(here)}
    known = here.consultation.registration
    names = ("organisation_name", "industry", "prefecture", "contact_name", "email", "telephone")
    told = {name: getattr(known, name) for name in names}
    return told | {"what": here.consultation.theme_code, "is_online_ok": known.prefers_online}


def _own_prefecture(here: Entering) -> str:
    partner = here.desk.partner(here.request)
    return partner.organisation.prefecture if partner else ""


def _make(here: Entering, form: DeskNeedForm) -> str:
    now, one, facts = timezone.now(), here.consultation, form.facts()
    partner = here.desk.partner(here.request)
    by_hand = NeedOrigin.PARTNER if partner else NeedOrigin.APPLICATION
    is_known = one is not None and one.registration.proved_at is not None and one.registration.email == facts.email
    need = make_need(
        facts,
        origin=NeedOrigin.CONSULTATION if one else by_hand,
        source=source_of(CONSULTATION, one.pk) if one else "",
        company=one.registration.company if one else None,
        partner=partner,
        season=current_season(on=day_of(now)),
        waits_for_batch=form.cleaned_data["waits"] == "batch",
        is_proved=is_known,
        by=here.request.actor,
        at=now,
    )
    return here.desk.address("need", need.pk)
