"""Reading stays open; whoever takes the pages of the list by the hundred is asked to wait (promises §4).

Counted twice, so that an ordinary reader costs no query: each process counts by itself first, and only who has read
more than `FREE` pages here within a minute is counted in the cache all processes share. Sign-in is another limit.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tsunagu.base.calendar import day_of
from tsunagu.doors.errors import too_many
from tsunagu.doors.limits import address_of, is_within
from tsunagu.upkeep.queries import setting_number

# Pages that show people of the list, and the API's answers about them.
COUNTED = frozenset(
    {
        "public:list",
        "public:sheet",
        "public:compare",
        "public:emergency",
        "public:photo",
        "api:specialists",
        "api:sheet",
    }
)
FREE = 30
WAIT_SECONDS = "60"


class Sieve:
    """How many pages each address has taken from this process in the present minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._taken: Counter[str] = Counter()

    def count(self, address: str, minute: int) -> int:
        """One more; returns how many there were in this minute. A new minute begins with nothing."""
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._taken.clear()
            self._taken[address] += 1
            return self._taken[address]


SIEVE = Sieve()


class FloodMiddleware:
    """Behind the gate: a page of the list too many is answered 429, with a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """None: read on."""
        match = request.resolver_match
        if match is None or match.view_name not in COUNTED or may_read_on(request):
            return None
        response = too_many(request)
        response["Retry-After"] = WAIT_SECONDS
        return response


def may_read_on(request: HttpRequest) -> bool:
    """Whether this connection has taken no more than the setting site.pages_per_minute allows."""
    address, now = address_of(request), timezone.now()
    if address is None or SIEVE.count(address, int(now.timestamp()) // 60) <= FREE:
        return True
    return is_within(request, "pages", f"{setting_number('site.pages_per_minute', on=day_of(now))}/m")
