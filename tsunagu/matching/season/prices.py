"""What a place with each specialist is worth, read from a flow; and a bound on every plan, made from such prices.

The bound holds for whatever prices: nobody can gain more than the best candidates at these prices, and places cannot
earn more than their prices. With the prices of the best flow it equals the best plan (duality). Loads NumPy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tsunagu.matching.season.market import Market
from tsunagu.matching.season.shortlist import Pairs, joined, pairs_of

Whole = NDArray[np.int64]
ROUNDS = 2_000  # of raising prices; whatever they are then, the bound holds
NEVER = 1 << 60
ENOUGH = 100  # pairs that could improve one need's candidates; more are not needed at once


@dataclass(frozen=True, slots=True)
class Bound:
    """`most`: no choice among all pairs is worth more. `better`: pairs left off that could improve the plan."""

    most: int
    better: Pairs


def prices(market: Market, pairs: Pairs, taken: NDArray[np.bool_]) -> Whole:
    """The lowest prices at which everybody's candidates in the flow are the best they can have."""
    held, other = pairs.where(taken), pairs.where(~taken)
    count = np.bincount(held.person, minlength=market.field.size)
    price = np.where(count > 0, market.load * (market.held + count - 1), 0).astype(np.int64)
    for _ in range(ROUNDS):
        least = least_gain(market, held, price)
        asked = other.points - least[other.need]
        behind = np.flatnonzero(asked > price[other.person])
        if not len(behind):
            break
        np.maximum.at(price, other.person[behind], asked[behind])
    return price


def least_gain(market: Market, held: Pairs, price: Whole) -> Whole:
    """Per need: points less price that a pair must exceed to be better than what the need has."""
    count = np.bincount(held.need, minlength=len(market.wanted))
    further = market.worth(np.arange(len(market.wanted)), count + 1)
    least = np.where(count < market.wanted, -further, NEVER)
    np.minimum.at(least, held.need, held.points - price[held.person])
    return least


def bound(market: Market, pairs: Pairs, taken: NDArray[np.bool_]) -> Bound:
    """The bound over everybody who could be a candidate, on the shortlist or not."""
    held = pairs.where(taken)
    price = prices(market, pairs, taken)
    least = least_gain(market, held, price)
    better = _better(market, price, least)
    gains = _best_gains(market, joined([held, better]), price)
    return Bound(gains + _earned(market, price), better)


def _better(market: Market, price: Whole, least: Whole) -> Pairs:
    """Every pair whose points less price exceed what the need asks for."""
    parts = []
    for offer in market.field.offers(market.open_needs):
        gain = offer.points - price[offer.who]
        floor = min(int(least[need]) for need in offer.needs) - market.past_contact
        near = np.flatnonzero((gain > floor) & (market.room[offer.who] > 0))
        for need in offer.needs if len(near) else ():
            open_ = pairs_of(market, need, offer.who[near], offer.points[near])
            parts.append(_best(open_, price, int(least[need])))
    return joined(parts)


def _best(pairs: Pairs, price: Whole, least: int) -> Pairs:
    """The best of one need's pairs that gain more than it asks for."""
    gain = pairs.points - price[pairs.person]
    above = np.flatnonzero(gain > least)
    if len(above) > ENOUGH:
        above = above[np.argsort(-gain[above], kind="stable")[:ENOUGH]]
    return Pairs(pairs.need[above], pairs.person[above], pairs.points[above])


def _best_gains(market: Market, pairs: Pairs, price: Whole) -> int:
    """The most all needs together can gain from these pairs at these prices."""
    gain = pairs.points - price[pairs.person]
    order = np.lexsort((-gain, pairs.need))
    need, gain = pairs.need[order].astype(np.int64), gain[order]
    if not len(need):
        return 0
    begins = np.flatnonzero(np.append(True, need[1:] != need[:-1]))
    place = np.arange(len(need)) - np.repeat(begins, np.diff(np.append(begins, len(need))))
    open_ = place < market.wanted[need]
    need, gain, place = need[open_], gain[open_], place[open_]
    return int(np.maximum(market.worth(need, place + 1) + gain, 0).sum())


def _earned(market: Market, price: Whole) -> int:
    """The most all places together can earn at these prices, load paid."""
    if market.load:
        count = np.clip(price // market.load - market.held + 1, 0, market.room)
    else:
        count = np.where(price > 0, market.room, 0)
    cost = market.load * (market.held * count + count * (count - 1) // 2)
    return int((price * count - cost).sum())
