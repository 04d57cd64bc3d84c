"""Orders kept for visitors, and counters of who was shown.

They write no journal line: nothing here is about a person or a decision, only how often a page was drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.models import DailyExposure, KeptOrder
from tsunagu.directory.search import Place

KEPT_FIRST = 200
KEPT_FOR = timedelta(hours=2)
KEPT_MOST = 1000
FOLDED_AT_ONCE = 500
BATCH = 500


def keep_order(seed: int, digest: str, places: list[Place], *, shown: int, by: Actor, at: datetime) -> None:
    """Remember the beginning of one visitor's list; an expired one of the same search gives way."""
    del by
    ids = [[place.specialist_id, place.points] for place in places]
    KeptOrder.objects.bulk_create(
        [KeptOrder(seed=seed, conditions=digest, ids=ids, shown=shown, made_at=at)],
        update_conflicts=True,
        unique_fields=["seed", "conditions"],
        update_fields=["ids", "shown", "made_at"],
    )


def mark_shown(kept: KeptOrder, shown: int, *, by: Actor, at: datetime) -> None:
    """So many of the kept ones have been on a page; never fewer than before."""
    del by, at
    KeptOrder.objects.filter(pk=kept.pk, shown__lt=shown).update(shown=Greatest(F("shown"), shown))


def read_on(kept: KeptOrder, places: list[Place], *, by: Actor, at: datetime) -> None:
    """The visitor read on behind what was kept: keep that too (up to 1,000; further pages are not counted)."""
    del by, at
    if len(kept.ids) + len(places) > KEPT_MOST:
        return
    ids = [*kept.ids, *([place.specialist_id, place.points] for place in places)]
    KeptOrder.objects.filter(pk=kept.pk, shown=kept.shown).update(ids=ids, shown=len(ids))


def fold_orders(*, by: Actor, at: datetime) -> int:
    """Turn orders older than two hours into daily counters and drop them. Returns how many were folded."""
    del by
    folded = 0
    while done := _fold_some(at):
        folded += done
    return folded


@transaction.atomic
def fold_order(kept: KeptOrder, *, by: Actor, at: datetime) -> None:
    """One expired order, before the visitor's next one of the same search takes its place."""
    del by, at
    if (shown := _claimed(kept)) is not None:
        _count_impressions(shown)


@transaction.atomic
def _fold_some(at: datetime) -> int:
    counted: Counter[tuple[int, date]] = Counter()
    done = 0
    for kept in KeptOrder.objects.filter(made_at__lt=at - KEPT_FOR).order_by("pk")[:FOLDED_AT_ONCE]:
        if (shown := _claimed(kept)) is not None:
            done += 1
            counted.update(shown)
    _count_impressions(counted)
    return done


def _claimed(kept: KeptOrder) -> Counter[tuple[int, date]] | None:
    """Who was shown on which day. Row deletion claims an order: of two workers at once only one counts it."""
    if not KeptOrder.objects.filter(pk=kept.pk, made_at=kept.made_at).delete()[0]:
        return None
    day = day_of(kept.made_at)
    return Counter((pk, day) for pk, _ in kept.ids[: kept.shown])


def _count_impressions(counted: Counter[tuple[int, date]]) -> None:
    """In the order of the keys, so that two folding workers never wait for each other in a circle."""
    from tsunagu.specialists.models import Specialist

    known: set[int] = set()
    for some in _batched(sorted({pk for pk, _ in counted})):
        known.update(Specialist.objects.filter(pk__in=some).values_list("pk", flat=True))
    pairs = sorted(pair for pair in counted if pair[0] in known)
    DailyExposure.objects.bulk_create(
        [DailyExposure(specialist_id=pk, day=day) for pk, day in pairs], ignore_conflicts=True, batch_size=BATCH
    )
    for pk, day in pairs:
        DailyExposure.objects.filter(specialist_id=pk, day=day).update(impressions=F("impressions") + counted[pk, day])


def _batched(numbers: list[int]) -> Iterator[list[int]]:
    """Pieces an IN list can hold on every engine."""
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]
