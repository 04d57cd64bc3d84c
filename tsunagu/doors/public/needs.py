"""A company's need without an account: asked for by the link of a registration, kept by the link in our letters."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.access import consultations_of_registration
from tsunagu.consultations.cases import subject_of
from tsunagu.doors.errors import too_many
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.limits import is_within
from tsunagu.doors.needs import asking, own
from tsunagu.doors.needs.asking import Asker
from tsunagu.doors.needs.party import Party
from tsunagu.doors.needs.starting import started_from
from tsunagu.doors.public.after_event import by_link, trail_of
from tsunagu.doors.public.registrations import own_company
from tsunagu.doors.unkept import unkept
from tsunagu.mail.actions import prove_address
from tsunagu.mail.queries import address_asked
from tsunagu.matching.actions.needs import prove_needs
from tsunagu.matching.models import Need
from tsunagu.matching.need_access import needs_awaiting, needs_by_link
from tsunagu.matching.need_links import need_of, need_token
from tsunagu.matching.need_queries import find_need, need_rows
from tsunagu.matching.states import NeedOrigin
from tsunagu.upkeep.queries import setting_number


def need_new(request: GatedRequest, token: str) -> HttpResponse:
    """The holder of a registration's link asks after a consultation or a self-diagnosis."""
    found = by_link(token)
    hourly = setting_number("event.form_hourly", on=day_of(timezone.now()))
    if request.method == "POST" and not is_within(request, "need_new", f"{hourly}/h"):
        return too_many(request)
    asker = Asker(
        organisation_name=found.organisation_name,
        prefecture=found.prefecture,
        industry=found.industry,
        contact_name=found.contact_name,
        telephone=found.telephone,
        email=found.email if found.proved_at else "",
        origin=NeedOrigin.APPLICATION,
        is_online_ok=found.prefers_online,
        company=found.company,
        partner=found.event.partner,
        trail=trail_of(token),
    )
    begun = started_from(
        asker,
        request.GET.get("from", ""),
        consultations=consultations_of_registration(found),
        subjects=(subject_of(found.pk),),
    )
    return asking.ask(request, begun, after=_address)


def need(request: GatedRequest, token: str) -> HttpResponse:
    """The need's own page. A wrong or old link: 404."""
    try:
        key = need_of(token, at=timezone.now())
    except RuleBrokenError:
        raise Http404 from None
    found = find_need(needs_by_link(key), key)
    if found is None:
        raise Http404
    claimer = own_company(request) if found.company_id is None else None
    return own.need(request, Party(found, "public", (token,), (), claimer))


def need_confirm(request: GatedRequest) -> HttpResponse:
    """GET shows whose address it is; only POST proves it and starts what was asked for with it."""
    is_sent = request.method == "POST"
    token, now = (request.POST if is_sent else request.GET).get("token", ""), timezone.now()
    facts: dict[str, object] = {"refusal": "", "token": token, "address": "", "waiting": []}
    try:
        facts["address"] = address = address_asked(token, at=now)
        if is_sent:
            return _begun(request, token, now)
        facts["waiting"] = need_rows(needs_awaiting(address))
    except RuleBrokenError as refusal:
        facts["refusal"] = str(refusal)
    return unkept(render(request, "public/need_confirm.html", facts))


def _begun(request: GatedRequest, token: str, now: datetime) -> HttpResponse:
    """The address is proved, and all that was written with it begins. A second press says so."""
    address = prove_address(token, by=request.actor, at=now)
    begun = prove_needs(address, by=request.actor, at=now)
    if not begun:
        raise RuleBrokenError("この申込みは、もう始まっています。届いたメールのリンクから、申込みのページを開けます。")
    messages.success(request, "申込みを確かめました。")
    return redirect(_address(begun[-1]))


def _address(need: Need) -> str:
    return reverse("public:need", args=[need_token(need)])
