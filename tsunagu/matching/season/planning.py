"""What was found, as a plan: candidates in their order, companions, reasons, worth. Loads NumPy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tsunagu.matching.season.companions import with_companions
from tsunagu.matching.season.field import place_in_shuffle
from tsunagu.matching.season.fit import load_cost, points
from tsunagu.matching.season.lacking import lacking
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.opening import Standing, kept
from tsunagu.matching.season.values import Batch, Candidate, NeedPlan, Plan, SeasonNeed, Tally
from tsunagu.matching.season.words import Seat


def plan_of(market: Market, stands: Standing, new: Mapping[tuple[int, int], int], *, gap: int) -> Plan:
    """The plan of a market in which everything was given, in the order of the batch's needs. `new`: with points."""
    batch, found = market.field.batch, defaultdict[int, dict[str, int]](dict)
    for need, person in stands:
        one, other = market.field.needs[need], market.field.people[person]
        found[need][other.id] = points(one, other, today=batch.today)
    for (need, person), worth in new.items():
        found[need][market.field.people[person].id] = worth
    reasons = lacking(market)
    plans = {one.id: _settled(batch, one) for one in batch.needs if one.settled}
    for place, one in enumerate(market.field.needs):
        plans[one.id] = NeedPlan(one.id, _candidates(batch, one, found[place]), reasons.get(one.id))
    tally = _tally(market, plans.values(), gap)
    plans = with_companions(market, plans)
    return Plan(tuple(plans[one.id] for one in batch.needs), tally)


def _settled(batch: Batch, need: SeasonNeed) -> NeedPlan:
    """Who said yes or brought the company; who said yes and has left the list since stays."""
    seat = Seat.ACCEPTED if need.accepted else Seat.FIXED
    person = batch.specialist.get(need.settled)
    worth = points(need, person, today=batch.today) if person else 0
    return NeedPlan(need.id, (Candidate(need.settled, worth, seat),))


def _candidates(batch: Batch, need: SeasonNeed, worth: Mapping[str, int]) -> tuple[Candidate, ...]:
    """Those who stood keep their rank; behind them the new ones, more points first, equals shuffled."""
    stood = [name for name in kept(batch, need) if name in worth]
    came = sorted(
        worth.keys() - set(stood),
        key=lambda name: (-worth[name], place_in_shuffle(f"{need.id} {name}", batch.options.seed), name),
    )
    seats = [(name, Seat.STANDS) for name in stood] + [(name, Seat.NEW) for name in came]
    return tuple(Candidate(name, worth[name], seat) for name, seat in seats)


def _tally(market: Market, plans: Iterable[NeedPlan], gap: int) -> Tally:
    held = [plan for plan in plans if not any(one.seat is Seat.ACCEPTED for one in plan.candidates)]
    open_plans = [plan for plan in held if plan.need in market.field.need_at]
    covered = tuple(sum(len(one.candidates) > rank for one in open_plans) for rank in range(market.candidates))
    worth = sum(one.points for plan in held for one in plan.candidates)
    cost = sum(load_cost(count) for count in market.held.tolist())
    return Tally(covered, worth, cost, worth - cost + gap, is_covered=gap < market.step)
