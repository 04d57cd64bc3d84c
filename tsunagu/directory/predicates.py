"""Yes/no questions about one published sheet, written once and asked in two places: in SQL and in Python.

Every question holds or does not hold: an absent value (NULL / None) never holds. tests/directory/test_rubric.py proves
that both sides agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Question(Protocol):
    """One question. `sql` holds only numbers and dates made here, never text a visitor typed."""

    @property
    def sql(self) -> str:
        """A boolean SQL expression over the columns of specialists_publishedsheet."""
        ...

    def holds(self, row: object) -> bool:
        """The same answer for a row that has those columns as attributes."""
        ...


@dataclass(frozen=True, slots=True)
class HasAny:
    """At least one bit of the mask is set."""

    column: str
    mask: int

    @property
    def sql(self) -> str:
        return f"({self.column} & {self.mask}) <> 0"

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column) & self.mask)


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes/no column is yes."""

    column: str

    @property
    def sql(self) -> str:
        return self.column

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column))


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number or date column is this or more."""

    column: str
    value: int | date

    @property
    def sql(self) -> str:
        return f"({self.column} IS NOT NULL AND {self.column} >= {_literal(self.value)})"

    def holds(self, row: object) -> bool:
        found = getattr(row, self.column)
        return found is not None and bool(found >= self.value)


@dataclass(frozen=True, slots=True)
class Equals:
    """A number column is exactly this."""

    column: str
    value: int

    @property
    def sql(self) -> str:
        return f"{self.column} = {self.value}"

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column) == self.value)


@dataclass(frozen=True, slots=True)
class Below:
    """One number column is smaller than another."""

    column: str
    than: str

    @property
    def sql(self) -> str:
        return f"{self.column} < {self.than}"

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column) < getattr(row, self.than))


@dataclass(frozen=True, slots=True)
class Not:
    """The question does not hold."""

    question: Question

    @property
    def sql(self) -> str:
        return f"NOT ({self.question.sql})"

    def holds(self, row: object) -> bool:
        return not self.question.holds(row)


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the questions holds; of none, nothing holds."""

    questions: Sequence[Question]

    @property
    def sql(self) -> str:
        return "(" + (" OR ".join(question.sql for question in self.questions) or "1 = 0") + ")"

    def holds(self, row: object) -> bool:
        return any(question.holds(row) for question in self.questions)


@dataclass(frozen=True, slots=True)
class Both:
    """Every question holds; of none, everything holds."""

    questions: Sequence[Question]

    @property
    def sql(self) -> str:
        return "(" + (" AND ".join(question.sql for question in self.questions) or "1 = 1") + ")"

    def holds(self, row: object) -> bool:
        return all(question.holds(row) for question in self.questions)


ALWAYS = Both(())


def _literal(value: int | date) -> str:
    return f"'{value.isoformat()}'" if isinstance(value, date) else str(value)
