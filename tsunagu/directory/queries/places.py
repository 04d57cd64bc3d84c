"""Who stands on one page: from the order kept for this visitor, behind it by keyset."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.actions import KEPT_FIRST, KEPT_FOR, fold_order, keep_order, mark_shown, read_on
from tsunagu.directory.cursors import Cursor, place_of
from tsunagu.directory.models import KeptOrder
from tsunagu.directory.search import Place, Search


@dataclass(frozen=True, slots=True)
class Stretch:
    """The people of a page and, when there is one, the first of the next; the day their points were counted on."""

    places: list[Place]
    day: date


def stretch(
    search: Search, seed: int, after: Cursor | None, size: int, *, total: int, by: Actor, at: datetime
) -> Stretch:
    """Where the visitor reads on. Points stay those of the day the list was begun, so midnight moves nobody."""
    digest = sha256(search.conditions.query.encode()).hexdigest()
    kept = KeptOrder.objects.filter(seed=seed, conditions=digest).first()
    if kept is not None and kept.made_at >= at - KEPT_FOR:
        return Stretch(_in_kept(search, kept, after, size, by=by, at=at), day_of(kept.made_at))
    if after is not None:
        places = search.order(seed, after=after.place, limit=size + 1, points_on=after.day)
        return Stretch(places, after.day)
    if kept is not None:
        fold_order(kept, by=by, at=at)
    if not total:
        return Stretch([], search.today)
    found = search.order(seed, limit=KEPT_FIRST + 1)
    keep_order(seed, digest, found[:KEPT_FIRST], shown=min(size, len(found)), by=by, at=at)
    return Stretch(found[: size + 1], search.today)


def _in_kept(
    search: Search, kept: KeptOrder, after: Cursor | None, size: int, *, by: Actor, at: datetime
) -> list[Place]:
    begin = _begin(kept, after)
    if after and begin == len(kept.ids):
        found = _behind(search, kept, after.place, size + 1)
        if kept.shown == begin and kept.ids[-1][0] == after.specialist_id:
            read_on(kept, found[:size], by=by, at=at)
        return found
    places = [place_of(pk, points, kept.seed) for pk, points in kept.ids[begin : begin + size + 1]]
    shown = begin + min(size, len(places))
    if kept.shown < shown:
        mark_shown(kept, shown, by=by, at=at)
    if len(places) <= size and len(kept.ids) >= KEPT_FIRST:
        places += _behind(search, kept, places[-1], size + 1 - len(places))
    return places


def _begin(kept: KeptOrder, after: Cursor | None) -> int:
    """How many of the kept ones come before the page: up to the last one shown, else those ahead in the order."""
    if after is None:
        return 0
    for count, (pk, _) in enumerate(kept.ids, start=1):
        if pk == after.specialist_id:
            return count
    return sum(place_of(pk, points, kept.seed).key < after.place.key for pk, points in kept.ids)


def _behind(search: Search, kept: KeptOrder, last: Place, limit: int) -> list[Place]:
    """By keyset behind the last one shown, without those the kept order has shown already."""
    known = {pk for pk, _ in kept.ids}
    day = day_of(kept.made_at)
    found = search.order(kept.seed, after=last, limit=limit + len(kept.ids), points_on=day)
    return [place for place in found if place.specialist_id not in known][:limit]
