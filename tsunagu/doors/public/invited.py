"""The page an invitation to the list leads to. Opening it does nothing; only its button acts (promises §3)."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tsunagu.accounts.models import User
from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.frame import address
from tsunagu.doors.gate import GatedRequest
from tsunagu.doors.limits import is_within
from tsunagu.specialists.actions.invitations import USELESS, claim
from tsunagu.specialists.invitation_queries import invitation_open

RATE = "30/m"
TOO_MANY = "短い間に、何度も開かれました。1分ほど待ってください。"


def invited(request: GatedRequest) -> HttpResponse:
    """GET says what the link is for; POST of somebody signed in begins their application or hands the entry over."""
    if not is_within(request, "invited", RATE):
        return render(request, "public/invited.html", {"refusal": TOO_MANY}, status=429)
    token = (request.POST if request.method == "POST" else request.GET).get("token", "")
    now = timezone.now()
    found = invitation_open(token, at=now)
    if found is None:
        return render(request, "public/invited.html", {"refusal": USELESS})
    user = request.user if isinstance(request.user, User) else None
    here = f"{reverse('public:invited')}?{urlencode({'token': token})}"
    refused = ""
    if request.method == "POST" and user is not None:
        try:
            claim(token, user, by=request.actor, at=now)
        except RuleBrokenError as refusal:
            refused = str(refusal)
        else:
            return redirect("specialist:home")
    return render(
        request,
        "public/invited.html",
        {
            "refusal": "",
            "refused": refused,
            "riss_no": found.riss_no,
            "token": token,
            "is_member": user is not None,
            "sign_in_url": f"{address('account_login')}?{urlencode({'next': here})}",
            "sign_up_url": f"{address('account_signup')}?{urlencode({'next': here})}",
        },
    )
