"""What is still open in a batch: candidates wanted, room left, and what each further candidate is worth. Loads NumPy.

A need's first candidate is worth more than its second, that more than its third, and each more than all points that
could be lost on the way to it: so the flow of least cost covers as many needs as can be, then fits best.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from tsunagu.matching.season.field import Field
from tsunagu.matching.season.fit import weights

MOST_POINTS = 100


class Market:
    """Open needs and room, counted while candidates are given. `given` and `held`: per need and per specialist."""

    def __init__(self, field: Field, room: NDArray[np.int64]) -> None:
        self.field = field
        self.candidates = field.batch.options.candidates
        self.load = int(weights()["load"])
        self.past_contact = int(weights()["past_contact"])
        self.given = np.zeros(len(field.needs), dtype=np.int64)
        self.held = np.zeros(field.size, dtype=np.int64)
        self.room = room.copy()
        self.closed = [field.apart(place) for place in range(len(field.needs))]
        self.want(self.candidates)
        most_load = self.load * (int(room.max(initial=0)) + len(field.needs))
        self.step = (len(field.needs) + 1) * (MOST_POINTS + self.past_contact) + most_load + 1

    def give(self, seats: Iterable[tuple[int, int]]) -> None:
        """These people are candidates of these needs; whoever has no room left stays at none."""
        for need, person in seats:
            self.given[need] += 1
            self.closed[need].add(person)
            self.hold(person)
        self.want(self.candidates)

    def hold(self, person: int) -> None:
        """One more company sees somebody."""
        self.held[person] += 1
        self.room[person] = max(0, self.room[person] - 1)

    def want(self, at_most: int) -> None:
        """Ask for candidates until each need has so many."""
        self.wanted = np.maximum(at_most - self.given, 0)

    def worth(self, need: NDArray[np.int64], further: int | NDArray[np.int64]) -> NDArray[np.int64]:
        """What the `further`-th (from 1) more candidate of these needs is worth, points aside."""
        value: NDArray[np.int64] = self.step * np.maximum(self.candidates + 1 - (self.given[need] + further), 0)
        return value

    @property
    def open_needs(self) -> list[int]:
        """Places of the needs that want somebody more."""
        return [int(place) for place in np.flatnonzero(self.wanted)]
