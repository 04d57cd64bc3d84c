"""指導テーマ × 地域: how many engagements of a season, by the organising partner's place. Source: reference 12."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml
from django.db.models import QuerySet

from tsunagu.guidance.models import Engagement
from tsunagu.guidance.states import EngagementKind, EngagementState
from tsunagu.reference.listing import prefectures, themes
from tsunagu.seasons.models import Season

SECRETARIAT, WHOLE = "事務局", "総計"


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region: counts in the order of the table's columns, and their sum."""

    region: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ThemeRegionTable:
    """`columns`: (code, name) of the themes; `rows`: a region each; `whole`: the sums."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[RegionRow, ...]
    whole: RegionRow


def theme_region_table(season: Season, engagements: QuerySet[Engagement] | None = None) -> ThemeRegionTable:
    """Guidance that goes on or is done in a season; withdrawn ones and one-visit reviews are not counted: one query.

    `engagements`: only of these (`access.engagements_kept_by`). T6 has a column once it is guided.
    """
    found = Engagement.objects.all() if engagements is None else engagements
    counted = found.filter(season=season, kind=EngagementKind.GUIDANCE).exclude(state=EngagementState.WITHDRAWN)
    pairs = Counter(counted.values_list("partner__organisation__prefecture", "theme_code"))
    columns = tuple(
        (term.code, term.name)
        for term in themes()
        if not term.facts.get("planned") or any(theme == term.code for _, theme in pairs)
    )
    places = sorted({place for place, _ in pairs}, key=_turn)
    rows = tuple(_row(_name(place), columns, {theme: pairs[place, theme] for theme, _ in columns}) for place in places)
    sums = {code: sum(count for (_, theme), count in pairs.items() if theme == code) for code, _ in columns}
    return ThemeRegionTable(columns, rows, _row(WHOLE, columns, sums))


@cache
def _regions() -> dict[str, str]:
    text = resources.files("tsunagu.guidance").joinpath("data", "regions.yaml").read_text(encoding="utf-8")
    regions: dict[str, str] = yaml.safe_load(text)["regions"]
    return regions


def _turn(place: str | None) -> tuple[int, str]:
    """As the report orders them, then by prefecture, the secretariat's last."""
    order = list(_regions())
    return (order.index(place) if place in order else len(order) + (place is None), place or "")


def _name(place: str | None) -> str:
    return SECRETARIAT if place is None else _regions().get(place, prefectures()[place].name)


def _row(region: str, columns: tuple[tuple[str, str], ...], counts: dict[str, int]) -> RegionRow:
    numbers = tuple(counts[code] for code, _ in columns)
    return RegionRow(region, numbers, sum(numbers))
