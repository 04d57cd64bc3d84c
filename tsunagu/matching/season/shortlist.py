"""Who is looked at for each need: the best, and among equals at the edge a stretch of the shuffle. Loads NumPy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tsunagu.matching.season.field import Offer, Places, Points, place_in_shuffle
from tsunagu.matching.season.market import Market

EVERYBODY = 300_000  # so few pairs are looked at whole


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs that may be: places of need and specialist, and points."""

    need: Places
    person: Places
    points: Points

    def __len__(self) -> int:
        return len(self.need)

    def where(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Only these."""
        return Pairs(self.need[chosen], self.person[chosen], self.points[chosen])

    def items(self) -> Iterator[tuple[tuple[int, int], int]]:
        """Each pair and its points."""
        return zip(zip(self.need.tolist(), self.person.tolist(), strict=True), self.points.tolist(), strict=True)

    def __add__(self, other: Pairs) -> Pairs:
        return joined([self, other])


def joined(parts: list[Pairs]) -> Pairs:
    """One list of pairs, in the order of need and specialist, each once."""
    none = np.zeros(0, dtype=np.int32)
    need = np.concatenate([none, *(part.need for part in parts)])
    person = np.concatenate([none, *(part.person for part in parts)])
    points = np.concatenate([none, *(part.points for part in parts)])
    _, first = np.unique(need.astype(np.int64) << 32 | person, return_index=True)
    return Pairs(need[first], person[first], points[first])


def shortlist(market: Market) -> Pairs:
    """The pairs the flow begins with: at least `options.shortlist` per need, everybody in small batches."""
    parts = []
    least = market.field.batch.options.shortlist
    is_small = _is_small(market)
    for offer in _open_offers(market):
        ordered = None if is_small else _Edge(offer, least)
        for need in offer.needs:
            chosen = offer if ordered is None else ordered.of(market, need)
            parts.append(pairs_of(market, need, chosen.who, chosen.points))
    return joined(parts)


def _is_small(market: Market) -> bool:
    pairs = 0
    for offer in _open_offers(market):
        pairs += len(offer.who) * len(offer.needs)
        if pairs > EVERYBODY:
            return False
    return True


def _open_offers(market: Market) -> Iterator[Offer]:
    """What is offered to needs that want somebody, by people with room."""
    for offer in market.field.offers(market.open_needs):
        has_room = market.room[offer.who] > 0
        yield Offer(offer.needs, offer.who[has_room], offer.points[has_room])


class _Edge:
    """Who is in for certain, and who is equal at the edge."""

    def __init__(self, offer: Offer, least: int) -> None:
        self.offer, self.least = offer, least
        counts = np.bincount(offer.points, minlength=1)
        above = counts[::-1].cumsum()[::-1]
        self.cut = int(np.flatnonzero(above >= min(least, len(offer.who)))[-1]) if len(offer.who) else 0
        self.sure = np.flatnonzero(offer.points > self.cut)
        self.equal = np.flatnonzero(offer.points == self.cut)

    def of(self, market: Market, need: int) -> Offer:
        """The shortlist of one need: its own stretch of the equals, and those it has talked with before."""
        left = self.least - len(self.sure) + len(market.closed[need])
        equal = self.equal
        if len(equal) > left > 0:
            name, seed = market.field.needs[need].id, market.field.batch.options.seed
            begin = place_in_shuffle(name, seed) % len(equal)
            equal = np.roll(equal, -begin)[:left] if begin + left > len(equal) else equal[begin : begin + left]
        past = list(market.field.past(need))
        known = np.flatnonzero(np.isin(self.offer.who, past)) if past else self.sure
        chosen = np.unique(np.concatenate([self.sure, equal, known]))
        return Offer((need,), self.offer.who[chosen], self.offer.points[chosen])


def pairs_of(market: Market, need: int, who: Places, points: Points) -> Pairs:
    """What these people offer to one need: without those closed to it, past talks added."""
    if market.closed[need]:
        keep = ~np.isin(who, list(market.closed[need]))
        who, points = who[keep], points[keep]
    more = market.field.past(need)
    if more:
        points = points + np.array([more.get(int(person), 0) for person in who], dtype=np.int32)
    return Pairs(np.full(len(who), need, dtype=np.int32), who, points)
