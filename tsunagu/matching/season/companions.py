"""Who comes along with a lead who needs support: one for all candidates of a need, since only one is chosen.

Loads NumPy.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

import numpy as np

from tsunagu.matching.season.field import Field, Places
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.opening import kept_companion
from tsunagu.matching.season.values import Candidate, NeedPlan, SeasonNeed
from tsunagu.matching.season.words import Seat


def with_companions(market: Market, plans: Mapping[str, NeedPlan]) -> dict[str, NeedPlan]:
    """The plans with companions where support is needed, and how many companies see each candidate.

    A companion can do the need alone (◎), reaches the company, is not apart, is no candidate of it and has room left:
    most points first, then who is seen by the fewest, then the shuffle. They take a place like a candidate. Where
    somebody said yes already, nothing is changed.
    """
    choice = _Companions(market)
    done = {name: choice.of(plans[name]) for name in sorted(plans)}
    return {
        name: replace(plan, candidates=tuple(_seen(market, one) for one in plan.candidates))
        for name, plan in done.items()
    }


def _seen(market: Market, one: Candidate) -> Candidate:
    place = market.field.person_at.get(one.specialist)
    return one if place is None or one.seat is Seat.ACCEPTED else replace(one, shown_to=int(market.held[place]))


class _Companions:
    """Companions chosen one need after the other."""

    def __init__(self, market: Market) -> None:
        self.market, self.field = market, market.field
        self._able: dict[Hashable, Places] = {}

    def of(self, plan: NeedPlan) -> NeedPlan:
        """The plan with its companion."""
        if any(one.seat is Seat.ACCEPTED for one in plan.candidates):
            return plan
        need = self.field.batch.need[plan.need]
        supported = {one.specialist for one in plan.candidates if self._needs_support(need, one)}
        name = self._companion(plan, need) if supported else ""
        candidates = [
            replace(one, needs_support=True, companion=name) if one.specialist in supported else one
            for one in plan.candidates
        ]
        return replace(plan, candidates=tuple(candidates))

    def _needs_support(self, need: SeasonNeed, one: Candidate) -> bool:
        return not self.field.alone(need)[self.field.person_at[one.specialist]]

    def _companion(self, plan: NeedPlan, need: SeasonNeed) -> str:
        taken = {one.specialist for one in plan.candidates}
        name = kept_companion(self.field.batch, need)
        if name and name not in taken:
            return name
        who = self._can(self.field, need)
        closed = [self.field.person_at[name] for name in taken | need.apart if name in self.field.person_at]
        who = who[(self.market.room[who] > 0) & ~np.isin(who, closed)]
        if not len(who):
            return ""
        held = self.market.held[who]
        best = int(who[np.argmin(held - self.field.points(need, who) * (held.max() + 1))])
        self.market.hold(best)
        return self.field.people[best].id

    def _can(self, field: Field, need: SeasonNeed) -> Places:
        """Who could accompany somebody in such a need, room aside."""
        kind = need.prefecture, need.online_ok, need.theme, need.areas
        if kind not in self._able:
            self._able[kind] = np.flatnonzero(field.able(need) & field.alone(need)).astype(np.int32)
        return self._able[kind]
