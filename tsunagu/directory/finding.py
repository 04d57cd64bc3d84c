"""One search asked of everybody on the list at once: who appears, and in which order. Loads NumPy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from django.db import connection

from tsunagu.base.engines import engine_of
from tsunagu.directory.asking import holds, points
from tsunagu.directory.fairness import mix32
from tsunagu.directory.people import Numbers, People, Truths
from tsunagu.directory.predicates import Question
from tsunagu.directory.ranking import Found, Method, best_first, page
from tsunagu.directory.rubric import Criterion, band_width
from tsunagu.directory.words import sought

Key = tuple[int, int, int]


class Everybody:
    """Everybody on the list at one moment. Each question is asked once, however many searches share it."""

    def __init__(self, people: People, words: str) -> None:
        self._people = people
        self._words = words
        self._answers: dict[Question, Truths] = {}

    def who(self, questions: Iterable[Question], *, words: bool) -> Truths:
        """Of whom every question holds and, with `words`, whose sheet holds the free words."""
        found = self._said.copy() if words else np.ones(len(self._people), dtype=np.bool_)
        for question in questions:
            if question not in self._answers:
                self._answers[question] = holds(question, self._people.columns)
            found &= self._answers[question]
        return found

    def count(self, questions: Iterable[Question], *, words: bool) -> int:
        """How many these are."""
        return int(np.count_nonzero(self.who(questions, words=words)))

    def order(
        self, who: Truths, rubric: Sequence[Criterion], seed: int, *, after: Key | None, limit: int
    ) -> list[tuple[int, int, int]]:
        """The first `limit` of these people behind the key `after`: id, points, mix."""
        places = np.flatnonzero(who)
        found = best_first(places, points(rubric, self._people.columns.at(places)))
        if after is not None:
            found = found.where(self._is_behind(found, seed, after))
        shown = page(found, self._people, Method.FAIR, seed=seed, band=band_width(), rows=limit)
        mixed = mix32(self._people.shuffle[shown.places], seed)
        return list(zip(self._people.ids[shown.places].tolist(), shown.points.tolist(), mixed.tolist(), strict=True))

    def _is_behind(self, found: Found, seed: int, after: Key) -> Truths:
        """Whose key (see `Place.key`) is greater."""
        mixed = mix32(self._people.shuffle[found.places], seed)
        keys = (-(found.points // band_width()), mixed, self._people.ids[found.places])
        behind = np.zeros(len(found), dtype=np.bool_)
        same = ~behind
        for part, least in zip(keys, after, strict=True):
            behind |= same & (part > least)
            same &= part == least
        return behind

    @cached_property
    def _said(self) -> Truths:
        """Whose sheet holds the free words: the word index is asked."""
        asked = sought(self._words)
        if not asked:
            return np.ones(len(self._people), dtype=np.bool_)
        engine = engine_of(connection.vendor)
        sql, parameters = engine.text_condition("specialists_sheettext", "grams", "sheet_id", asked)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            named: Numbers = np.fromiter((row[0] for row in cursor.fetchall()), dtype=np.int64)
        return np.isin(self._people.ids, named)
