"""Before what weighs much, a person says once more who they are (promises §4). What they typed waits meanwhile."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

KEPT = "typed_before_asking_again"
LONGEST = 2_000
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "once_key"})


def has_proved_lately(request: HttpRequest) -> bool:
    """Whether password or code was given in the last five minutes (allauth's ACCOUNT_REAUTHENTICATION_TIMEOUT)."""
    return not is_reauthentication_required(request, app="")


def ask_again(request: HttpRequest) -> HttpResponse:
    """To the page that asks; from there back to this address. A form's fields are kept in the session."""
    if request.method == "POST":
        fields = {name: str(value)[:LONGEST] for name, value in request.POST.items() if name not in NOT_KEPT}
        request.session[KEPT] = {"path": request.path, "fields": fields}
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What was typed into this page's form before the password was asked; given back once."""
    kept: dict[str, Any] = request.session.get(KEPT, {})
    if kept.get("path") != request.path:
        return {}
    fields: dict[str, str] = request.session.pop(KEPT)["fields"]
    return fields
