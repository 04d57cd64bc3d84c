"""The best candidates for what is open: flow, bound, again with whom the shortlists had left off. Loads OR-tools."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tsunagu.matching.season.flow import chosen
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.prices import bound
from tsunagu.matching.season.shortlist import Pairs, shortlist

AGAIN = 20  # times at most
CLOSE = 2_000  # a gap of one part in so many is not worth another flow


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates as pairs. `gap`: how much more any other choice could be worth at most, candidates and points."""

    pairs: Pairs
    gap: int


def best(market: Market) -> Found:
    """The best candidates for the open needs; raises RuntimeError only if OR-tools fails."""
    pairs, found = shortlist(market), None
    for _ in range(AGAIN):
        taken = chosen(market, pairs)
        most = bound(market, pairs, taken)
        held = pairs.where(taken)
        found = Found(held, max(0, most.most - worth(market, held)))
        if found.gap * CLOSE <= int(held.points.sum()):
            return found
        before, pairs = len(pairs), pairs + most.better
        if len(pairs) == before:
            return found
    return found or Found(pairs, 0)


def worth(market: Market, held: Pairs) -> int:
    """What these candidates are worth beside those given before: covering, points, less load."""
    order = np.lexsort((held.person, held.need))
    need = held.need[order].astype(np.int64)
    begins = np.searchsorted(need, need, side="left")
    further = np.arange(len(need)) - begins + 1
    count = np.bincount(held.person, minlength=market.field.size)
    load = market.load * (market.held * count + count * (count - 1) // 2)
    return int(market.worth(need, further).sum() + held.points.sum() - load.sum())
