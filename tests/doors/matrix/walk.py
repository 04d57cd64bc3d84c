"""Requests of every visitor, and what came back; each leaves the world as it was."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
FOR_REFUSED = ("GET", "POST", "PUT")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `said`: the status, and where a redirect leads (without what stands behind "?")."""

    status: int
    location: str
    headers: dict[str, str]
    content: bytes

    @property
    def said(self) -> str:
        return f"{self.status} {self.location.partition('?')[0]}".strip()

    @property
    def is_html(self) -> bool:
        return self.headers.get("Content-Type", "").startswith("text/html")


def asked(client: Client, method: str, address: str, form: dict[str, Any] | None = None) -> Answer:
    """One request; whatever it did to the database is undone."""
    client.raise_request_exception = False
    told = {"data": form or {}} if method == "POST" else {}
    with transaction.atomic():
        response = getattr(client, method.lower())(address, **told)
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    headers = dict(response.headers)
    return Answer(response.status_code, headers.get("Location", ""), headers, content)


class Walk:
    """All requests to a route, made when first asked for and kept."""

    def __init__(self, walkers: dict[str, tuple[Client, str]]) -> None:
        self.walkers = walkers
        self._kept: dict[tuple[str, str, str], Answer] = {}

    def client(self, visitor: str) -> Client:
        """The visitor's client, with the cookies of somebody who has just signed in."""
        client, cookies = self.walkers[visitor]
        client.cookies.clear()
        client.cookies.load(cookies)
        return client

    def answer(self, visitor: str, method: str, address: str, form: dict[str, Any] | None = None) -> Answer:
        """What the visitor gets there."""
        key = (visitor, method, address)
        if key not in self._kept:
            self._kept[key] = asked(self.client(visitor), method, address, form)
        return self._kept[key]
