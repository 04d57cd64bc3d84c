"""The one gate every request passes. It reads the policy table; views never decide who may enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from tsunagu.accounts.access import NOBODY, Standing, actor_of, standing_of
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.doors.fresh import ask_again, has_proved_lately
from tsunagu.doors.hats import ask_to_change_hats, chosen_hat
from tsunagu.doors.policy import POLICY, PRIVATE_PREFIXES, SECOND_FACTOR_SET_UP, Access

Answer = Callable[[HttpRequest], HttpResponse]


class GatedRequest(HttpRequest):
    """A request that has passed the gate: who acts, and what they may do."""

    actor: Actor
    standing: Standing
    access: Access


class MemberRequest(GatedRequest):
    """The same for a route nobody reaches signed out."""

    user: User


class PolicyIncompleteError(Exception):
    """Routes without an access rule, or rules without a route."""


def routes(patterns: Any = None, namespaces: tuple[str, ...] = ()) -> Iterator[tuple[str, URLPattern]]:
    """Every route of the service as (name with namespaces, pattern)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from routes(pattern.url_patterns, inner)
        else:
            yield ":".join((*namespaces, pattern.name or str(pattern.pattern))), pattern


def require_complete_policy() -> None:
    """Raises PolicyIncompleteError unless the policy table and the routes name exactly each other."""
    names = {name for name, _ in routes()}
    missing, idle = sorted(names - POLICY.keys()), sorted(POLICY.keys() - names)
    if missing or idle:
        raise PolicyIncompleteError(f"routes without a rule: {missing}; rules without a route: {idle}")


class GateMiddleware:
    """Deny by default. Signed out: sent to sign in for anything private. Signed in without the right: 404."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        gated: Any = request
        gated.actor, gated.standing = actor_of(None), NOBODY
        user = request.user
        if isinstance(user, User):
            gated.actor = actor_of(user)
            gated.standing = standing_of(user, at=timezone.now()).wearing(chosen_hat(request))
        elif request.path.startswith(PRIVATE_PREFIXES):
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return self.get_response(request)

    def process_view(self, request: Any, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Let pass (None), send to sign in, to set up the second factor, to say again who one is, or refuse.

        OPTIONS is answered here: no view does work for it.
        """
        name = request.resolver_match.view_name
        access = POLICY.get(name)
        if access is None:
            raise Http404
        request.access = access
        refused = self._refused(request, access)
        if refused is None and self._lacks_second_factor(request, access) and name not in SECOND_FACTOR_SET_UP:
            refused = redirect("mfa_activate_totp")
        if refused is not None:
            return as_asked(request, refused)
        if request.method not in access.methods:
            return HttpResponseNotAllowed(sorted(access.methods))
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(sorted(access.methods))})
        if access.asks_again and not has_proved_lately(request):
            return as_asked(request, ask_again(request))
        if request.method == "POST" and _holds_nul(request):
            raise BadRequest
        return None

    @staticmethod
    def _refused(request: Any, access: Access) -> HttpResponse | None:
        """Sent to sign in, or to change hats; Http404 without the right; None: may enter."""
        if access.is_public:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        if access.right is not None and access.right not in request.standing.rights:
            return ask_to_change_hats(request, access.right)
        if access.needs_registration and not may_take_cases(request):
            raise Http404
        return None

    @staticmethod
    def _lacks_second_factor(request: Any, access: Access) -> bool:
        if not (request.standing.needs_second_factor or access.needs_second_factor):
            return False
        from allauth.mfa.utils import is_mfa_enabled

        return not is_mfa_enabled(request.user)


def may_take_cases(request: Any) -> bool:
    """A specialist only while the register says valid; the others need no registration."""
    if Role.SPECIALIST not in request.standing.roles:
        return True
    from tsunagu.specialists.access import has_valid_registration

    return has_valid_registration(request.user, today=day_of(timezone.now()))


def as_asked(request: Any, response: HttpResponse) -> HttpResponse:
    """A redirect as the asker understands it: htmx would put the other page into the middle of this one."""
    if getattr(request, "htmx", False) and response.status_code == 302:
        return HttpResponseClientRedirect(response["Location"])
    return response


def _holds_nul(request: HttpRequest) -> bool:
    """Whether a field holds NUL: nobody types it, PostgreSQL stores none, and library pages look up what is sent."""
    return any("\0" in value for values in request.POST.lists() for value in values[1])


class PrivateAnswersMiddleware:
    """Headers every answer carries; answers made for a signed-in person are kept by no cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("X-Frame-Options", "DENY")  # also where an answer was made anew on its way out
        access = getattr(request, "access", None)
        user = getattr(request, "user", None)
        if (access and not access.is_public) or (user is not None and user.is_authenticated):
            response["Cache-Control"] = "no-store, private"
        return response
