"""The visitor's own pages of an enquiry: the button that sends it, and where it stands. By links in letters."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.ending import withdraw_enquiry
from tsunagu.directory.actions.enquiries import confirm_enquiry
from tsunagu.directory.enquiry_links import visitor_token
from tsunagu.directory.models import Enquiry
from tsunagu.directory.queries.enquiries import awaiting_of, find_by_link, find_of_sender, own_enquiry
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.unkept import unkept
from tsunagu.mail.actions import prove_address
from tsunagu.mail.queries import address_asked

MOST_DIGITS = 18


def confirm(request: GatedRequest) -> HttpResponse:
    """GET shows what was written with the address of the link; only POST sends one, or drops it."""
    if request.method == "POST":
        return _decide(request)
    token, now = request.GET.get("token", ""), timezone.now()
    facts: dict[str, object] = {"refusal": "", "waiting": [], "token": token, "address": ""}
    try:
        facts["address"] = address = address_asked(token, at=now)
        facts["waiting"] = awaiting_of(address, at=now)
    except RuleBrokenError as refusal:
        facts["refusal"] = str(refusal)
    return unkept(render(request, "public/confirm_enquiry.html", facts))


def _decide(request: GatedRequest) -> HttpResponse:
    """The owner of the address pressed a button. A second press leads to the same page."""
    token, now = request.POST.get("token", ""), timezone.now()
    back = f"{reverse('public:confirm_enquiry')}?token={token}"
    try:
        address = address_asked(token, at=now)
        enquiry = _asked_for(address, request.POST.get("enquiry", ""))
        if "drop" in request.POST:
            withdraw_enquiry(enquiry, by=request.actor, at=now)
            messages.success(request, "問い合わせを消しました。だれにも届いていません。")
            return redirect(back)
        prove_address(token, by=request.actor, at=now)
        confirm_enquiry(enquiry, by=request.actor, at=now)
    except RuleBrokenError as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return redirect("public:enquiry", visitor_token(enquiry))


def _asked_for(address: str, number: str) -> Enquiry:
    is_number = number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS
    enquiry = find_of_sender(address, int(number)) if is_number else None
    if enquiry is None:
        raise RuleBrokenError("この問い合わせは見つかりません。もう一度書いてください。")
    return enquiry


def enquiry(request: GatedRequest, token: str) -> HttpResponse:
    """Where an enquiry stands, the answers, and the button that takes it back. A wrong or old link: 404."""
    now = timezone.now()
    try:
        found = find_by_link(token, at=now)
    except RuleBrokenError:
        raise Http404 from None
    if found is None:
        raise Http404
    if request.method == "POST":
        return _withdraw(request, found, token)
    facts = {"page": own_enquiry(found, today=day_of(now)), "token": token}
    return unkept(render(request, "public/enquiry.html", facts))


def _withdraw(request: GatedRequest, found: Enquiry, token: str) -> HttpResponse:
    try:
        withdraw_enquiry(found, by=request.actor, at=timezone.now())
        messages.success(request, "問い合わせを取り下げました。")
    except RuleBrokenError as refusal:
        messages.error(request, str(refusal))
    return redirect("public:enquiry", token)
