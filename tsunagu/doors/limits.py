"""How often one address may ask: counted in the shared cache, so all web processes count together (promises §4).

The address is the connection's; what X-Forwarded-For says counts only behind a proxy of ours (TSUNAGU_BEHIND_PROXY),
and then only the last address, which that proxy itself wrote. IPv6 addresses count by their network.
"""

from allauth.core.internal.ratelimit import consume, get_ip
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str | None:
    """What a request counts against: its address, an IPv6 one by its network.

    None: it has none (a local socket without a proxy). It is not counted then: it could only count against everybody.
    """
    try:
        return get_ip(request)
    except PermissionDenied:
        return None


def is_within(request: HttpRequest, what: str, rate: str) -> bool:
    """Count one request of this address; False when there were too many. `rate`: "30/m" = thirty a minute."""
    if address_of(request) is None:
        return True
    return consume(request, app="tsunagu", action=what, config={what: rate}, limit_get=True) is not None
