"""The page an invitation leads to. Opening it does nothing; only its button joins (promises §3)."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.actions import accept_invitation, join_by_invitation
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.queries import InvitationPage, has_proved, invitation_of
from tsunagu.accounts.terms import TERMS_VERSION
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.account.sign_up import AGREE, PERSON_NAME
from tsunagu.doors.forms import KindForm
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.hats import HAT
from tsunagu.doors.limits import is_within

RATE = "30/m"
TOO_MANY = "短い間に、何度も開かれました。1分ほど待ってください。"
USELESS = "この招待は使えません。期限が切れたか、取り消されたか、もう使われています。"


class JoinForm(KindForm):
    """For who has no account yet: the link came to the address, so only a name and a password are missing."""

    name = PERSON_NAME
    password = forms.CharField(
        label="パスワード",
        max_length=128,
        strip=False,
        help_text="12文字以上で決めてください。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    is_agreed = AGREE

    def __init__(self, email: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        """As strong as any other password here."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(email=self.email, name=self.cleaned_data.get("name", "")))
        return password


def invitation(request: GatedRequest) -> HttpResponse:
    """GET says who invites whom and as what; POST joins: with the account signed in, or with a new one."""
    token = (request.POST if request.method == "POST" else request.GET).get("token", "")
    if not is_within(request, "invitation", RATE):
        return _told(request, TOO_MANY, status=429)
    found = invitation_of(token, at=timezone.now())
    if found is None:
        return _told(request, USELESS)
    if isinstance(request.user, User):
        return _with_account(request, request.user, token, found)
    if found.has_account:
        here = f"{reverse('account:invitation')}?{urlencode({'token': token})}"
        sign_in = f"{reverse('account_login')}?{urlencode({'next': here})}"
        return render(request, "account/invitation.html", {"found": found, "sign_in_url": sign_in})
    return _without_account(request, token, found)


def _told(request: GatedRequest, refusal: str, *, status: int = 200) -> HttpResponse:
    return render(request, "account/invitation.html", {"refusal": refusal}, status=status)


def _with_account(request: GatedRequest, user: User, token: str, found: InvitationPage) -> HttpResponse:
    if not has_proved(user, found.email):
        return render(request, "account/invitation.html", {"found": found, "signed_in_as": user.email})
    if request.method == "POST":
        try:
            joined = accept_invitation(token, user, by=request.actor, at=timezone.now())
        except RuleBrokenError as refusal:
            return _told(request, str(refusal))
        return _welcome(request, joined)
    return render(request, "account/invitation.html", {"found": found, "token": token, "may_join": True})


def _without_account(request: GatedRequest, token: str, found: InvitationPage) -> HttpResponse:
    form = JoinForm(found.email, request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            joined = join_by_invitation(
                token,
                told["name"],
                told["password"],
                terms_version=TERMS_VERSION,
                by=request.actor,
                at=timezone.now(),
            )
        except RuleBrokenError as refusal:
            return _told(request, str(refusal))
        answer: HttpResponse = perform_login(request, joined.user, redirect_url=reverse("home"))
        request.session[HAT] = str(joined.organisation_id)
        return answer
    return render(request, "account/invitation.html", {"found": found, "token": token, "form": form})


def _welcome(request: GatedRequest, joined: Membership) -> HttpResponse:
    request.session[HAT] = str(joined.organisation_id)
    messages.success(request, "招待を受けました。")
    return redirect("home")
