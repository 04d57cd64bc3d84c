"""The market of a batch before anybody new is proposed: who is settled, who stands, how much room is left.

Loads NumPy.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from tsunagu.matching.file_checks import once
from tsunagu.matching.season.field import Field
from tsunagu.matching.season.fit import barred
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.values import Batch, SeasonNeed

Standing = frozenset[tuple[int, int]]  # places of need and specialist


def check(batch: Batch) -> None:
    """Raises ValueError when an id stands twice, or when who brought a company is not on the list."""
    once("need", (one.id for one in batch.needs))
    once("specialist", (one.id for one in batch.specialists))
    for need in batch.needs:
        if not need.accepted and need.fixed and need.fixed not in batch.specialist:
            raise ValueError(f"{need.id}: specialist {need.fixed!r} is not on the list")


def kept(batch: Batch, need: SeasonNeed) -> list[str]:
    """Who stays a candidate of a need: shown now, still on the list and not barred, room or not."""
    known = (batch.specialist[name] for name in dict.fromkeys(need.stands) if name in batch.specialist)
    return [one.id for one in known if barred(need, one) is None]


def standing(field: Field) -> Standing:
    """Everything that stands, by places."""
    return frozenset(
        (place, field.person_at[name]) for place, need in enumerate(field.needs) for name in kept(field.batch, need)
    )


def kept_companion(batch: Batch, need: SeasonNeed) -> str:
    """Who comes along already and still may; "" = nobody."""
    one = batch.specialist.get(need.companion)
    return one.id if one is not None and barred(need, one) is None else ""


def overbooked(room: NDArray[np.int64], percent: int) -> NDArray[np.int64]:
    """How many companies may see those with so much room, rounded up: not everybody shown is chosen (promises §2)."""
    return -(-np.maximum(room, 0) * percent // 100)


def opened(field: Field, stands: Standing) -> Market:
    """Who brought a company takes room for certain; who stands or comes along keeps a place."""
    batch = field.batch
    brought = Counter(one.fixed for one in batch.needs if one.fixed and not one.accepted)
    room = field.room.copy()
    for name, count in brought.items():
        room[field.person_at[name]] -= count
    market = Market(field, overbooked(room, batch.options.overbook))
    for name, count in brought.items():
        market.held[field.person_at[name]] += count
    for need in batch.needs:
        if not need.accepted and (name := kept_companion(batch, need)):
            market.hold(field.person_at[name])
    market.give(sorted(stands))
    return market
