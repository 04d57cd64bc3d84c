"""How often one address may ask: counted in the shared cache, so all web processes count together (promises §4).

The address is the connection's; what X-Forwarded-For says counts only behind a proxy of ours (TSUNAGU_BEHIND_PROXY),
and then only the last address, which that proxy itself wrote. IPv6 addresses count by their network.
"""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest


def is_within(request: HttpRequest, what: str, rate: str) -> bool:
    """Count one request of this address; False when there were too many. `rate`: "30/m" = thirty a minute.

    A request without an address (a local socket) is not counted: it could only be counted against everybody.
    """
    if not request.META.get("REMOTE_ADDR"):
        return True
    return consume(request, app="tsunagu", action=what, config={what: rate}, limit_get=True) is not None
