"""The buttons of the own page: still true, off the list, back on it. Whose sheet follows from who is signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.agreeing import AgreeForm, agree_form
from tsunagu.doors.gate import MemberRequest
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.actions.freshness import confirm_sheet, hide_by_own_wish, return_by_own_wish
from tsunagu.specialists.freshness_queries import owner_of
from tsunagu.specialists.models import Listing
from tsunagu.specialists.own_queries import OwnListing
from tsunagu.specialists.states import BACK_BY_ONE_BUTTON, HiddenReason, ListingState


@dataclass(frozen=True, slots=True)
class Button:
    """One form with one button; `agree`: the tick it needs where the terms changed."""

    url: str
    label: str
    kind: str
    agree: AgreeForm | None = None


def buttons(own: OwnListing) -> list[Button]:
    """What the owner may press now; nothing while the office or the register decides."""
    agree = agree_form(is_needed=own.has_new_terms)
    if own.is_listed:
        kind = "second" if own.state is ListingState.PUBLISHED else ""
        still = Button(reverse("specialist:confirm"), "いまも正しい", kind, agree)
        return [still, Button(reverse("specialist:hide"), "一覧から下ろす", "plain")]
    if own.reason in BACK_BY_ONE_BUTTON:
        return [Button(reverse("specialist:confirm"), "いまも正しい。また載せる", "", agree)]
    if own.reason is HiddenReason.OWN_WISH:
        return [Button(reverse("specialist:come_back"), "内容は正しい。また載せる", "", agree)]
    return []


def confirm(request: MemberRequest) -> HttpResponse:
    """The sheet is still true."""
    agrees = "terms" in request.POST
    return _pressed(request, partial(confirm_sheet, agrees=agrees), "確認しました。ありがとうございます。")


def hide(request: MemberRequest) -> HttpResponse:
    """Off the list by own wish."""
    return _pressed(request, hide_by_own_wish, "一覧から下ろしました。いつでも戻せます。")


def come_back(request: MemberRequest) -> HttpResponse:
    """Back on the list by own wish."""
    agrees = "terms" in request.POST
    return _pressed(request, partial(return_by_own_wish, agrees=agrees), "また一覧に載りました。")


def _pressed(request: MemberRequest, act: Callable[..., Listing], said: str) -> HttpResponse:
    owner = owner_of(listings_visible_to(request.user, request.standing.rights))
    if owner is None:
        return redirect("specialist:home")
    try:
        act(owner, by=request.actor, at=timezone.now())
    except RuleBrokenError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("specialist:home")
