"""An address for every route: with something in its gaps, whether or not there is such a thing."""

import re
from functools import cache
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern, URLPattern, URLResolver

from tsunagu.doors.gate import routes

# One value per converter, and per gap of expressions.
SAMPLES = {
    "int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000",
    "key": "1-set-password", "uidb36": "1", "token": "a-signed-token",
}  # fmt: skip
GAP = re.compile(r"<(?:(\w+):)?(\w+)>")
EXPRESSION = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


def filled(pattern: Any) -> str:
    """A piece of an address with samples in its gaps. KeyError names a converter without a sample."""
    if isinstance(pattern, RegexPattern):
        return EXPRESSION.sub(lambda gap: SAMPLES[gap[1]], pattern._regex).strip("^$").replace("\\", "")
    assert isinstance(pattern, RoutePattern)
    return GAP.sub(lambda gap: SAMPLES[gap[1] or "str"], pattern._route)


def _addresses(patterns: Any, before: str) -> list[str]:
    found = []
    for pattern in patterns:
        whole = before + filled(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += _addresses(pattern.url_patterns, whole)
        else:
            assert isinstance(pattern, URLPattern)
            found.append(whole)
    return found


@cache
def addresses() -> dict[str, str]:
    """Route → an address that leads to it, in the order of the routes."""
    names = [name for name, _ in routes()]
    return dict(zip(names, _addresses(get_resolver().url_patterns, "/"), strict=True))
