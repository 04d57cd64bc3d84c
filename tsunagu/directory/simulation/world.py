"""One month under one order: every visit is answered, and what it does to people is added up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tsunagu.directory.people import Numbers, People, Truths
from tsunagu.directory.ranking import Found, Method, contenders, levels, page
from tsunagu.directory.simulation.looking import BEST, ROWS, Weights, asked, attention, gain, shared_attention
from tsunagu.directory.simulation.room import Room
from tsunagu.directory.simulation.searchers import Visit
from tsunagu.specialists.spread import WORD

STRIDE = 0x9E3779B1  # from one drawn visitor's seed to the next
LOOKED_AT = 400  # how many of the best are asked for room at first


@dataclass(slots=True)
class Tally:
    """What is added up. NDCG: sums over visits that found somebody (with room)."""

    exposure: Weights
    merit: Weights
    gains: list[float] = field(default_factory=list)
    gains_with_room: list[float] = field(default_factory=list)


class World:
    """One method, its loads and its tally. `draws`: how many visitors' orders stand for one search's exposure."""

    def __init__(self, people: People, room: Room, method: Method, *, band: int, draws: int) -> None:
        self.people, self.room, self.method, self.band, self.draws = people, room, method, band, draws
        self.tally = Tally(np.zeros(len(people)), np.zeros(len(people)))

    def receive(self, visit: Visit, found: Found) -> Numbers:
        """Show one visitor its page, count it, send its enquiries. Returns the places shown."""
        self.room.settle(visit.at)
        if not len(found):
            return found.places
        able = self._able(found, at=visit.at)
        offered = able if self.method is Method.FAIR else found
        shown = self._page(offered, visit.seed)
        self._count(found, able, shown, visit)
        self._expose(offered, able, visit)
        for turn, row in enumerate(asked(shown.points, visit.enquiries, visit.chances)):
            self.room.send(int(shown.places[row]), at=visit.at + visit.reads_for, answer=visit.answers[turn])
        return shown.places

    def _able(self, found: Found, *, at: int) -> Found:
        """Those with room, as far down as any page of this search can reach."""
        reach = LOOKED_AT
        while True:
            able = found.first(reach)
            able = able.where(self.room.has(able.places, at=at))
            if reach >= len(found) or self._ends_above(able, int(found.points[reach - 1])):
                return able
            reach *= 4

    def _ends_above(self, able: Found, points: int) -> bool:
        """Whether the level of the last row of a page was seen to its end."""
        return len(able) >= ROWS and int(able.points[ROWS - 1]) // self.band > points // self.band

    def _page(self, offered: Found, seed: int) -> Found:
        return page(offered, self.people, self.method, seed=seed, band=self.band, rows=ROWS)

    def _count(self, found: Found, able: Found, shown: Found, visit: Visit) -> None:
        self.tally.gains.append(gain(shown.points) / gain(found.points))
        if len(able):
            takes: Truths = self.room.has(shown.places[:BEST], at=visit.at)
            self.tally.gains_with_room.append(gain(shown.points[:BEST] * takes) / gain(able.points))

    def _expose(self, offered: Found, able: Found, visit: Visit) -> None:
        """Exposure is what was drawn for visitors with this search; merit: see `measures.exposure_to_merit`."""
        near = contenders(able, Method.FAIR, band=self.band, count=ROWS)
        self.tally.merit[near.places] += shared_attention(levels(near.points, Method.FAIR, band=self.band))
        draws = 1 if self.method is Method.PLAIN else self.draws
        for draw in range(draws):
            shown = self._page(offered, (visit.seed + draw * STRIDE) & WORD).places
            self.tally.exposure[shown] += attention[: len(shown)] / draws
