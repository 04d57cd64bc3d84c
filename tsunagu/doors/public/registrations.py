"""Registering without an account: the form, the button in the letter, the registration's own page."""

from __future__ import annotations

from base64 import b64encode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.states import Right
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.access import companies_visible_to
from tsunagu.companies.models import Company
from tsunagu.consultations.access import consultations_of_registration
from tsunagu.consultations.queries import running_rows
from tsunagu.doors.errors import too_many
from tsunagu.doors.events.registering import RegistrationForm
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.limits import is_within
from tsunagu.doors.once import go_once
from tsunagu.doors.public.enquiries import MOST_DIGITS
from tsunagu.doors.unkept import unkept
from tsunagu.events.actions.keeping import cancel_registration, claim_registration
from tsunagu.events.actions.registering import prove_registration, register
from tsunagu.events.documents import qr_svg
from tsunagu.events.links import arrival_link, number_of, registration_token, sender_digest
from tsunagu.events.models import Event, EventRegistration
from tsunagu.events.queries.keeping import awaiting_of, registration_by_number, registration_row, slots_of
from tsunagu.events.queries.showing import find_public, page_of
from tsunagu.events.rules import why_not_open
from tsunagu.events.states import LIVE, RegistrationState
from tsunagu.mail.actions import prove_address
from tsunagu.mail.queries import address_asked
from tsunagu.upkeep.queries import setting_number


def event_register(request: GatedRequest, pk: int) -> HttpResponse:
    """The form; kept once, then the page that says a mail is on its way."""
    event = find_public(pk)
    if event is None:
        raise Http404
    form = RegistrationForm(request.POST or None, kind=event.kind_now, slots=slots_of(event))
    if request.method == "POST":
        hourly = setting_number("event.form_hourly", on=day_of(timezone.now()))
        if not is_within(request, "event_register", f"{hourly}/h"):
            return too_many(request)
        if form.is_valid() and (response := _send(request, event, form)):
            return response
    now = timezone.now()
    why_not = why_not_open(event.state_now, event.closes_at, at=now)
    return render(
        request, "public/event_register.html", {"form": form, "page": page_of(event, at=now), "why_not": why_not}
    )


def _send(request: GatedRequest, event: Event, form: RegistrationForm) -> HttpResponse | None:
    def act() -> str:
        register(event, form.wanted(), by=request.actor, at=timezone.now())
        return reverse("public:event_sent")

    return go_once(request, form, act)


def event_sent(request: GatedRequest) -> HttpResponse:
    """A mail is on its way; the same words for everybody."""
    return render(request, "public/event_sent.html")


def event_confirm(request: GatedRequest) -> HttpResponse:
    """GET shows what was written with the address of the link; only POST registers, or drops it."""
    if request.method == "POST":
        return _decide(request)
    token, now = request.GET.get("token", ""), timezone.now()
    facts: dict[str, object] = {"refusal": "", "waiting": [], "token": token, "address": ""}
    try:
        facts["address"] = address = address_asked(token, at=now)
        facts["waiting"] = [
            (one.pk, page_of(one.event, at=now).row, one) for one in awaiting_of(sender_digest(address))
        ]
    except RuleBrokenError as refusal:
        facts["refusal"] = str(refusal)
    return unkept(render(request, "public/event_confirm.html", facts))


def _decide(request: GatedRequest) -> HttpResponse:
    """The owner of the address pressed a button. A second press leads to the same page."""
    token, now = request.POST.get("token", ""), timezone.now()
    back = f"{reverse('public:event_confirm')}?token={token}"
    try:
        found = _asked_for(address_asked(token, at=now), request.POST.get("registration", ""))
        if "drop" in request.POST:
            _refuse_begun(found)
            cancel_registration(found, by=request.actor, at=now)
            messages.success(request, "申込みを消しました。")
            return redirect(back)
        prove_address(token, by=request.actor, at=now)
        prove_registration(found, by=request.actor, at=now)
    except RuleBrokenError as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return redirect("public:registration", registration_token(found))


def _asked_for(address: str, number: str) -> EventRegistration:
    is_number = number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS
    found = registration_by_number(int(number)) if is_number else None
    if found is None or found.sender_digest != sender_digest(address):
        raise RuleBrokenError("この申込みは見つかりません。もう一度申し込んでください。")
    return found


def registration(request: GatedRequest, token: str) -> HttpResponse:
    """A registration's own page: where it stands, the QR code, cancelling. A wrong or old link: 404."""
    found = _by_link(token)
    if request.method == "POST":
        return _act(request, found, token)
    now = timezone.now()
    is_seated = found.state_now is RegistrationState.ACCEPTED
    facts = {
        "row": registration_row(found),
        "page": page_of(found.event, at=now),
        "token": token,
        "qr": _picture(arrival_link(found)) if is_seated and now < found.event.ends_at else "",
        "online_url": found.event.online_url if is_seated else "",
        "may_cancel": found.state_now in LIVE and now < found.event.starts_at,
        "company": own_company(request) if found.company is None else None,
        "claimed_by": str(found.company) if found.company else "",
        "consultations": [
            (row, reverse("public:consultation", args=[token, row.key]))
            for row in running_rows(consultations_of_registration(found))
        ],
    }
    return unkept(render(request, "public/registration.html", facts))


def _by_link(token: str) -> EventRegistration:
    try:
        found = registration_by_number(number_of(token, at=timezone.now()))
    except RuleBrokenError:
        raise Http404 from None
    if found is None:
        raise Http404
    return found


def _act(request: GatedRequest, found: EventRegistration, token: str) -> HttpResponse:
    try:
        messages.success(request, _claim(request, found) if "claim" in request.POST else _cancel(request, found))
    except RuleBrokenError as refusal:
        messages.error(request, str(refusal))
    return redirect("public:registration", token)


def _claim(request: GatedRequest, found: EventRegistration) -> str:
    company = own_company(request)
    if company is None:
        raise Http404
    claim_registration(found, company, by=request.actor, at=timezone.now())
    return "会社のページに入れました。"


def _cancel(request: GatedRequest, found: EventRegistration) -> str:
    _refuse_begun(found)
    cancel_registration(found, by=request.actor, at=timezone.now())
    return "申込みを取り消しました。"


def _refuse_begun(found: EventRegistration) -> None:
    if found.state_now in LIVE and timezone.now() >= found.event.starts_at:
        raise RuleBrokenError("この催しは、もう始まっています。主催者に電話してください。")


def own_company(request: GatedRequest) -> Company | None:
    """The company whose hat the reader wears; None: signed out, or no member of one."""
    if Right.OWN_COMPANY not in request.standing.rights:
        return None
    return companies_visible_to(request.standing.organisation_ids).select_related("organisation").first()


def _picture(text: str) -> str:
    """A QR code as an address an <img> can show."""
    return f"data:image/svg+xml;base64,{b64encode(qr_svg(text).encode()).decode()}"
