"""Reads of seasons: which one holds, and its published criteria."""

from dataclasses import dataclass
from datetime import date

from tsunagu.seasons.models import ListingCriterion, Season
from tsunagu.seasons.rules import season_of, wording_in_force


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One published condition for being listed, in its newest wording."""

    code: str
    version: int
    sentence: str
    source: str


def current_season(*, on: date) -> Season:
    """The season of a day (JST), by `rules.season_of`. Raises Season.DoesNotExist when there is none."""
    season = season_of(Season.objects.order_by("starts_on"), on=on)
    if season is None:
        raise Season.DoesNotExist("no season exists; the migrations make the first")
    return season


def find_season(code: str) -> Season | None:
    """The season of a code; None = there is none."""
    return Season.objects.filter(code=code).first()


def criteria_in_force(season: Season) -> list[ListingCriterion]:
    """掲載基準 of a season in force as rows, for those who tick them one by one: one query."""
    return wording_in_force(ListingCriterion.objects.filter(season=season).order_by("pk"))


def listing_criteria(season: Season) -> list[CriterionRow]:
    """掲載基準 of a season in force, in their published order."""
    return [CriterionRow(row.code, row.version, row.sentence, row.source) for row in criteria_in_force(season)]
