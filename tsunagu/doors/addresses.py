"""The page a letter leads to: one button that says "this address is mine" (promises §3). Opening it does nothing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.gate import GatedRequest
from tsunagu.mail.actions import prove_address as prove
from tsunagu.mail.queries import address_asked


def prove_address(request: GatedRequest) -> HttpResponse:
    """GET shows whose address it is and the button; only POST proves it. A wrong or old link says what to do."""
    is_sent = request.method == "POST"
    token, now = (request.POST if is_sent else request.GET).get("token", ""), timezone.now()
    try:
        address = prove(token, by=request.actor, at=now) if is_sent else address_asked(token, at=now)
    except RuleBrokenError as refusal:
        return render(request, "account/prove_address.html", {"refusal": str(refusal)})
    return render(
        request, "account/prove_address.html", {"address": address, "token": token, "is_done": is_sent, "refusal": ""}
    )
