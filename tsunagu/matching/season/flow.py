"""Candidates as a flow of least cost: need → specialist → each further company a step dearer → sink. Loads OR-tools."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tsunagu.matching.season.field import Places
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.shortlist import Pairs

Whole = NDArray[np.int64]


def chosen(market: Market, pairs: Pairs) -> NDArray[np.bool_]:
    """Which of the pairs are candidates in the best plan there is among them."""
    if not len(pairs):
        return np.zeros(0, dtype=np.bool_)
    people, at = np.unique(pairs.person, return_inverse=True)
    needs = np.flatnonzero(market.wanted)
    where = np.full(len(market.wanted), -1, dtype=np.int64)
    where[needs] = np.arange(len(needs))
    sink = len(needs) + len(people)
    flow = _flow()
    arcs = _add(flow, where[pairs.need], len(needs) + at, 1, -pairs.points.astype(np.int64))
    _missing(flow, market, needs, sink)
    _loads(flow, market, people, np.bincount(at), len(needs), sink)
    supply = market.wanted[needs]
    flow.set_nodes_supplies(np.append(np.arange(len(needs)), sink), np.append(supply, -supply.sum()))
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow of a season always has a solution")
    found: NDArray[np.bool_] = flow.flows(arcs) > 0
    return found


def _flow() -> Any:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    return SimpleMinCostFlow()


def _add(flow: Any, tail: Whole, head: Whole, room: Whole | int, cost: Whole) -> Whole:
    rooms = np.broadcast_to(np.asarray(room, dtype=np.int64), tail.shape)
    added: Whole = flow.add_arcs_with_capacity_and_unit_cost(tail, head, rooms, cost)
    return added


def _missing(flow: Any, market: Market, needs: Whole, sink: int) -> None:
    """What it costs to leave a need without its first, second, third candidate."""
    for further in range(1, market.candidates + 1):
        open_ = np.flatnonzero(market.wanted[needs] >= further)
        _add(flow, open_, np.full(len(open_), sink), 1, market.worth(needs[open_], further))


def _loads(flow: Any, market: Market, people: Places, degree: Whole, first: int, sink: int) -> None:
    """Each company that sees somebody costs a step more than the one before."""
    most = np.minimum(market.room[people], degree)
    for count in range(int(most.max(initial=0))):
        open_ = np.flatnonzero(most > count)
        _add(flow, first + open_, np.full(len(open_), sink), 1, market.load * (market.held[people[open_]] + count))
