"""Who comes in and who goes: invitations, and the end of a membership."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.access import invitations_kept_by, memberships_endable_by
from tsunagu.accounts.actions import end_membership as end
from tsunagu.accounts.actions import invite_member
from tsunagu.accounts.actions import withdraw_invitation as withdraw
from tsunagu.accounts.queries import Seat, seats_to_offer
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.account.fields import one_of
from tsunagu.doors.account.organisation import OfForm, worn
from tsunagu.doors.fresh import typed_before
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.once import OnceForm, go_once
from tsunagu.vault.links import site_link


class InviteForm(OfForm):
    """Whom, and as what. `seat`: a role in an organisation, only those the inviter may give."""

    email = forms.EmailField(
        label="招待する人のメールアドレス",
        max_length=254,
        error_messages={"invalid": "メールアドレスの形で入力してください。"},
    )

    def __init__(self, seats: list[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(seat.code, f"{seat.organisation.name}：{seat.role.label}") for seat in seats]
        self.fields["seat"] = one_of("どの立場で", named)
        if len(named) == 1:
            self.initial.setdefault("seat", named[0][0])


def invite(request: MemberRequest) -> HttpResponse:
    """Ask somebody to join. The answer is the same whether or not the address is known."""
    own = worn(request)
    seats = seats_to_offer(own.pk, request.standing.roles)
    shown = {"of": own.pk, **typed_before(request)}
    form = InviteForm(seats, request.POST if request.method == "POST" else None, initial=shown)
    if form.is_valid() and form.is_of(own):
        seat = next(seat for seat in seats if seat.code == form.cleaned_data["seat"])
        act = partial(_invite, request, form.cleaned_data["email"], seat)
        if gone := go_once(request, form, act, said="招待のメールを送りました。"):
            return gone
    trail = [{"url": reverse("account:organisation"), "label": "組織と担当者"}]
    return render(request, "account/invite.html", {"form": form, "trail": trail})


def _invite(request: MemberRequest, email: str, seat: Seat) -> str:
    invite_member(
        email,
        seat.role,
        seat.organisation,
        page=site_link(reverse("account:invitation")),
        inviter=request.user,
        by=request.actor,
        at=timezone.now(),
    )
    return reverse("account:organisation")


def withdraw_invitation(request: MemberRequest, pk: int) -> HttpResponse:
    """The link no longer works."""
    invitation = invitations_kept_by(request.standing, at=timezone.now()).filter(pk=pk).first()
    if invitation is None:
        raise Http404
    try:
        withdraw(invitation, by=request.actor, at=timezone.now())
        messages.success(request, "招待を取り消しました。")
    except RuleBrokenError as refusal:
        messages.warning(request, str(refusal))
    return redirect("account:organisation")


def end_membership(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a colleague out, or leave: a page that says what ends, with one button."""
    membership = memberships_endable_by(request.user, request.standing, at=timezone.now()).filter(pk=pk).first()
    if membership is None:
        raise Http404
    is_own = membership.user_id == request.user.pk
    form = OnceForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if form.is_valid():
        try:
            end(membership, by=request.actor, at=timezone.now())
            messages.success(request, "所属を終えました。")
            return redirect("home" if is_own else "account:organisation")
        except RuleBrokenError as refused:
            refusal = str(refused)
    shown = {"membership": membership, "is_own": is_own, "form": form, "refusal": refusal}
    return render(request, "account/end_membership.html", shown)
