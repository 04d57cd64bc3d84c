"""One need at the desk: candidates with reasons, who was asked when, and what the desk can do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.actor import Actor
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs import own
from tsunagu.doors.needs.desk import Desk
from tsunagu.doors.needs.engaged import engaged_of
from tsunagu.doors.needs.party import Party
from tsunagu.doors.needs.wording import standing_words
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.doors.unkept import unkept
from tsunagu.matching.actions.needs import close_need, correct_address
from tsunagu.matching.actions.offering import drop_candidate, offer_candidates
from tsunagu.matching.candidates import why_fewer
from tsunagu.matching.models import Need
from tsunagu.matching.need_queries import need_page
from tsunagu.matching.proposal_queries import find_candidate, refusals_of
from tsunagu.matching.states import NeedClosed, NeedState

ENDINGS = (NeedClosed.BY_COMPANY, NeedClosed.BY_OFFICE)
SAID = {
    "offer": "候補をさがしました。",
    "drop": "候補から外しました。",
    "close": "申込みを終わりにしました。",
    "address": "メールアドレスを直しました。",
}


class DeskForm(KindForm, OnceForm):
    """One button. `do`: what; `candidate`: about whom."""

    use_required_attribute = False
    do = forms.ChoiceField(choices=[(do, do) for do in SAID], widget=forms.HiddenInput)
    candidate = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class CloseForm(DeskForm):
    """Ending a need, with the reason."""

    reason = forms.ChoiceField(
        label="終わりにする理由", choices=[(one.value, one.label) for one in ENDINGS], widget=forms.RadioSelect
    )


class AddressForm(DeskForm):
    """An address nobody has proved, mended."""

    email = forms.EmailField(
        label="正しいメールアドレス", required=False, help_text="メールを使わない会社のときは、空にします。"
    )


FORMS: dict[str, type[DeskForm]] = {"close": CloseForm, "address": AddressForm}
AUTO_ID = {CloseForm: "close-%s", AddressForm: "address-%s", DeskForm: "do-%s"}


def need(desk: Desk, request: MemberRequest, pk: int) -> HttpResponse:
    """GET shows it, with ?first= the choice told by the company; POST does one thing."""
    found = desk.need(request, pk)
    party = Party(found, desk.door, (pk,), desk.trail("needs"))
    page = need_page(found, at=timezone.now())
    if request.POST.get("do", "ask") == "ask":
        first = own.chosen_of(page, request)
        if first is not None:
            return unkept(own.choose(request, party, page, first))
        return unkept(_shown(desk, request, found))
    kind = FORMS.get(request.POST.get("do", ""), DeskForm)
    form = kind(request.POST, auto_id=AUTO_ID[kind])
    if form.is_valid():
        act = partial(_act, request, found, form)
        if gone := go_once(request, form, _then(act, party.address()), said=SAID[form.cleaned_data["do"]]):
            return unkept(gone)
    elif kind is DeskForm:
        raise Http404
    return unkept(_shown(desk, request, desk.need(request, pk), form))


def _then(act: Callable[[], object], address: str) -> Callable[[], str]:
    def done() -> str:
        act()
        return address

    return done


def _act(request: MemberRequest, found: Need, form: DeskForm) -> None:
    told, by, at = form.cleaned_data, request.actor, timezone.now()
    if told["do"] == "offer":
        offer_candidates(found, by=by, at=at)
    elif told["do"] == "drop":
        _drop(found, told["candidate"] or 0, by=by, at=at)
    elif told["do"] == "address":
        correct_address(found, told["email"], by=by, at=at)
    else:
        close_need(found, NeedClosed(told["reason"]), by=by, at=at)


def _drop(found: Need, key: int, *, by: Actor, at: datetime) -> None:
    proposal = find_candidate(found, key)
    if proposal is None:
        raise Http404
    drop_candidate(proposal, by=by, at=at)


def _addressing(found: Need) -> AddressForm:
    return AddressForm(initial={"do": "address", "email": found.email}, auto_id=AUTO_ID[AddressForm])


def _shown(desk: Desk, request: MemberRequest, found: Need, form: DeskForm | None = None) -> HttpResponse:
    page = need_page(found, at=timezone.now())
    engaged = engaged_of(found)
    facts: dict[str, Any] = {
        "page": page,
        "standing": standing_words(page),
        "closing": form if isinstance(form, CloseForm) else CloseForm(initial={"do": "close"}, auto_id="close-%s"),
        "addressing": form if isinstance(form, AddressForm) else _addressing(found),
        "refused": form if form is not None and form.errors else None,
        "may_close": page.state in own.MAY_CLOSE,
        "may_offer": page.state in own.MAY_CLOSE and found.proved_at is not None,
        "engagement_url": desk.address("engagement", engaged.engagement.pk) if engaged else "",
        "trail": desk.trail("needs"),
        "once": OnceForm(),
        "refusals": [row for row in refusals_of(found) if row.words],
        "why_nobody": why_fewer(found, at=timezone.now()) if page.state is NeedState.NOBODY else "",
    }
    return render(request, "needs/desk_need.html", facts)
