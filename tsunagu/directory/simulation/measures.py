"""What one month of visits did: figures of one method's tally. Plain arithmetic."""

from dataclasses import dataclass

import numpy as np

from tsunagu.directory.exposure import share_of_top
from tsunagu.directory.simulation.looking import Weights
from tsunagu.directory.simulation.world import World


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one method. Shares are between 0 and 1."""

    ndcg: float
    ndcg_with_room: float
    exposure_to_merit: float
    top_1_percent: float
    top_10_percent: float
    beyond: float
    enquiries: int
    asked: int


def figures(world: World) -> Figures:
    """The figures of a world after its last visit was settled."""
    counts: list[int] = world.room.enquiries.tolist()
    sent = sum(counts)
    return Figures(
        ndcg=_mean(world.tally.gains),
        ndcg_with_room=_mean(world.tally.gains_with_room),
        exposure_to_merit=exposure_to_merit(world.tally.exposure, world.tally.merit),
        top_1_percent=share_of_top(counts, 0.01),
        top_10_percent=share_of_top(counts, 0.1),
        beyond=world.room.beyond / sent if sent else 0.0,
        enquiries=sent,
        asked=sum(count > 0 for count in counts),
    )


def exposure_to_merit(exposure: Weights, merit: Weights) -> float:
    """Gini of exposure per merit, everybody counting by the merit: 0.0 = each got what was merited.

    Merit of a visit: those with room share the page's attention, the better five-point band first, equally inside a
    band. Exposure of somebody without merit (no room) counts against the order. Nothing merited or shown is 0.0.
    """
    if not exposure.sum() or not merit.sum():
        return 0.0
    ratio = np.divide(exposure, merit, out=np.full(len(merit), np.inf), where=merit > 0)
    ascending = np.argsort(ratio, kind="stable")
    got = np.concatenate([[0.0], np.cumsum(exposure[ascending])]) / exposure.sum()
    due = np.diff(np.cumsum(merit[ascending]), prepend=0.0) / merit.sum()
    return max(0.0, float(1 - ((got[1:] + got[:-1]) * due).sum()))


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else 1.0
