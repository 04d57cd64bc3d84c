"""The people on the list as arrays. A process reads them once, then only what has changed (ADR 0021). Loads NumPy."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from tsunagu.directory.people import COLUMNS, Numbers, People, people_in, table_of
from tsunagu.specialists.models import PublishedSheet, SheetStamp
from tsunagu.specialists.models.sheets import BLOCK_BITS

FEW_BLOCKS = 20  # more changed blocks than these: everything is read again
Stamps = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Copy:
    """What this process last read: it may be thrown away at any time, and threads replace it as a whole."""

    stamps: Stamps
    table: Numbers
    people: People


def _nobody() -> _Copy:
    table = table_of([])
    return _Copy(frozenset(), table, people_in(table))


_held = [_nobody()]


def listed_people() -> People:
    """Everybody on the list now, with this month's loads: one small query, and one more when somebody has changed.

    The stamps are read before the people: who changes in between is read, and is read once more the next time.
    """
    held = _held[0]
    stamps: Stamps = frozenset(SheetStamp.objects.values_list("block", "stamp"))
    if stamps != held.stamps:
        table = _renewed(held.table, sorted({block for block, _ in stamps ^ held.stamps}))
        held = _held[0] = _Copy(stamps, table, people_in(table))
    return held.people


def _renewed(table: Numbers, blocks: Collection[int]) -> Numbers:
    """The table with these blocks as they are now."""
    if len(blocks) > FEW_BLOCKS:
        return _read(Q())
    bounds = [(block << BLOCK_BITS, (block + 1) << BLOCK_BITS) for block in blocks]
    fresh = _read(Q(*(Q(pk__gte=first, pk__lt=end) for first, end in bounds), _connector=Q.OR))
    parts, begin = [], 0
    for first, end in bounds:
        stay, new = np.searchsorted(table[0], (first, end)), np.searchsorted(fresh[0], (first, end))
        parts += [table[:, begin : stay[0]], fresh[:, new[0] : new[1]]]
        begin = int(stay[1])
    return np.concatenate([*parts, table[:, begin:]], axis=1)


def _read(which: Q) -> Numbers:
    found = PublishedSheet.objects.listed().filter(which).order_by("pk")
    return table_of(list(found.values_list("pk", *COLUMNS)))
