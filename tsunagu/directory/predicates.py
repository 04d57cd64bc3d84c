"""Yes/no questions about one published sheet, written once and asked of one person or of everybody at once (`asking`).

Every question holds or does not hold: an absent value (NULL / None) never holds. tests/directory/test_rubric.py proves
that both agree, and that SQL made from the same questions does.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Question(Protocol):
    """One question."""

    def holds(self, row: object) -> bool:
        """The answer for a row that has columns of specialists_publishedsheet as attributes."""
        ...


@dataclass(frozen=True, slots=True)
class HasAny:
    """At least one bit of the mask is set."""

    column: str
    mask: int

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column) & self.mask)


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes/no column is yes."""

    column: str

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column))


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number or date column is this or more."""

    column: str
    value: int | date

    def holds(self, row: object) -> bool:
        found = getattr(row, self.column)
        return found is not None and bool(found >= self.value)


@dataclass(frozen=True, slots=True)
class Equals:
    """A number column is exactly this."""

    column: str
    value: int

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column) == self.value)


@dataclass(frozen=True, slots=True)
class Below:
    """One number column is smaller than another."""

    column: str
    than: str

    def holds(self, row: object) -> bool:
        return bool(getattr(row, self.column) < getattr(row, self.than))


@dataclass(frozen=True, slots=True)
class Not:
    """The question does not hold."""

    question: Question

    def holds(self, row: object) -> bool:
        return not self.question.holds(row)


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the questions holds; of none, nothing holds."""

    questions: tuple[Question, ...]

    def holds(self, row: object) -> bool:
        return any(question.holds(row) for question in self.questions)


@dataclass(frozen=True, slots=True)
class Both:
    """Every question holds; of none, everything holds."""

    questions: tuple[Question, ...]

    def holds(self, row: object) -> bool:
        return all(question.holds(row) for question in self.questions)


ALWAYS = Both(())
