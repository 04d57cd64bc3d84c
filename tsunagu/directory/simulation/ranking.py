"""Three orders of the same people for the same search: the list's own and two to compare with.

The list's own takes its shuffle from `fairness.mix32` and its bands from the rubric; a test proves the order equal to
`fairness.order`.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tsunagu.directory.fairness import mix32
from tsunagu.directory.simulation.population import Numbers, People, Truths


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


def rank(found: Found, people: People, method: Method, *, seed: int, band: int) -> Numbers:
    """Positions in `found` in the order of the method (room is the caller's: it leaves out who has none)."""
    if method is Method.PLAIN:
        return np.arange(len(found), dtype=np.int64)
    step = 1 if method is Method.TIES else band
    mixed = mix32(people.shuffle_of(found.places), seed)
    return np.lexsort((people.ids[found.places], mixed, -(found.points // step)))


def levels(points: Numbers, method: Method, band: int) -> Numbers:
    """What the method does not tell apart: equal numbers are one group, shared out by chance."""
    if method is Method.PLAIN:
        return np.arange(len(points), dtype=np.int64)
    return points // (1 if method is Method.TIES else band)


def top(found: Found, people: People, method: Method, *, seed: int, band: int, count: int) -> Numbers:
    """The first `count` of `rank`, without ordering those who cannot be among them."""
    if len(found) > count:
        step = {Method.PLAIN: 1, Method.TIES: 1, Method.FAIR: band}[method]
        least = found.points[count - 1] // step * step
        reach = count if method is Method.PLAIN else int(np.searchsorted(-found.points, -least, side="right"))
        found = Found(found.places[:reach], found.points[:reach])
    return rank(found, people, method, seed=seed, band=band)[:count]


def with_room(found: Found, room: Truths) -> Found:
    """Only those who take somebody now."""
    return Found(found.places[room], found.points[room])
