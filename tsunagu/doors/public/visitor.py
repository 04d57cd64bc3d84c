"""What the browser of a visitor without an account remembers: the seed of their order, and their shortlist."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tsunagu.directory.cursors import SEEDS, new_seed

ORDER_COOKIE = "tsunagu_order"
SHORTLIST_COOKIE = "tsunagu_shortlist"
SHORTLIST_MOST = 20
SHORTLIST_KEPT = 90 * 24 * 60 * 60
COMPARE_MOST = 4


def seed_of(request: HttpRequest) -> int:
    """The visitor's seed from the signed cookie, or a new one."""
    held = request.get_signed_cookie(ORDER_COOKIE, default="", salt=ORDER_COOKIE)
    return int(held) if held and held.isdigit() and int(held) < SEEDS else new_seed()


def remember_seed(response: HttpResponse, seed: int) -> HttpResponse:
    """Until the browser is closed, this visitor sees this order."""
    response.set_signed_cookie(
        ORDER_COOKIE, str(seed), salt=ORDER_COOKIE, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def shortlist_of(request: HttpRequest) -> list[str]:
    """Register numbers on the visitor's shortlist, the oldest first."""
    held = request.get_signed_cookie(SHORTLIST_COOKIE, default="", salt=SHORTLIST_COOKIE)
    return [number for number in (held or "").split(".") if number][:SHORTLIST_MOST]


def remember_shortlist(response: HttpResponse, numbers: Iterable[str]) -> HttpResponse:
    """Keep the shortlist in this browser for 90 days."""
    response.set_signed_cookie(
        SHORTLIST_COOKIE, ".".join(numbers), salt=SHORTLIST_COOKIE, max_age=SHORTLIST_KEPT,
        httponly=True, samesite="Lax", secure=settings.HTTPS,
    )  # fmt: skip
    return response
