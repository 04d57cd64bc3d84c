"""Ten people with the same sheet: what share of their exposure does each get? Ideal: a tenth.

Twins never fill up and nobody is asked meanwhile, so that nothing but the order decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from tsunagu.directory.conditions import Conditions
from tsunagu.directory.people import COLUMNS, Columns, Numbers, People
from tsunagu.directory.ranking import Found, Method, contenders, page
from tsunagu.directory.simulation.looking import ROWS, attention
from tsunagu.directory.simulation.room import Absences, Room
from tsunagu.directory.simulation.searchers import Visit
from tsunagu.directory.simulation.searching import search

TWINS = 10
VISITS = 8_000
SAMPLE = 500  # visits that choose whose sheet the twins have
ENDLESS = 30_000


@dataclass(frozen=True, slots=True)
class TwinShares:
    """The largest and the smallest share among the ten; 0.0 and 0.0 when none was ever shown."""

    largest: float
    smallest: float


@dataclass(slots=True)
class Twins:
    """The people with ten twins among them, at these places."""

    people: People
    places: Numbers
    room: Room


def with_twins(
    people: People, sample: Sequence[Conditions], *, absences: Absences, room: Room, chance: Random
) -> Twins:
    """Ten people, taken by lot, get the sheet of whoever is merited most often by the searches of the sample."""
    model = _most_merited(people, sample, room)
    places = np.array(sorted(chance.sample(range(len(people)), min(TWINS, len(people)))), dtype=np.int64)
    values = {name: people.columns[name].copy() for name in COLUMNS}
    for column in values.values():
        column[places] = column[model]
    values["monthly_cap"][places] = ENDLESS
    values["load"][places] = 0
    doubled = People(people.ids, people.shuffle, Columns(values, len(people)))
    return Twins(doubled, places, Room(doubled, absences=absences, start=room.day(0)))


def _most_merited(people: People, sample: Sequence[Conditions], room: Room) -> int:
    often = np.zeros(len(people))
    for conditions in sample:
        found = search(people, conditions, today=room.day(0))
        able = found.where(room.has(found.places, at=0))
        near = contenders(able, Method.TIES, band=1, count=ROWS)
        often[near.places] += 1 / max(len(near), 1)
    return int(often.argmax())


def twin_shares(twins: Twins, visits: Sequence[Visit], *, band: int) -> dict[Method, TwinShares]:
    """Every visit sees its page under every method; attention to each twin is added up."""
    seen = {method: np.zeros(len(twins.people)) for method in Method}
    for visit in visits:
        found = search(twins.people, visit.conditions, today=twins.room.day(0))
        able = found.where(twins.room.has(found.places, at=0))
        for method, exposure in seen.items():
            _show(able if method is Method.FAIR else found, exposure, twins, method, seed=visit.seed, band=band)
    return {method: _shares(exposure[twins.places]) for method, exposure in seen.items()}


def _show(offered: Found, exposure: np.ndarray, twins: Twins, method: Method, *, seed: int, band: int) -> None:
    if len(offered):
        shown = page(offered, twins.people, method, seed=seed, band=band, rows=ROWS)
        exposure[shown.places] += attention[: len(shown)]


def _shares(exposure: np.ndarray) -> TwinShares:
    whole = exposure.sum()
    return TwinShares(float(exposure.max() / whole), float(exposure.min() / whole)) if whole else TwinShares(0.0, 0.0)
