"""One's own memberships: which one acts now, and the way out of each."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from tsunagu.accounts.access import memberships_endable_by
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.hats import HAT


def memberships(request: MemberRequest) -> HttpResponse:
    """What one may act as, and what one may leave."""
    standing = request.standing
    mine = memberships_endable_by(request.user, standing, at=timezone.now()).filter(user=request.user)
    shown = {
        "hats": [
            (hat, hat.organisation_id in standing.organisation_ids or len(standing.hats) == 1) for hat in standing.hats
        ],
        "own": list(mine.order_by("since", "pk")),
    }
    return render(request, "account/memberships.html", shown)


def switch(request: MemberRequest) -> HttpResponse:
    """Act for another organisation from now on, in this session. 404 for one that is not one's own."""
    code = request.POST.get("hat", "")
    hat = next((hat for hat in request.standing.hats if hat.code == code), None)
    if hat is None:
        raise Http404
    request.session[HAT] = hat.code
    messages.success(request, f"「{hat.label}」として使います。")
    further = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(further, {request.get_host()}, require_https=request.is_secure())
    return redirect(further if is_ours else "home")
