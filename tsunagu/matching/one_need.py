"""For one need alone: who is worth a look among everybody on the list, so that a page need not wait. Loads NumPy."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import numpy as np

from tsunagu.base.calendar import month_of
from tsunagu.directory.asking import holds, narrowed, points
from tsunagu.directory.fairness import mix32
from tsunagu.directory.people import Columns, Numbers, Truths
from tsunagu.directory.queries.population import listed_people
from tsunagu.directory.search import absences
from tsunagu.matching.season.fit import criteria, hurdles
from tsunagu.matching.season.support import alone
from tsunagu.matching.season.values import SeasonNeed
from tsunagu.specialists.models import PublishedSheet

MOST = 100  # promises §2: at least 100 per need before the flow
MONTH = ("load", "load_month", "monthly_cap")


def worth_a_look(
    need: SeasonNeed, *, elsewhere: Mapping[int, int], percent: int, seed: int, today: date, extra: int
) -> list[int]:
    """Ids of those who could do a need: who has room first, then more points, equals by the shuffle: two queries.

    The best `MOST` + `extra`, and as many of those who could do it alone: somebody may be needed to come along.
    `elsewhere`: companies each is shown to besides; `percent`: of the places left one may be shown to so many.
    """
    people = listed_people()
    places = narrowed((question for _, question in hurdles(need)), people.columns)
    places = places[np.isin(people.ids[places], _with_account())]
    ids, columns = people.ids[places], people.columns.at(places)
    free = _has_room(columns, ids, elsewhere, percent, today)
    worth = points(criteria(need, today=today), columns)
    order = np.lexsort((ids, mix32(people.shuffle[places], seed), -worth, ~free))
    question = alone(need, today=today)
    able = order if question is None else order[holds(question, columns)[order]]
    chosen: Collection[int] = {*ids[order[: MOST + extra]].tolist(), *ids[able[: MOST + extra]].tolist()}
    return sorted(chosen)


def _with_account() -> Numbers:
    """Ids of those who can be asked."""
    known = PublishedSheet.objects.listed().filter(specialist__user__isnull=False)
    return np.fromiter(known.values_list("specialist_id", flat=True), dtype=np.int64)


def _has_room(columns: Columns, ids: Numbers, elsewhere: Mapping[int, int], percent: int, today: date) -> Truths:
    """Who may be shown to one more company: the same sum as `season_reading.season_batch`, of everybody at once."""
    load, month, cap = (columns[name] for name in MONTH)
    left = np.maximum(cap - np.where(month == month_of(today), load, 0), 0)
    besides = np.fromiter((elsewhere.get(int(one), 0) for one in ids), dtype=np.int64, count=len(ids))
    free: Truths = -(-left * percent // 100) > besides
    for why in absences(today).values():
        free &= ~holds(why, columns)
    return free
