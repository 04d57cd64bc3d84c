"""How evenly something is spread over people: Gini and concentration. Plain arithmetic over counts (promises §1).

Used by the page that explains the order and by the simulation, so that both mean the same by the same word.
"""

from collections.abc import Sequence
from math import ceil


def gini(counts: Sequence[int | float]) -> float:
    """0.0 = everybody has the same, towards 1.0 = one person has everything.

    Nobody, or nothing to share, is 0.0. Raises ValueError for a negative count.
    """
    held = _ascending(counts)
    whole = sum(held)
    if not whole:
        return 0.0
    ranked = sum(rank * count for rank, count in enumerate(held, start=1))
    return float(2 * ranked / (len(held) * whole) - (len(held) + 1) / len(held))


def share_of_top(counts: Sequence[int | float], part: float) -> float:
    """The share of everything held by the `part` of people who hold most: 0.01 = the top 1 %.

    At least one person counts as the top; nobody, or nothing to share, is 0.0. Raises ValueError for a negative
    count or a part outside 0 < part ≤ 1.
    """
    if not 0 < part <= 1:
        raise ValueError(f"part must be above 0 and at most 1, not {part}")
    held = _ascending(counts)
    whole = sum(held)
    if not whole:
        return 0.0
    top = ceil(round(len(held) * part, 9))
    return float(sum(held[-top:]) / whole)


def _ascending(counts: Sequence[int | float]) -> list[int | float]:
    held = sorted(counts)
    if held and held[0] < 0:
        raise ValueError("counts cannot be negative")
    return held
