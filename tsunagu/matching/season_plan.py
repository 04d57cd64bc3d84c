"""The plan of a whole season, read from the tables. Nothing is written and nobody is told."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from tsunagu.matching.models import Need
from tsunagu.matching.need_rules import CANDIDATES
from tsunagu.matching.season import solve
from tsunagu.matching.season.values import Batch, Plan
from tsunagu.matching.season_reading import season_batch
from tsunagu.seasons.models import Season


def open_needs(season: Season) -> QuerySet[Need]:
    """Needs of a season that are not closed and whose address was proved, whoever is in charge."""
    return Need.objects.filter(season=season, closed_at=None, proved_at__isnull=False).order_by("pk")


def plan_of_season(season: Season, *, today: date) -> tuple[Batch, Plan]:
    """What the search would propose on a JST day beside what stands; ids are numbers of needs and specialists."""
    batch = season_batch(list(open_needs(season)), seed=season.pk, candidates=CANDIDATES, moves=1, today=today)
    return batch, solve(batch)
