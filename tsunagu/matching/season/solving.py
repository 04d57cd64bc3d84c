"""The search for the plan of a batch: together where there is room, rank by rank where there is not. Loads OR-tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tsunagu.matching.season.field import Field, Offer
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.moving import spared
from tsunagu.matching.season.opening import Standing, check, opened, standing
from tsunagu.matching.season.planning import plan_of
from tsunagu.matching.season.rounds import best
from tsunagu.matching.season.values import Batch, Pair, Plan


def solve(batch: Batch) -> Plan:
    """The plan. The same batch gives the same plan, whatever the order of its rows.

    What is settled or stands is kept; `options.moves` live proposals at most go to companies that would have nobody.
    Raises ValueError when an id stands twice, or when who brought a company is not on the list.
    """
    check(batch)
    everybody = Field(batch)
    stands, moved = standing(everybody), list[Pair]()
    found = _found(everybody, stands)
    for _ in range(batch.options.moves):
        helped = spared(found.market, stands)
        if helped is None:
            break
        need, person, loser = helped
        stands = stands - {(loser, person)} | {(need, person)}
        moved.append((everybody.needs[loser].id, everybody.people[person].id))
        found = _found(everybody, stands)
    return replace(plan_of(found.market, stands, found.seats, gap=found.gap), by_rank=found.by_rank, moved=tuple(moved))


@dataclass
class _Found:
    """A market in which everything was given. `seats`: who is new, with points."""

    market: Market
    seats: dict[tuple[int, int], int] = field(default_factory=dict)
    gap: int = 0
    by_rank: bool = False

    def give(self) -> None:
        """The best candidates for what the needs want now."""
        solved = best(self.market)
        seats = dict(solved.pairs.items())
        self.seats |= seats
        self.gap += solved.gap
        self.market.give(seats)


def _found(everybody: Field, stands: Standing) -> _Found:
    together = _Found(opened(everybody, stands))
    if not _must_be_short(together.market):
        has_room = set((together.market.room > 0).nonzero()[0].tolist())
        together.give()
        if not _is_short(together.market, has_room):
            return together
    in_turn = _Found(opened(everybody, stands), by_rank=True)
    for rank in range(1, in_turn.market.candidates + 1):
        in_turn.market.want(rank)
        in_turn.give()
    return in_turn


def _must_be_short(market: Market) -> bool:
    """Whether there is less room than the needs could take: then somebody has too few in any case."""
    room = int(market.room.sum())
    if room >= int(market.wanted.sum()):
        return False
    return room < sum(_could_take(market, offer) for offer in _offers(market))


def _could_take(market: Market, offer: Offer) -> int:
    """How many candidates these needs could have, were there no others."""
    who = set(offer.who[market.room[offer.who] > 0].tolist())
    return sum(min(int(market.wanted[need]), len(who - market.closed[need])) for need in offer.needs)


def _offers(market: Market) -> Iterator[Offer]:
    return market.field.offers(market.open_needs)


def _is_short(market: Market, has_room: set[int]) -> bool:
    """Whether somebody has too few although there was somebody else with room for them."""
    return any(
        not has_room.intersection(offer.who.tolist()) <= market.closed[need]
        for offer in _offers(market)
        for need in offer.needs
    )
