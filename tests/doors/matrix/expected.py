"""What the policy table promises for one request."""

from tests.doors.matrix.samples import AGAIN, SIGN_IN, sample_of
from tests.doors.matrix.visitors import Visitor
from tsunagu.doors.policy import POLICY, SECOND_FACTOR_SET_UP, Access

SET_UP = "302 /accounts/2fa/totp/activate/"


def expected(visitor: Visitor, route: str, kind: str, method: str) -> str:
    """The status, and where a redirect leads: refused at the gate, or what the route's sample says."""
    if route.startswith("api:") and method == "OPTIONS":
        return "204"
    return _refused(visitor, route, POLICY[route], method) or _let_in(visitor, route, kind, method)


def is_let_in(visitor: Visitor, route: str, method: str) -> bool:
    """Whether the gate lets the request through to the view."""
    return not _refused(visitor, route, POLICY[route], method)


def _refused(visitor: Visitor, route: str, access: Access, method: str) -> str:
    if not access.is_public and not visitor.is_known:
        return SIGN_IN
    if access.right is not None and access.right not in visitor.rights:
        return "404"
    lacks = visitor.lacks_second_factor or (access.needs_second_factor and not visitor.has_second_factor)
    if lacks and route not in SECOND_FACTOR_SET_UP:
        return SET_UP
    if method not in access.methods:
        return "405"
    if method == "OPTIONS":
        return "204"
    return AGAIN if access.asks_again and not visitor.has_proved else ""


def _let_in(visitor: Visitor, route: str, kind: str, method: str) -> str:
    sample = sample_of(route)
    asked = "GET" if method == "HEAD" else method
    said = sample.elsewhere[asked] if kind != "own" else sample.get if asked == "GET" else sample.post
    return said if isinstance(said, str) else said(visitor)
