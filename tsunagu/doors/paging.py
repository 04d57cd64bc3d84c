"""Where a page of a list begins, as it stands in its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

from django.utils.timezone import is_aware

LARGEST = 2**63
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Pager:
    """What parts/pager.html takes."""

    next_url: str
    next_count: int
    first_url: str


def number(text: str) -> int | None:
    """A row's number out of an address; None for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 19 and int(text) < LARGEST):
        return None
    return int(text)


def moment_and_number(text: str) -> tuple[datetime, int] | None:
    """The reverse of `mark_of`; None for anything else: then the list begins at its first row."""
    moment, _, key = text.partition("_")
    row = number(key)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, row) if row is not None and is_aware(at) and 1900 < at.year < 9000 else None


def mark_of(at: datetime, key: int) -> str:
    """A place in a list ordered by a moment and then by number."""
    return f"{at.isoformat()}_{key}"


def cut(rows: list[Row], size: int) -> tuple[list[Row], bool]:
    """One row more than shown was read: the rows of this page, and whether there are further ones."""
    return rows[:size], len(rows) > size


def query(kept: Mapping[str, str], **more: str) -> str:
    """The page's own address with other parameters; empty ones are left out."""
    return "?" + urlencode({name: value for name, value in {**kept, **more}.items() if value})


def pager(kept: Mapping[str, str], *, next_mark: str, size: int, is_first: bool) -> Pager:
    """`kept`: the filters in the address. `next_mark`: where the next page begins, "" when there is none."""
    return Pager(
        next_url=query(kept, page=next_mark) if next_mark else "",
        next_count=size,
        first_url="" if is_first else query(kept),
    )
