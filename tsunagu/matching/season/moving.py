"""One live proposal may go to a company that would have nobody, if the one that loses it keeps another.

Source: promises §2, "at most one live proposal moves". Everything else that stands is locked. Loads NumPy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from tsunagu.matching.season.fit import points
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.opening import Standing


def spared(market: Market, stands: Standing) -> tuple[int, int, int] | None:
    """Places of (need with nobody, specialist, need that loses them), most points gained first; None = no way."""
    count, seen_by = Counter(need for need, _ in stands), defaultdict[int, list[int]](list)
    for need, person in sorted(stands):
        if count[need] > 1:
            seen_by[person].append(need)
    empty = [place for place in market.open_needs if not market.given[place]]
    ways = [(_gain(market, *way), way) for way in _ways(market, empty, seen_by)]
    return max(ways, key=lambda one: (one[0], [-place for place in one[1]]))[1] if ways else None


def _ways(market: Market, empty: list[int], seen_by: Mapping[int, list[int]]) -> Iterator[tuple[int, int, int]]:
    for offer in market.field.offers(empty):
        near = offer.who[np.isin(offer.who, list(seen_by))].tolist()
        for need in offer.needs:
            for person in near:
                if person not in market.closed[need]:
                    yield from ((need, person, loser) for loser in seen_by[person])


def _gain(market: Market, need: int, person: int, loser: int) -> int:
    field = market.field
    one, today = field.people[person], field.batch.today
    return points(field.needs[need], one, today=today) - points(field.needs[loser], one, today=today)
