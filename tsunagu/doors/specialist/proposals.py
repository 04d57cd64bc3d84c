"""What a specialist was asked: the list, one request with what it takes to decide, and the two answers."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.doors.unkept import unkept
from tsunagu.guidance.access import engagements_of_specialist
from tsunagu.guidance.actions import accept_proposal
from tsunagu.guidance.queries import engagement_rows
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.models import Proposal
from tsunagu.matching.need_access import needs_brought_by, proposals_of_specialist
from tsunagu.matching.need_queries import need_rows
from tsunagu.matching.proposal_queries import find_proposal, proposal_page, proposal_rows
from tsunagu.matching.states import Refusal
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.freshness_queries import owner_of
from tsunagu.specialists.models import Specialist


class AcceptForm(KindForm, OnceForm):
    """「引き受けます」."""


class DeclineForm(KindForm, OnceForm):
    """「今回は難しい」 with a reason of the menu."""

    use_required_attribute = False
    reason = forms.ChoiceField(
        label="難しい理由", choices=Refusal.choices(), widget=forms.RadioSelect, help_text="会社と担当者に伝えます。"
    )
    words = forms.CharField(
        label="理由をことばで",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="「そのほか」のときは、書いてください。担当者が読みます。",
    )


def proposals(request: MemberRequest) -> HttpResponse:
    """What waits for an answer first; then what was decided, and companies one brought."""
    person, standing = myself(request), request.standing
    asked = proposals_of_specialist(request.user, standing.rights)
    facts = {
        "rows": proposal_rows(asked, person),
        "engagements": engagement_rows(engagements_of_specialist(request.user, standing.rights)),
        "brought": need_rows(needs_brought_by(request.user, standing.rights)),
    }
    return unkept(render(request, "specialist/proposals.html", facts))


def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    """One request and its two answers; a refusal is told on the form."""
    person = myself(request)
    found = find_proposal(proposals_of_specialist(request.user, request.standing.rights), pk)
    if found is None:
        raise Http404
    is_declining = "decline" in request.POST
    accept = AcceptForm(request.POST if "accept" in request.POST else None, prefix="yes")
    decline = DeclineForm(request.POST if is_declining else None, prefix="no")
    for form in (accept, decline):
        if form.is_bound and (response := _send(request, form, found, person)):
            return unkept(response)
    facts = {"page": proposal_page(found, person), "accept": accept, "decline": decline, "is_declining": is_declining}
    return unkept(render(request, "specialist/proposal.html", facts))


def myself(request: MemberRequest) -> Specialist:
    """The signed-in person as a specialist. Http404 without a number."""
    found = owner_of(listings_visible_to(request.user, request.standing.rights))
    if found is None:
        raise Http404
    return found


def _send(
    request: MemberRequest, form: AcceptForm | DeclineForm, found: Proposal, person: Specialist
) -> HttpResponse | None:
    if not form.is_valid():
        return None

    def act() -> str:
        told, now = form.cleaned_data, timezone.now()
        if isinstance(form, DeclineForm):
            decline_proposal(found, person, Refusal(told["reason"]), told["words"], by=request.actor, at=now)
            return reverse("specialist:proposals")
        opened = accept_proposal(found, person=person, by=request.actor, at=now)
        if opened is None:
            return reverse("specialist:proposal", args=[found.pk])
        return reverse("specialist:engagement", args=[opened.pk])

    said = "返事を送りました。知らせてくださり、ありがとうございます。"
    gone = go_once(request, form, act, said=said)
    if gone is None:
        found.refresh_from_db()
    return gone
