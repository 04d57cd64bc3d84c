"""The questions of the list asked of everybody at once.

tests/directory/test_rubric.py proves the answers equal to `Question.holds` and `rubric.points`.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import singledispatch

import numpy as np

from tsunagu.directory.people import NOTHING, Columns, Numbers, Truths
from tsunagu.directory.predicates import AtLeast, Below, Both, Either, Equals, Flag, HasAny, Not, Question
from tsunagu.directory.rubric import Criterion


@singledispatch
def holds(question: Question, columns: Columns) -> Truths:
    """For whom the question holds. Raises TypeError for a kind of question that is not known here."""
    raise TypeError(f"{type(question).__name__} cannot be asked of {columns.size} people at once")


@holds.register
def _(question: HasAny, columns: Columns) -> Truths:
    found: Truths = (columns[question.column] & question.mask) != 0
    return found


@holds.register
def _(question: Flag, columns: Columns) -> Truths:
    found: Truths = columns[question.column] != 0
    return found


@holds.register
def _(question: AtLeast, columns: Columns) -> Truths:
    least = question.value.toordinal() if isinstance(question.value, date) else question.value
    return columns[question.column] >= max(least, NOTHING + 1)


@holds.register
def _(question: Equals, columns: Columns) -> Truths:
    found: Truths = columns[question.column] == question.value
    return found


@holds.register
def _(question: Below, columns: Columns) -> Truths:
    return columns[question.column] < columns[question.than]


@holds.register
def _(question: Not, columns: Columns) -> Truths:
    return ~holds(question.question, columns)


@holds.register
def _(question: Either, columns: Columns) -> Truths:
    found = np.zeros(columns.size, dtype=np.bool_)
    for one in question.questions:
        found |= holds(one, columns)
    return found


@holds.register
def _(question: Both, columns: Columns) -> Truths:
    found = np.ones(columns.size, dtype=np.bool_)
    for one in question.questions:
        found &= holds(one, columns)
    return found


def points(rubric: Sequence[Criterion], columns: Columns) -> Numbers:
    """`rubric.points` of everybody."""
    whole = np.zeros(columns.size, dtype=np.int64)
    for criterion in rubric:
        rungs = criterion.rungs
        whole += np.select([holds(rung.question, columns) for rung in rungs], [rung.points for rung in rungs], 0)
    return whole


def narrowed(questions: Iterable[Question], columns: Columns) -> Numbers:
    """The places of those for whom every question holds: each question is asked only of whom the ones before left."""
    places = np.arange(columns.size, dtype=np.int64)
    for question in questions:
        places = places[holds(question, columns.at(places))]
    return places
