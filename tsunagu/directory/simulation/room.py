"""Who takes one more enquiry, in one simulated month: loads per JST month, answers that come later.

The same questions as the page asks (`absences`) decide; loads are counted as `specialists.actions` counts them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from heapq import heappop, heappush

import numpy as np

from tsunagu.base.calendar import month_of
from tsunagu.directory.asking import holds
from tsunagu.directory.people import Numbers, People, Truths
from tsunagu.directory.predicates import Both, Not, Question

Absences = Callable[[date], Mapping[str, Question]]
DAY = 86_400
DECLINED, EXPIRED = 0.20, 0.10  # of enquiries delivered: refused within days, never answered
ANSWER_DAYS, EXPIRY_DAYS = 4, 7


class Room:
    """Loads of one world. Moments are seconds from midnight (JST) of the first day."""

    def __init__(self, people: People, *, absences: Absences, start: date) -> None:
        self._load = people.columns["load"].copy()
        self._month = people.columns["load_month"].copy()
        self._columns = people.columns.with_values(load=self._load, load_month=self._month)
        self._absences = absences
        self._start = start
        self._due: list[tuple[int, int, int, int | None, float]] = []
        self._sent = 0
        self.enquiries = np.zeros(len(people), dtype=np.int64)
        self.beyond = 0

    def day(self, at: int) -> date:
        """The JST day of a moment."""
        return self._start + timedelta(days=at // DAY)

    def has(self, places: Numbers, *, at: int) -> Truths:
        """Who of these takes somebody now."""
        here = Both(tuple(Not(reason) for reason in self._absences(self.day(at)).values()))
        return holds(here, self._columns.at(places))

    def send(self, place: int, *, at: int, answer: float) -> None:
        """An enquiry that arrives at this moment; `answer` (0–1) decides what becomes of it."""
        self._later(at, place, None, answer)

    def settle(self, until: int) -> None:
        """Let everything happen that is due: enquiries arrive, refusals and silence give the place back."""
        while self._due and self._due[0][0] <= until:
            at, _, place, month, answer = heappop(self._due)
            if month is None:
                self._arrive(place, at, answer)
            elif self._month[place] == month and self._load[place] > 0:
                self._load[place] -= 1

    def _arrive(self, place: int, at: int, answer: float) -> None:
        self.enquiries[place] += 1
        if not self.has(np.array([place]), at=at)[0]:
            self.beyond += 1
            return
        month = month_of(self.day(at))
        if self._month[place] != month:
            self._month[place], self._load[place] = month, 0
        self._load[place] += 1
        if answer < DECLINED:
            self._later(at + round(DAY * (0.2 + ANSWER_DAYS * answer / DECLINED)), place, month, answer)
        elif answer < DECLINED + EXPIRED:
            self._later(at + EXPIRY_DAYS * DAY, place, month, answer)

    def _later(self, at: int, place: int, month: int | None, answer: float) -> None:
        self._sent += 1
        heappush(self._due, (at, self._sent, place, month, answer))
