"""The whole simulation: one JST month under three orders, and the small experiments beside it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from tsunagu.directory.people import People
from tsunagu.directory.ranking import Method
from tsunagu.directory.simulation.measures import Figures, figures
from tsunagu.directory.simulation.paging import PagingFigures, paging
from tsunagu.directory.simulation.room import Absences, Room
from tsunagu.directory.simulation.searchers import Visit, places_of_companies, visits
from tsunagu.directory.simulation.searching import search
from tsunagu.directory.simulation.seminar import SeminarFigures, seminars
from tsunagu.directory.simulation.twins import SAMPLE, VISITS, TwinShares, twin_shares, with_twins
from tsunagu.directory.simulation.world import World
from tsunagu.reference.listing import prefectures

DRAWS = 16  # visitors whose orders stand for one search when exposure is measured
AFTER_ALL = 1 << 62
Progress = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything measured, by method."""

    specialists: int
    sessions: int
    month: date
    measured: dict[Method, Figures]
    twins: dict[Method, TwinShares]
    paging: dict[Method, PagingFigures]
    seminars: dict[Method, SeminarFigures]


def simulate(
    people: People, *, absences: Absences, month: date, sessions: int, seed: int, band: int, progress: Progress
) -> Result:
    """So many sessions in the JST month of `month`. The same people, numbers and seed give the same result.

    `absences`: the page's questions for who takes nobody on a day. `progress` is called after every session.
    """
    start = month.replace(day=1)
    come = visits(
        sessions,
        days=monthrange(start.year, start.month)[1],
        homes=places_of_companies(served(people)),
        chance=_chance(seed, "visits"),
    )
    room = Room(people, absences=absences, start=start)
    sample = [visit.conditions for visit in come[:SAMPLE]]
    doubled = with_twins(people, sample, absences=absences, room=room, chance=_chance(seed, "twins"))
    return Result(
        specialists=len(people),
        sessions=sessions,
        month=start,
        measured=_month(people, come, absences=absences, start=start, band=band, progress=progress),
        twins=twin_shares(doubled, come[:VISITS], band=band),
        paging=paging(people, come, room=room, band=band, chance=_chance(seed, "paging")),
        seminars=seminars(people, absences=absences, room=room, band=band, chance=_chance(seed, "seminars")),
    )


def served(people: People) -> list[int]:
    """How many people visit each prefecture, in the order of the prefectures."""
    visited = people.columns["prefectures"]
    return [int(((visited >> place) & 1).sum()) for place in range(len(prefectures()))]


def _month(
    people: People, come: list[Visit], *, absences: Absences, start: date, band: int, progress: Progress
) -> dict[Method, Figures]:
    worlds = [
        World(people, Room(people, absences=absences, start=start), method, band=band, draws=DRAWS) for method in Method
    ]
    for visit in come:
        found = search(people, visit.conditions, today=start)
        for world in worlds:
            world.receive(visit, found)
        progress()
    for world in worlds:
        world.room.settle(AFTER_ALL)
    return {world.method: figures(world) for world in worlds}


def _chance(seed: int, what: str) -> Random:
    return Random(f"{seed}:{what}")  # noqa: S311  (a simulation, not a secret)
