"""How a visitor reads a page and whom it asks. Assumptions: docs/explanation/fair-order-simulation.md."""

import numpy as np
from numpy.typing import NDArray

from tsunagu.directory.people import Numbers

Weights = NDArray[np.float64]

ROWS = 20  # one page of the list
GOES_ON = 0.8  # of those who read a row, so many read the next
BEST = 10  # NDCG@10

_read: Weights = np.power(GOES_ON, np.arange(ROWS), dtype=np.float64)
attention: Weights = _read / _read.sum()
_so_far: Weights = np.concatenate([[0.0], np.cumsum(attention)])
_discount: Weights = 1 / np.log2(np.arange(2, BEST + 2))


def shared_attention(levels: Numbers) -> Weights:
    """The part of attention each place may expect when people of one level are in every order equally often.

    `levels` ascending: equal numbers are one group.
    """
    starts = np.flatnonzero(np.diff(levels, prepend=levels[:1] - 1))
    ends = np.append(starts[1:], len(levels))
    parts = (_so_far[np.minimum(ends, ROWS)] - _so_far[np.minimum(starts, ROWS)]) / (ends - starts)
    return np.repeat(parts, ends - starts)


def gain(points: Numbers) -> float:
    """Discounted gain of the first ten; the gain of a row is its points."""
    first = points[:BEST]
    return float((first * _discount[: len(first)]).sum())


def asked(points: Numbers, count: int, chances: Weights) -> list[int]:
    """Which rows of a page get an enquiry: likelier the higher they stand and the better they fit, nobody twice.

    `chances`: one number between 0 and 1 per row of a page.
    """
    rows = len(points)
    keys = -np.log(np.maximum(chances[:rows], 1e-300)) / (attention[:rows] * np.maximum(points, 1))
    return [int(row) for row in np.argsort(keys)[:count]]
