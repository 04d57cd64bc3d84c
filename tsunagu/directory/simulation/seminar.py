"""Fifty companies of one seminar look for the same on the same evening, and perhaps all write to one person.

One seminar per prefecture.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from statistics import median

import numpy as np

from tsunagu.directory.conditions import Conditions
from tsunagu.directory.people import People
from tsunagu.directory.ranking import Found, Method
from tsunagu.directory.simulation.looking import ROWS
from tsunagu.directory.simulation.room import DAY, Absences, Room
from tsunagu.directory.simulation.searchers import Visit, reading_time
from tsunagu.directory.simulation.searching import search
from tsunagu.directory.simulation.world import World
from tsunagu.reference.listing import prefectures

COMPANIES = 50
NEED = "A-1"  # where to begin at all: what a first seminar is about
EVENING, LASTS = 18 * 3600, 2 * 3600


@dataclass(frozen=True, slots=True)
class SeminarFigures:
    """Over one seminar per prefecture: the middle one, and the worst in brackets of the table."""

    first_places: float
    first_places_worst: int
    most_to_one: float
    most_to_one_worst: int


def seminars(
    people: People, *, absences: Absences, room: Room, band: int, chance: Random
) -> dict[Method, SeminarFigures]:
    """One seminar in every prefecture, each with the list as it stands at the beginning."""
    held: dict[Method, list[tuple[int, int]]] = {method: [] for method in Method}
    for place in prefectures():
        conditions = Conditions(need=NEED, place=(place.code,))
        found = search(people, conditions, today=room.day(0))
        evening = companies(conditions, chance)
        for method, results in held.items():
            fresh = Room(people, absences=absences, start=room.day(0))
            results.append(_hold(World(people, fresh, method, band=band, draws=0), found, evening))
    return {method: _figures(results) for method, results in held.items()}


def companies(conditions: Conditions, chance: Random) -> list[Visit]:
    """Fifty visits within two hours of one evening; each sends one enquiry."""
    moments = sorted(EVENING + chance.randrange(LASTS) for _ in range(COMPANIES))
    return [
        Visit(
            at=moment,
            conditions=conditions,
            seed=chance.getrandbits(32),
            enquiries=1,
            reads_for=reading_time(chance),
            chances=np.array([chance.random() for _ in range(ROWS)]),
            answers=(1.0,),
        )
        for moment in moments
    ]


def _hold(world: World, found: Found, evening: list[Visit]) -> tuple[int, int]:
    """(different first places, most enquiries to one)."""
    firsts = {int(shown[0]) for visit in evening if len(shown := world.receive(visit, found))}
    world.room.settle(DAY)
    return len(firsts), int(world.room.enquiries.max())


def _figures(results: list[tuple[int, int]]) -> SeminarFigures:
    firsts, most = zip(*results, strict=True)
    return SeminarFigures(median(firsts), min(firsts), median(most), max(most))
