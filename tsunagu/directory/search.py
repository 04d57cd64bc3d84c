"""One search: who appears, how many each condition adds or takes, and in which order.

Conditions and points are asked of everybody at once (`finding`, NumPy: loaded with the first search, not at start-up).
Nothing a visitor typed becomes part of a statement: words are parameters of the word index.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from tsunagu.base.calendar import month_of
from tsunagu.directory.conditions import Conditions, questions
from tsunagu.directory.predicates import AtLeast, Below, Both, Either, Equals, Not, Question
from tsunagu.directory.rubric import Criterion, band_width, criteria
from tsunagu.specialists.states import Availability

if TYPE_CHECKING:
    from tsunagu.directory.finding import Everybody

Chip = tuple[str, str]


def absences(today: date) -> dict[str, Question]:
    """Why a listed person takes nobody just now: this month is full, a pause, or absent. They return by themselves."""
    full = Both((Equals("load_month", month_of(today)), Not(Below("load", "monthly_cap"))))
    return {
        "full": Either((full, Equals("monthly_cap", 0))),
        "paused": AtLeast("paused_until", today),
        "unavailable": Equals("availability", Availability.UNAVAILABLE),
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands in one visitor's order."""

    specialist_id: int
    points: int
    mix: int

    @property
    def band(self) -> int:
        """The band of fit."""
        return self.points // band_width()

    @property
    def key(self) -> tuple[int, int, int]:
        """What the order goes by, smaller first."""
        return -self.band, self.mix, self.specialist_id


@dataclass(frozen=True, slots=True)
class Counts:
    """How many appear; how many would without each chip; how many are left out because they take nobody now."""

    total: int
    without: dict[Chip, int]
    absent: dict[str, int]


@dataclass(frozen=True)
class Search:
    """One search on one JST day."""

    conditions: Conditions
    today: date

    @cached_property
    def rubric(self) -> list[Criterion]:
        """The points of this search."""
        return criteria(self.conditions, today=self.today)

    @cached_property
    def everybody(self) -> Everybody:
        """Those on the list when it is first asked of this search: its numbers and its order are of one moment."""
        from tsunagu.directory.finding import Everybody
        from tsunagu.directory.queries.population import listed_people

        return Everybody(listed_people(), self.conditions.q)

    def asked_now(self, conditions: Conditions) -> list[Question]:
        """What is asked of a person, but for free words: the conditions, and that they take somebody now."""
        asked = [question for _, question in questions(conditions)]
        return asked if conditions.busy else [*asked, *(Not(why) for why in absences(self.today).values())]

    def order(self, seed: int, *, after: Place | None = None, limit: int, points_on: date | None = None) -> list[Place]:
        """The first `limit` people behind `after` with the points of a day (None: today).

        Better band first; inside a band the visitor's own shuffle; ids settle what is left (promises §1).
        """
        rubric = criteria(self.conditions, today=points_on) if points_on else self.rubric
        who = self.everybody.who(self.asked_now(self.conditions), words=True)
        found = self.everybody.order(who, rubric, seed, after=after.key if after else None, limit=limit)
        return [Place(*row) for row in found]

    def totals(self, alternatives: Sequence[Conditions]) -> list[int]:
        """How many each of these searches finds; their free words are those of this search, or none."""
        return [self.everybody.count(self.asked_now(other), words=bool(other.q)) for other in alternatives]

    def counts(self) -> Counts:
        """The total, those left out and what every chip takes."""
        asked = [question for _, question in questions(self.conditions)]
        chips = self.conditions.pairs()
        total, *without = self.totals([self.conditions, *(self.conditions.without(*chip) for chip in chips)])
        return Counts(
            total=total,
            without=dict(zip(chips, without, strict=True)),
            absent={
                code: self.everybody.count([*asked, why], words=True) for code, why in absences(self.today).items()
            },
        )
