"""The questions of the list asked of everybody at once. tests/directory/test_simulation_asking.py proves the answers
equal to `Question.holds` and `rubric.points` row by row.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import singledispatch

import numpy as np

from tsunagu.directory.predicates import AtLeast, Below, Both, Either, Equals, Flag, HasAny, Not, Question
from tsunagu.directory.rubric import Criterion
from tsunagu.directory.simulation.population import NOTHING, Numbers, Truths

Columns = Mapping[str, Numbers]


@singledispatch
def holds(question: Question, columns: Columns) -> Truths:
    """For whom the question holds. Raises TypeError for a kind of question that is not known here."""
    raise TypeError(f"{type(question).__name__} cannot be asked of columns; columns: {sorted(columns)}")


@holds.register
def _(question: HasAny, columns: Columns) -> Truths:
    return (columns[question.column] & question.mask) != 0


@holds.register
def _(question: Flag, columns: Columns) -> Truths:
    return columns[question.column] != 0


@holds.register
def _(question: AtLeast, columns: Columns) -> Truths:
    least = question.value.toordinal() if isinstance(question.value, date) else question.value
    return columns[question.column] >= max(least, NOTHING + 1)


@holds.register
def _(question: Equals, columns: Columns) -> Truths:
    return columns[question.column] == question.value


@holds.register
def _(question: Below, columns: Columns) -> Truths:
    return columns[question.column] < columns[question.than]


@holds.register
def _(question: Not, columns: Columns) -> Truths:
    return ~holds(question.question, columns)


@holds.register
def _(question: Either, columns: Columns) -> Truths:
    found = np.zeros(_length(columns), dtype=np.bool_)
    for one in question.questions:
        found |= holds(one, columns)
    return found


@holds.register
def _(question: Both, columns: Columns) -> Truths:
    found = np.ones(_length(columns), dtype=np.bool_)
    for one in question.questions:
        found &= holds(one, columns)
    return found


def points(rubric: Sequence[Criterion], columns: Columns) -> Numbers:
    """`rubric.points` of everybody."""
    whole = np.zeros(_length(columns), dtype=np.int64)
    for criterion in rubric:
        rungs = criterion.rungs
        whole += np.select([holds(rung.question, columns) for rung in rungs], [rung.points for rung in rungs], 0)
    return whole


def _length(columns: Columns) -> int:
    return len(next(iter(columns.values())))
