"""The order of the list: capacity first, then the band of fit, then the visitor's own shuffle (promises §1).

Plain arithmetic that gives the same numbers in Python, NumPy, SQLite and PostgreSQL. Popularity is not among the
parameters, so it cannot count.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tsunagu.specialists.spread import WORD, spread


def _seed_factors(seed: int) -> tuple[int, int]:
    """An odd factor below 2³⁰ and a 32-bit shift: a 32-bit number times the factor stays inside 63 bits."""
    return spread(seed) & 0x3FFFFFFF | 1, spread(seed + 0x9E3779B9)


def mix32(shuffle: Any, seed: int) -> Any:
    """A person's place in one visitor's shuffle: 32 bits from the stored `shuffle` and the seed (0 ≤ seed < 2³²)."""
    factor, shift = _seed_factors(seed)
    return (shuffle * factor + shift) & WORD


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the order knows of a person: an id, points of fit (0–100), whether there is room this month."""

    specialist_id: int
    points: int
    has_room: bool = True


def order(candidates: Iterable[Candidate], *, seed: int, band: int) -> list[Candidate]:
    """Those with room first, then the better band of fit; inside a band the visitor's own shuffle."""
    return sorted(
        candidates,
        key=lambda c: (not c.has_room, -(c.points // band), mix32(spread(c.specialist_id), seed), c.specialist_id),
    )
