"""The specialist's inbox: what was asked of them, and 「私が対応します」 or 「今回は難しい」."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.directory.access import targets_visible_to
from tsunagu.directory.actions.answering import accept_enquiry, decline_enquiry
from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.queries.inbox import find_target, inbox, inbox_enquiry
from tsunagu.directory.states import DeclineReason
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once


class AcceptForm(KindForm, OnceForm):
    """「私が対応します」, with a few words if one likes."""

    words = forms.CharField(
        label="会社へのひとこと",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="なくてもかまいません。会社が読みます。",
    )


class DeclineForm(KindForm, OnceForm):
    """「今回は難しい」 with a reason of the menu."""

    reason = forms.ChoiceField(
        label="難しい理由", choices=DeclineReason.choices(), widget=forms.RadioSelect, help_text="会社に伝えます。"
    )
    words = forms.CharField(
        label="理由をことばで",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="「そのほか」のときは、書いてください。会社が読みます。",
    )


def enquiries(request: MemberRequest) -> HttpResponse:
    """What waits for an answer first, then the rest."""
    rows = inbox(targets_visible_to(request.user, request.standing.rights))
    return render(request, "specialist/enquiries.html", {"rows": rows})


def enquiry(request: MemberRequest, pk: int) -> HttpResponse:
    """One enquiry and its two answers; a refusal is told on the form."""
    target = find_target(targets_visible_to(request.user, request.standing.rights), pk)
    if target is None:
        raise Http404
    is_accepting, is_declining = "accept" in request.POST, "decline" in request.POST
    accept = AcceptForm(request.POST if is_accepting else None, prefix="yes")
    decline = DeclineForm(request.POST if is_declining else None, prefix="no")
    if is_accepting and (response := _send(request, accept, target)):
        return response
    if is_declining and (response := _send(request, decline, target)):
        return response
    facts = {"page": inbox_enquiry(target), "accept": accept, "decline": decline, "is_declining": is_declining}
    return render(request, "specialist/enquiry.html", facts)


def _send(request: MemberRequest, form: AcceptForm | DeclineForm, target: EnquiryTarget) -> HttpResponse | None:
    if not form.is_valid():
        return None

    def act() -> str:
        told, now = form.cleaned_data, timezone.now()
        if isinstance(form, DeclineForm):
            decline_enquiry(target, DeclineReason(told["reason"]), told["words"], by=request.actor, at=now)
        else:
            accept_enquiry(target, told["words"], by=request.actor, at=now)
        return reverse("specialist:enquiry", args=[target.pk])

    gone = go_once(request, form, act, said="返事を送りました。会社にメールで知らせます。")
    if gone is None:
        target.refresh_from_db()
    return gone
