"""From a consultation or a self-diagnosis to asking for a specialist, at the door one came in by."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.urls import reverse

from tsunagu.matching.need_links import need_token
from tsunagu.matching.need_sources import CONSULTATION, DIAGNOSIS, open_need_from, source_of

FROM = re.compile(rf"({CONSULTATION}|{DIAGNOSIS})-([0-9]{{1,18}})")


@dataclass(frozen=True, slots=True)
class Way:
    """A button: `is_begun` when the company has asked already."""

    url: str
    is_begun: bool


def way_to_need(door: str, arguments: tuple[str | int, ...], kind: str, key: int) -> Way:
    """To the page of the need that came from it, else to the form. `arguments`: what addresses at this door begin with.

    Doors are "public" (the first argument is the registration's link), "company" and the two desks, which find a need
    that was begun in their own list: its address is "" there.
    """
    begun = open_need_from(source_of(kind, key))
    token = arguments[:1] if door == "public" else ()
    if begun is None:
        return Way(f"{reverse(f'{door}:need_new', args=list(token))}?from={kind}-{key}", is_begun=False)
    if door not in {"public", "company"}:
        return Way("", is_begun=True)
    if door == "company" and begun.company_id:
        return Way(reverse("company:need", args=[begun.pk]), is_begun=True)
    return Way(reverse("public:need", args=[need_token(begun)]), is_begun=True)


def asked_from(text: str) -> tuple[str, int] | None:
    """("consultation", 12) of the address's "consultation-12"; None for anything else."""
    found = FROM.fullmatch(text)
    return (found[1], int(found[2])) if found else None
