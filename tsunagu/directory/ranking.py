"""Three orders of the same people for the same search: the list's own and two to compare with.

The list's own takes its shuffle from `fairness.mix32` and its bands from the rubric; a test proves the order equal to
`fairness.order`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tsunagu.directory.fairness import mix32
from tsunagu.directory.people import Numbers, People, Truths


class Method(StrEnum):
    """Which order the list has."""

    PLAIN = "plain_sort"  # more points first, then the lower id: the same for everybody
    TIES = "ties_shuffled"  # more points first, equal points by the visitor's shuffle
    FAIR = "this_method"  # room first, then bands, inside a band the visitor's shuffle


@dataclass(frozen=True, slots=True)
class Found:
    """Who meets the conditions of one search: places in the population, best points first, then lower id."""

    places: Numbers
    points: Numbers

    def __len__(self) -> int:
        return len(self.places)

    def where(self, chosen: Truths) -> Found:
        """Only these."""
        return Found(self.places[chosen], self.points[chosen])

    def first(self, count: int) -> Found:
        """Only the beginning."""
        return Found(self.places[:count], self.points[:count])


def best_first(places: Numbers, points: Numbers) -> Found:
    """People and their points in the order of `Found`; the places ascend."""
    best = np.argsort((-points).astype(np.int16), kind="stable")  # 16 bits: NumPy counts instead of comparing
    return Found(places[best], points[best])


EMPTY = Found(np.array([], dtype=np.int64), np.array([], dtype=np.int64))


def levels(points: Numbers, method: Method, *, band: int) -> Numbers:
    """Equal numbers: people the method does not tell apart. Smaller stands first."""
    if method is Method.PLAIN:
        return np.arange(len(points), dtype=np.int64)
    return -(points // (1 if method is Method.TIES else band))


def contenders(found: Found, method: Method, *, band: int, count: int) -> Found:
    """Those who can be among the first `count`: whole levels from the top."""
    if len(found) <= count:
        return found
    level = levels(found.points, method, band=band)
    return found.first(int(np.searchsorted(level, level[count - 1], side="right")))


def rank(found: Found, people: People, method: Method, *, seed: int, band: int) -> Numbers:
    """Positions in `found` in one visitor's order. Who has no room is left out before (FAIR only)."""
    level = levels(found.points, method, band=band)
    if method is Method.PLAIN:
        return level
    mixed = mix32(people.shuffle[found.places], seed)
    return np.lexsort((people.ids[found.places], mixed, level))


def page(offered: Found, people: People, method: Method, *, seed: int, band: int, rows: int) -> Found:
    """The first rows of one visitor's list, without ordering those who cannot be among them."""
    near = contenders(offered, method, band=band, count=rows)
    order = rank(near, people, method, seed=seed, band=band)[:rows]
    return Found(near.places[order], near.points[order])
