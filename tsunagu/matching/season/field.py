"""Everybody of a batch as columns, asked once for all needs that ask the same. Loads NumPy.

People stand in a shuffled order that depends on their ids and the seed alone: equals get equal shares, and the order
of the input does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tsunagu.directory import asking
from tsunagu.directory.fairness import mix32
from tsunagu.directory.people import MARKS, Columns, Truths, number
from tsunagu.directory.rubric import Criterion
from tsunagu.matching.season.fit import criteria, hurdles, looks_at, weights
from tsunagu.matching.season.support import alone
from tsunagu.matching.season.values import Batch, SeasonNeed
from tsunagu.specialists.spread import spread

USED = (
    "prefectures", "online", "themes_able", "themes_delivered", "industries", *MARKS, "registered_on", "proof_until",
    "audit_proof_until",
)  # fmt: skip
INDUSTRY = "industry"  # needs of one theme and place differ in it most
Places = NDArray[np.int32]
Points = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Offer:
    """Who can do what some needs ask for alike: places of the needs, of the specialists, and points. Apart is aside."""

    needs: tuple[int, ...]
    who: Places
    points: Points


def place_in_shuffle(name: str, seed: int) -> int:
    """32 bits that look like chance, from an id and the seed."""
    return int(mix32(spread(crc32(name.encode())), seed))


class Field:
    """Needs and people of a batch by their places."""

    def __init__(self, batch: Batch) -> None:
        seed = batch.options.seed
        self.batch = batch
        self.needs = sorted((one for one in batch.needs if not one.settled), key=lambda one: one.id)
        self.people = sorted(batch.specialists, key=lambda one: (place_in_shuffle(one.id, seed), one.id))
        self.need_at = {one.id: place for place, one in enumerate(self.needs)}
        self.person_at = {one.id: place for place, one in enumerate(self.people)}
        self.size = len(self.people)
        self.columns = Columns({name: self._column(name) for name in USED}, self.size)
        self._given: dict[tuple[str, Hashable], Points] = {}
        self._alone: dict[Hashable, Truths] = {}

    @cached_property
    def room(self) -> NDArray[np.int64]:
        """How many more companies may be sent to each, never below 0."""
        return np.maximum(self._column("room"), 0)

    def _column(self, name: str) -> NDArray[np.int64]:
        return np.fromiter((number(getattr(one, name)) for one in self.people), dtype=np.int64, count=self.size)

    def offers(self, needs: Iterable[int]) -> Iterator[Offer]:
        """Who can do each of these needs, needs that ask the same together."""
        kinds: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place in needs:
            need = self.needs[place]
            kinds[need.prefecture, need.online_ok, need.theme, need.areas][need.industry].append(place)
        for by_industry in kinds.values():
            first = self.needs[next(iter(by_industry.values()))[0]]
            who = np.flatnonzero(self.able(first)).astype(np.int32)
            base = self.points(first, who, but=INDUSTRY)
            for same in by_industry.values():
                yield Offer(tuple(same), who, base + self._of_industry(self.needs[same[0]])[who])

    def able(self, need: SeasonNeed) -> Truths:
        """Who passes every hurdle of a need; apart is left aside."""
        found = np.ones(self.size, dtype=np.bool_)
        for _, question in hurdles(need):
            found &= asking.holds(question, self.columns)
        return found

    def alone(self, need: SeasonNeed) -> Truths:
        """Who can do a need without support."""
        key = need.theme, need.areas
        if key not in self._alone:
            question = alone(need, today=self.batch.today)
            everybody = np.ones(self.size, dtype=np.bool_)
            self._alone[key] = everybody if question is None else asking.holds(question, self.columns)
        return self._alone[key]

    def points(self, need: SeasonNeed, who: Places, *, but: str = "") -> Points:
        """`fit.points` of these people, without what past talks add; all `but` one criterion."""
        whole = np.zeros(len(who), dtype=np.int32)
        for criterion in criteria(need, today=self.batch.today):
            if criterion.code != but:
                whole += self._given_by(criterion, need)[who]
        return whole

    def _of_industry(self, need: SeasonNeed) -> Points:
        key = INDUSTRY, need.industry
        if key not in self._given:
            found = next(one for one in criteria(need, today=self.batch.today) if one.code == INDUSTRY)
            return self._given_by(found, need)
        return self._given[key]

    def _given_by(self, criterion: Criterion, need: SeasonNeed) -> Points:
        """What a criterion gives everybody, asked once for needs equal in what it looks at."""
        key = criterion.code, looks_at(criterion, need)
        if key not in self._given:
            self._given[key] = asking.points([criterion], self.columns).astype(np.int32)
        return self._given[key]

    def apart(self, need: int) -> set[int]:
        """Places of those who are never proposed for a need."""
        return {self.person_at[name] for name in self.needs[need].apart if name in self.person_at}

    def past(self, need: int) -> dict[int, int]:
        """Places of those who have talked with the company before → the points this adds."""
        more = int(weights()["past_contact"])
        return {self.person_at[name]: more for name in self.needs[need].past if name in self.person_at}
