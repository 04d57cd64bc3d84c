"""The conditions of a search as chips, and what could be relaxed when they leave too few. Plain functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from tsunagu.directory.conditions import FACETS, Conditions
from tsunagu.directory.search import Counts

FEW = 5  # with fewer people than this on the list, ways to find more are offered
MOST_WAYS = 6


@dataclass(frozen=True, slots=True)
class ChipRow:
    """A condition one can take away: its words, the search without it, how many more that would find."""

    facet: str
    label: str
    words: str
    without: Conditions
    gain: int


@dataclass(frozen=True, slots=True)
class Way:
    """A search that finds more, and how many more."""

    conditions: Conditions
    words: str
    gain: int


def chips(conditions: Conditions, counts: Counts) -> list[ChipRow]:
    """Every condition with the number its removal adds."""
    return [
        ChipRow(
            facet=name,
            label=FACETS[name].label,
            words=FACETS[name].words(value),
            without=conditions.without(name, value),
            gain=counts.without[name, value] - counts.total,
        )
        for name, value in conditions.pairs()
    ]


def single_changes(conditions: Conditions) -> list[tuple[str, Conditions]]:
    """One change each that may find more: words and search. The mildest come first."""
    found: list[tuple[str, Conditions]] = []
    if conditions.place and not conditions.online:
        found.append(("オンラインも可にする", replace(conditions, online=True)))
    if not conditions.busy:
        found.append(("受付が混み合っている方を含める", replace(conditions, busy=True)))
    return found + [
        (f"「{FACETS[name].label}」の条件をはずす", cleared(conditions, [name])) for name in _facets(conditions)
    ]


def wider_changes(conditions: Conditions) -> list[tuple[str, Conditions]]:
    """Two conditions given up together, then all: asked only when no single change helps."""
    found = [
        (f"「{FACETS[one].label}」と「{FACETS[two].label}」の条件をはずす", cleared(conditions, [one, two]))
        for one, two in combinations(_facets(conditions), 2)
    ]
    everybody = "すべての条件をはずし、受付が混み合っている方も含める"
    return [*found, ("すべての条件をはずす", Conditions()), (everybody, Conditions(busy=True))]


def _facets(conditions: Conditions) -> list[str]:
    return list(dict.fromkeys(name for name, _ in conditions.pairs() if name != "busy"))


def cleared(conditions: Conditions, names: Iterable[str]) -> Conditions:
    """The same search without these facets."""
    empty = Conditions()
    changed: dict[str, Any] = {name: getattr(empty, name) for name in names}
    return replace(conditions, **changed)


def helpful(changes: Iterable[tuple[str, Conditions]], totals: Iterable[int], *, total: int) -> list[Way]:
    """The changes that find more people than `total`."""
    pairs = zip(changes, totals, strict=True)
    return [Way(other, words, number - total) for (words, other), number in pairs if number > total]
