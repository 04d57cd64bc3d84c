"""One page of the list: who stands on it, in this visitor's order, and what the conditions do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.chips import FEW, MOST_WAYS, ChipRow, Way, chips, helpful, single_changes, wider_changes
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.cursors import Cursor
from tsunagu.directory.queries.places import stretch
from tsunagu.directory.rows import ListRow, list_row
from tsunagu.directory.search import Counts, Place, Search, absences
from tsunagu.specialists.models import PublishedSheet

PAGE = 20


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page: rows, the place of the first (0 = top), numbers, chips, ways to find more, the next page's cursor."""

    rows: list[ListRow]
    position: int
    counts: Counts
    chips: list[ChipRow]
    ways: list[Way]
    onwards: Cursor | None

    @property
    def left(self) -> int:
        """How many come behind this page."""
        return max(0, self.counts.total - (self.onwards.position if self.onwards else self.counts.total))


def listed_count() -> int:
    """How many people are on the list now: one query."""
    return PublishedSheet.objects.listed().count()


def list_page(
    conditions: Conditions, *, seed: int, after: Cursor | None = None, size: int = PAGE, by: Actor, at: datetime
) -> ListPage:
    """The page behind `after` (None: the first) in the order of this seed.

    Pages of the first 200 come from the order kept for two hours: paging repeats and loses nobody, a reload is
    identical; who left the list meanwhile is left out, who filled up carries `absence`.
    """
    search = Search(conditions, day_of(at))
    counts = search.counts()
    position = after.position if after else 0
    found = stretch(search, seed, after, size, total=counts.total, by=by, at=at)
    places = found.places[:size]
    return ListPage(
        rows=_rows(search, places),
        position=position,
        counts=counts,
        chips=chips(conditions, counts),
        ways=_ways(search, counts),
        onwards=_cursor(seed, position + size, places[-1], found.day) if len(found.places) > size else None,
    )


def _cursor(seed: int, position: int, last: Place, day: date) -> Cursor:
    return Cursor(seed, position, last.points, last.specialist_id, day)


def _rows(search: Search, places: Sequence[Place]) -> list[ListRow]:
    sheets = (
        PublishedSheet.objects.listed()
        .filter(pk__in=[place.specialist_id for place in places])
        .select_related("text")
        .defer("text__grams", "text__introduction")
    )
    by_id = {sheet.pk: sheet for sheet in sheets}
    why = absences(search.today)
    found = [by_id[place.specialist_id] for place in places if place.specialist_id in by_id]
    return [list_row(sheet, search.rubric, why, today=search.today) for sheet in found]


def _ways(search: Search, counts: Counts) -> list[Way]:
    """Never a dead end: what to relax when few or none are found."""
    if counts.total >= FEW:
        return []
    found: list[Way] = []
    tried = {search.conditions}
    for offered in (single_changes(search.conditions), wider_changes(search.conditions)):
        changes = [(words, other) for words, other in offered if other not in tried]
        others = [other for _, other in changes]
        tried.update(others)
        found += helpful(changes, search.totals(others), total=counts.total) if others else []
        if any(counts.total + way.gain >= FEW for way in found):
            break
    return found[:MOST_WAYS]
