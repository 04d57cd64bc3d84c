"""One search as SQL: who appears, how many each condition adds or takes, and in which order.

The statements differ by engine only in the word index (`tsunagu.base.engines`). Nothing a visitor typed becomes part
of a statement: conditions are codes turned into numbers, words are parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection

from tsunagu.base.calendar import month_of
from tsunagu.base.engines import engine_of
from tsunagu.directory.conditions import Conditions, questions
from tsunagu.directory.counting import every, near
from tsunagu.directory.fairness import mix32_sql
from tsunagu.directory.predicates import AtLeast, Below, Both, Either, Equals, Not, Question
from tsunagu.directory.rubric import Criterion, band_width, criteria, points_sql
from tsunagu.directory.words import sought
from tsunagu.specialists.states import Availability

TABLE = "specialists_publishedsheet"
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
    """One search on one JST day. `points_on`: the day whose points make the order (None: today)."""

    conditions: Conditions
    today: date
    points_on: date | None = None

    @cached_property
    def rubric(self) -> list[Criterion]:
        """The points of this search."""
        return criteria(self.conditions, today=self.points_on or self.today)

    @cached_property
    def here(self) -> Question:
        """Takes somebody just now — or everybody, when asked to include the busy."""
        return Both([Not(reason) for reason in absences(self.today).values()])

    def asked_now(self, conditions: Conditions) -> list[str]:
        """What is asked of a person, as SQL and without free words: the conditions, and that they take somebody now."""
        found = [question.sql for _, question in questions(conditions)]
        return found if conditions.busy else [*found, self.here.sql]

    @cached_property
    def words(self) -> tuple[str, list[str]] | None:
        """The word index asked for the free words; None without any."""
        asked = sought(self.conditions.q)
        if not asked:
            return None
        engine = engine_of(connection.vendor)
        sql, parameters = engine.text_condition("specialists_sheettext", "grams", "sheet_id", asked)
        return str(sql), list(parameters)

    def order_sql(self, seed: int, *, after: Place | None, limit: int) -> tuple[str, list[str]]:
        """The first `limit` people behind `after`: id, points, mix."""
        band = band_width()
        source, parameters = self._source(self.conditions)
        onwards = "1 = 1"
        if after:
            onwards = (
                f"(points / {band} < {after.band} OR (points / {band} = {after.band} AND "
                f"(mix > {after.mix} OR (mix = {after.mix} AND specialist_id > {after.specialist_id}))))"
            )
        who = every(self.asked_now(self.conditions))
        sql = (
            f"SELECT specialist_id, points, mix FROM (SELECT specialist_id, {points_sql(self.rubric)} AS points, "  # noqa: S608
            f"{mix32_sql(seed)} AS mix FROM {source} WHERE is_listed AND {who}) AS scored "
            f"WHERE {onwards} ORDER BY points / {band} DESC, mix, specialist_id LIMIT {limit}"
        )
        return sql, parameters

    def order(self, seed: int, *, after: Place | None = None, limit: int) -> list[Place]:
        """Better band first; inside a band the visitor's own shuffle; ids settle what is left (promises §1)."""
        with connection.cursor() as cursor:
            sql, parameters = self.order_sql(seed, after=after, limit=limit)
            cursor.execute(sql, parameters)
            return [Place(*row) for row in cursor.fetchall()]

    def counts_sql(self, alternatives: Sequence[Conditions]) -> tuple[str, list[str]]:
        """One row: the total, the busy left out by reason, then the total of each alternative search."""
        asked = [question.sql for _, question in questions(self.conditions)]
        variations = [(self.conditions, self.asked_now(self.conditions))]
        variations += [(self.conditions, [*asked, why.sql]) for why in absences(self.today).values()]
        variations += [(other, self.asked_now(other)) for other in alternatives]
        parts = []
        for with_words in {bool(one.q): None for one, _ in variations}:
            mine = {f"n{number}": sql for number, (one, sql) in enumerate(variations) if bool(one.q) is with_words}
            parts.append(self._part(mine, self.conditions if with_words else Conditions()))
        columns = ", ".join(f"n{number}" for number in range(len(variations)))
        source = " CROSS JOIN ".join(f"({sql}) AS part{number}" for number, (sql, _) in enumerate(parts))
        return f"SELECT {columns} FROM {source}", [word for _, words in parts for word in words]  # noqa: S608

    def _part(self, variations: dict[str, list[str]], conditions: Conditions) -> tuple[str, list[str]]:
        """Variations that all ask for the words of `conditions`, or all for none: a column for each."""
        source, parameters = self._source(conditions)
        sums = ", ".join(f"COUNT(CASE WHEN {every(sql)} THEN 1 END) AS {name}" for name, sql in variations.items())
        close = near(self.asked_now(self.conditions), list(variations.values()))
        return f"SELECT {sums} FROM {source} WHERE is_listed AND {close}", parameters  # noqa: S608

    def _source(self, conditions: Conditions) -> tuple[str, list[str]]:
        """The sheets; with free words, those the word index names (a join: PostgreSQL misjudges IN of a function)."""
        if not conditions.q or not self.words:
            return TABLE, []
        sql, parameters = self.words
        return f"{TABLE} JOIN ({sql}) AS hit ON hit.found = specialist_id", [*parameters]

    def totals(self, alternatives: Sequence[Conditions]) -> list[int]:
        """How many each of these searches finds: one pass over the list."""
        return self._numbers(alternatives)[1 + len(absences(self.today)) :]

    def _numbers(self, alternatives: Sequence[Conditions]) -> list[int]:
        with connection.cursor() as cursor:
            sql, parameters = self.counts_sql(alternatives)
            cursor.execute(sql, parameters)
            return [int(number) for number in cursor.fetchone()]

    def counts(self) -> Counts:
        """The total, those left out and what every chip takes: one pass over the list."""
        chips = self.conditions.pairs()
        reasons = list(absences(self.today))
        total, *rest = self._numbers([self.conditions.without(*chip) for chip in chips])
        return Counts(
            total=total,
            absent=dict(zip(reasons, rest[: len(reasons)], strict=True)),
            without=dict(zip(chips, rest[len(reasons) :], strict=True)),
        )
