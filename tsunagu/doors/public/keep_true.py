"""The page a reminder leads to: one button that says "it is still true". Opening it does nothing (promises §3)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.agreeing import agree_form
from tsunagu.doors.frame import address
from tsunagu.doors.gate import GatedRequest
from tsunagu.specialists.actions.freshness import confirm_by_link
from tsunagu.specialists.freshness_queries import asked_by_link

PAGE = "public/keep_true.html"
CHANGED = "いまの状態では、このボタンは使えません。"


def keep_true(request: GatedRequest) -> HttpResponse:
    """GET shows whose sheet it is and the button; only POST confirms. A wrong or old link leads to signing in."""
    is_sent = request.method == "POST"
    token, now = (request.POST if is_sent else request.GET).get("token", ""), timezone.now()
    try:
        if is_sent:
            confirm_by_link(token, agrees="terms" in request.POST, by=request.actor, at=now)
        asked = asked_by_link(token, at=now)
    except RuleBrokenError as refusal:
        if refusal.field != "terms":
            return _refused(request, str(refusal))
        asked = asked_by_link(token, at=now)
    if asked is None or not (asked.is_done or asked.can_confirm):
        return _refused(request, CHANGED)
    sheet_url = address("public:sheet", asked.riss_no) if asked.is_listed else ""
    agree = agree_form(request.POST if is_sent else None, is_needed=asked.has_new_terms)
    shown = {"refusal": "", "asked": asked, "token": token, "sheet_url": sheet_url, "agree": agree}
    return render(request, PAGE, shown)


def _refused(request: GatedRequest, why: str) -> HttpResponse:
    return render(request, PAGE, {"refusal": why, "asked": None})
