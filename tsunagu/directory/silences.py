"""Rooms above have things a specialist may leave unanswered, too: they count together with enquiries.

They say so in `AppConfig.ready`: `register_silence("proposals", lapsed_proposals)`. The function is given a specialist
and a stretch of time and returns how many of its things ran out in it (`after` itself left out).
"""

from datetime import datetime
from typing import Protocol

from tsunagu.specialists.models import Specialist


class Lapses(Protocol):
    def __call__(self, specialist: Specialist, *, after: datetime, until: datetime) -> int: ...


_counts: dict[str, Lapses] = {}


def register_silence(name: str, function: Lapses) -> None:
    """Have `function` asked whenever silence is counted; ValueError when the name is taken by another."""
    if _counts.setdefault(name, function) is not function:
        raise ValueError(f"The silence '{name}' is registered already.")


def lapses_elsewhere(specialist: Specialist, *, after: datetime, until: datetime) -> int:
    """What ran out unanswered besides enquiries."""
    return sum(function(specialist, after=after, until=until) for function in _counts.values())
