"""Why needs have fewer candidates than wished: the first hurdle that nobody else passes. Loads NumPy."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tsunagu.directory import asking
from tsunagu.matching.season.fit import hurdles
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.words import Barred, Lacking

SAYS = {Barred.THEME: Lacking.NO_THEME, Barred.REGION: Lacking.NO_REGION}


def lacking(market: Market) -> Mapping[str, Lacking]:
    """The reason by need, for those with too few."""
    market.want(market.candidates)
    return {market.field.needs[place].id: _reason(market, place) for place in market.open_needs}


def _reason(market: Market, place: int) -> Lacking:
    field, apart = market.field, market.field.apart(place)
    left = np.ones(field.size, dtype=np.bool_)
    left[list(market.closed[place] - apart)] = False
    if not left.any():
        return Lacking.NOBODY
    for why, question in hurdles(field.needs[place]):
        left &= asking.holds(question, field.columns)
        if not left.any():
            return SAYS[why]
    left[list(apart)] = False
    if not left.any():
        return Lacking.APART
    return Lacking.TAKEN if (field.room[left] > 0).any() else Lacking.FULL
