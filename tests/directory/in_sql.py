"""The same questions, points and order as SQL: a third way to the answers, and what a page is measured against."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import singledispatch

from django.db import connection

from tsunagu.base.engines import engine_of
from tsunagu.directory.conditions import Conditions, questions
from tsunagu.directory.fairness import mix32
from tsunagu.directory.predicates import ALWAYS, AtLeast, Below, Both, Either, Equals, Flag, HasAny, Not, Question
from tsunagu.directory.rubric import Criterion, band_width, criteria
from tsunagu.directory.search import absences
from tsunagu.directory.words import sought
from tsunagu.specialists.spread import WORD

TABLE = "specialists_publishedsheet"


@singledispatch
def sql_of(question: Question) -> str:
    """A boolean expression over the columns of the published sheet."""
    raise TypeError(type(question))


@sql_of.register
def _(question: HasAny) -> str:
    return f"({question.column} & {question.mask}) <> 0"


@sql_of.register
def _(question: Flag) -> str:
    return question.column


@sql_of.register
def _(question: AtLeast) -> str:
    least = f"'{question.value.isoformat()}'" if isinstance(question.value, date) else str(int(question.value))
    return f"({question.column} IS NOT NULL AND {question.column} >= {least})"


@sql_of.register
def _(question: Equals) -> str:
    return f"{question.column} = {int(question.value)}"


@sql_of.register
def _(question: Below) -> str:
    return f"{question.column} < {question.than}"


@sql_of.register
def _(question: Not) -> str:
    return f"NOT ({sql_of(question.question)})"


@sql_of.register
def _(question: Either) -> str:
    return "(" + (" OR ".join(map(sql_of, question.questions)) or "1 = 0") + ")"


@sql_of.register
def _(question: Both) -> str:
    return "(" + every(question.questions) + ")"


def every(asked: Iterable[Question]) -> str:
    """All of these questions; of none, everything holds."""
    return " AND ".join(map(sql_of, dict.fromkeys(asked))) or "1 = 1"


def points_of(criterion: Criterion) -> str:
    """Points of one criterion."""
    if criterion.rungs and criterion.rungs[0].question == ALWAYS:
        return str(criterion.rungs[0].points)
    steps = " ".join(f"WHEN {sql_of(rung.question)} THEN {rung.points}" for rung in criterion.rungs)
    return f"CASE {steps} ELSE 0 END"


def points_sql(rubric: Sequence[Criterion]) -> str:
    """Points of a rubric."""
    return " + ".join(points_of(criterion) for criterion in rubric)


def mix_sql(seed: int) -> str:
    """The place in one visitor's shuffle, from the column `shuffle`: the sum and the factor are those of `mix32`."""
    shift = mix32(0, seed)
    factor = (mix32(1, seed) - shift) & WORD
    return f"((shuffle * {factor} + {shift}) & {WORD})"


def order_sql(conditions: Conditions, today: date, seed: int, limit: int) -> tuple[str, list[str]]:
    """The first people of a search: id, points, mix."""
    source, parameters = _source(conditions)
    return (
        f"SELECT specialist_id, points, mix FROM (SELECT specialist_id, "
        f"{points_sql(criteria(conditions, today=today))} AS points, {mix_sql(seed)} AS mix "
        f"FROM {source} WHERE is_listed AND {every(_asked_now(conditions, today))}) AS scored "
        f"ORDER BY points / {band_width()} DESC, mix, specialist_id LIMIT {limit}"
    ), parameters


def counts_sql(conditions: Conditions, today: date) -> tuple[str, list[str]]:
    """One row: the total, those left out by reason, then the total without each chip."""
    asked = [question for _, question in questions(conditions)]
    variations = [(conditions, _asked_now(conditions, today))]
    variations += [(conditions, [*asked, why]) for why in absences(today).values()]
    others = [conditions.without(*chip) for chip in conditions.pairs()]
    variations += [(other, _asked_now(other, today)) for other in others]
    parts, parameters = [], []
    for with_words in {bool(one.q): None for one, _ in variations}:
        mine = {number: asks for number, (one, asks) in enumerate(variations) if bool(one.q) is with_words}
        sums = ", ".join(f"COUNT(CASE WHEN {every(asks)} THEN 1 END) AS n{number}" for number, asks in mine.items())
        source, words = _source(conditions if with_words else Conditions())
        parts.append(f"(SELECT {sums} FROM {source} WHERE is_listed) AS part{len(parts)}")
        parameters += words
    columns = ", ".join(f"n{number}" for number in range(len(variations)))
    return f"SELECT {columns} FROM {' CROSS JOIN '.join(parts)}", parameters


def _asked_now(conditions: Conditions, today: date) -> list[Question]:
    asked = [question for _, question in questions(conditions)]
    return asked if conditions.busy else [*asked, *(Not(why) for why in absences(today).values())]


def _source(conditions: Conditions) -> tuple[str, list[str]]:
    asked = sought(conditions.q)
    if not asked:
        return TABLE, []
    sql, parameters = engine_of(connection.vendor).text_condition("specialists_sheettext", "grams", "sheet_id", asked)
    return f"{TABLE} JOIN ({sql}) AS hit ON hit.found = specialist_id", [*parameters]
