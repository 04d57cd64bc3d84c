"""Which season a day belongs to, and which wording of a criterion holds: plain functions."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything with a first and a last day."""

    starts_on: date
    ends_on: date


class Worded(Protocol):
    """Anything worded in versions under one code."""

    code: str
    version: int


S = TypeVar("S", bound=Span)
W = TypeVar("W", bound=Worded)


def season_of(seasons: Iterable[S], *, on: date) -> S | None:
    """The season running on a day; between or after seasons the one begun last; before all of them the first.

    So the list never stands without published criteria when a new year is set up late. None without seasons.
    """
    in_order = sorted(seasons, key=lambda season: (season.starts_on, season.ends_on))
    begun = [season for season in in_order if season.starts_on <= on]
    running = [season for season in begun if on <= season.ends_on]
    return next(iter(running[-1:] or begun[-1:] or in_order), None)


def wording_in_force(criteria: Iterable[W]) -> list[W]:
    """The newest version of each criterion, in the order their codes first appear."""
    newest: dict[str, W] = {}
    for criterion in criteria:
        standing = newest.get(criterion.code)
        if standing is None or criterion.version > standing.version:
            newest[criterion.code] = criterion
    return list(newest.values())
