"""One page of the list: who stands on it, in this visitor's order, and what the conditions do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.actions import KEPT_FIRST, KEPT_FOR, keep_order, mark_shown, read_on
from tsunagu.directory.chips import FEW, MOST_WAYS, ChipRow, Way, chips, helpful, single_changes, wider_changes
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.cursors import Cursor
from tsunagu.directory.models import KeptOrder
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
    places = _places(search, seed, after, size, by=by, at=at) if counts.total or position else []
    more = len(places) > size
    places = places[:size]
    return ListPage(
        rows=_rows(search, places),
        position=position,
        counts=counts,
        chips=chips(conditions, counts),
        ways=_ways(search, counts),
        onwards=_cursor(seed, position + len(places), places) if more else None,
    )


def _cursor(seed: int, position: int, places: Sequence[Place]) -> Cursor:
    return Cursor(seed, position, places[-1].points, places[-1].specialist_id)


def _places(search: Search, seed: int, after: Cursor | None, size: int, *, by: Actor, at: datetime) -> list[Place]:
    """The people of this page and, when there is one, the first of the next."""
    digest = sha256(search.conditions.query.encode()).hexdigest()
    position = after.position if after else 0
    kept = KeptOrder.objects.filter(seed=seed, conditions=digest, made_at__gte=at - KEPT_FOR).first()
    if kept is None and after is None:
        found = search.order(seed, limit=KEPT_FIRST + 1)
        keep_order(seed, digest, found[:KEPT_FIRST], shown=min(size, len(found)), by=by, at=at)
        return found[: size + 1]
    if kept is None or position >= len(kept.ids):
        return _beyond(search, seed, after, size, kept, by=by, at=at)
    ids = kept.ids[position : position + size + 1]
    if kept.shown < position + min(size, len(ids)):
        mark_shown(kept, position + min(size, len(ids)), by=by, at=at)
    places = [Cursor(seed, 0, points, pk).place for pk, points in ids]
    if len(places) <= size and len(kept.ids) >= KEPT_FIRST:
        places += _unkept(search.order(seed, after=places[-1], limit=size + len(kept.ids)), kept)[:1]
    return places


def _beyond(
    search: Search, seed: int, after: Cursor | None, size: int, kept: KeptOrder | None, *, by: Actor, at: datetime
) -> list[Place]:
    """By keyset behind the last one shown, without those the kept order has shown already."""
    behind = after.place if after else None
    if kept is None:
        return search.order(seed, after=behind, limit=size + 1)
    found = _unkept(search.order(seed, after=behind, limit=size + 1 + len(kept.ids)), kept)[: size + 1]
    if after and after.position == len(kept.ids):
        read_on(kept, found[:size], by=by, at=at)
    return found


def _unkept(places: list[Place], kept: KeptOrder) -> list[Place]:
    known = {pk for pk, _ in kept.ids}
    return [place for place in places if place.specialist_id not in known]


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
    for changes in (single_changes(search.conditions), wider_changes(search.conditions)):
        found += helpful(changes, search.totals([other for _, other in changes]), total=counts.total)
        if any(counts.total + way.gain >= FEW for way in found):
            break
    return found[:MOST_WAYS]
