"""Reading a list page by page while the day ends and others fill up: who is shown twice, and who never.

Three ways to page. Under plain sort stands its usual cure, an order that changes with the date; under shuffled ties
an order that changes with the session; both count rows from the top. Ours: the visitor's seed in the link, the first
200 kept for two hours, then on behind the last row (keyset), as `queries.listing` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from tsunagu.directory.fairness import mix32
from tsunagu.directory.people import Numbers, People, Truths
from tsunagu.directory.ranking import EMPTY, Found, Method, levels, rank
from tsunagu.directory.simulation.room import DAY, Room
from tsunagu.directory.simulation.searchers import Visit
from tsunagu.directory.simulation.searching import search
from tsunagu.specialists.spread import spread

PAGE, KEPT = 20, 200
PAGES = 12  # so that the reading goes past what is kept
READERS = 300
OVER_MIDNIGHT = 0.3  # read the second half the next day: nothing is kept any more
SESSION_ENDS = 0.1  # between two pages the browser was closed, or another device is used; the page link still works
FILLS = 0.004  # of those with room, between two pages
RETURNS = 0.02  # of those without, between two pages


@dataclass(frozen=True, slots=True)
class PagingFigures:
    """Shares of the rows read: shown more than once; due to be shown and never shown."""

    repeated: float
    lost: float


@dataclass(frozen=True, slots=True)
class Moment:
    """The list when one page is asked for: who has room, what the points are."""

    found: Found
    room: Truths
    session: int
    day: int
    is_kept: bool


def paging(
    people: People, visits: Sequence[Visit], *, room: Room, band: int, chance: Random
) -> dict[Method, PagingFigures]:
    """Readers are the first visits whose list is long enough. Nobody long enough: nothing repeated, nothing lost."""
    counts = {method: np.zeros(3, dtype=np.int64) for method in Method}
    readers = 0
    for visit in visits:
        if readers == READERS:
            break
        moments = _moments(people, visit, room, chance)
        if moments is None:
            continue
        readers += 1
        for method in Method:
            counts[method] += _read(people, moments, method, visit.seed, band)
    return {method: _figures(*count) for method, count in counts.items()}


def _figures(read: float, repeated: float, lost: float) -> PagingFigures:
    return PagingFigures(float(repeated / read), float(lost / read)) if read else PagingFigures(0.0, 0.0)


def _moments(people: People, visit: Visit, room: Room, chance: Random) -> list[Moment] | None:
    """The list at every page of one reading; None when it is too short to page through."""
    found = search(people, visit.conditions, today=room.day(visit.at))
    has = room.has(found.places, at=visit.at)
    if has.sum() < 2 * PAGES * PAGE:
        return None
    luck = np.random.default_rng(chance.getrandbits(32))
    night = PAGES // 2 if chance.random() < OVER_MIDNIGHT else PAGES
    moments: list[Moment] = []
    session = 0
    for number in range(PAGES):
        at = visit.at + (DAY if number >= night else 0)
        if number == night:
            found, has = _next_day(people, visit, room, at, found, has)
        session += number == night or chance.random() < SESSION_ENDS
        moments.append(Moment(found, has, session, day=at // DAY, is_kept=number < night))
        has = np.where(luck.random(len(found)) < np.where(has, FILLS, RETURNS), ~has, has)
    return moments


def _next_day(people: People, visit: Visit, room: Room, at: int, found: Found, has: Truths) -> tuple[Found, Truths]:
    """Points and absences of the new day; who filled up or came back the evening before stays so."""
    moved = np.zeros(len(people), dtype=np.bool_)
    moved[found.places] = has != room.has(found.places, at=visit.at)
    later = search(people, visit.conditions, today=room.day(at))
    return later, room.has(later.places, at=at) ^ moved[later.places]


def _read(people: People, moments: list[Moment], method: Method, seed: int, band: int) -> tuple[int, int, int]:
    """(rows read, rows repeated, people lost) of one reading; people whose points change meanwhile count for nothing.

    Lost: had room all along, stands at the end above the last row read, and was never shown.
    """
    turn = _KeptPages(people, seed, band) if method is Method.FAIR else _Offsets(people, method, seed, band)
    shown = np.concatenate([turn.page(number, moment) for number, moment in enumerate(moments)])
    times = np.bincount(shown, minlength=len(people))
    passed = turn.order(moments[-1])
    passed = passed[: np.flatnonzero(passed == shown[-1])[0] + 1]
    same, with_room = _unchanged(len(people), moments)
    repeated = (times - 1)[same & (times > 1)].sum()
    lost = ((times == 0) & same & with_room)[passed].sum()
    return len(shown), int(repeated), int(lost)


def _unchanged(count: int, moments: list[Moment]) -> tuple[Truths, Truths]:
    """Of everybody: found with the same points all along; with room all along."""
    points = np.full((len(moments), count), -1, dtype=np.int64)
    room = np.zeros((len(moments), count), dtype=np.bool_)
    for number, moment in enumerate(moments):
        points[number, moment.found.places] = moment.found.points
        room[number, moment.found.places] = moment.room
    same: Truths = (points[0] >= 0) & (points == points[0]).all(axis=0)
    all_along: Truths = np.logical_and.reduce(room, axis=0)
    return same, all_along


@dataclass(slots=True)
class _Offsets:
    """Rows counted from the top of an order that changes with the day or the session."""

    people: People
    method: Method
    seed: int
    band: int

    def order(self, moment: Moment) -> Numbers:
        able = moment.found.where(moment.room)
        changing = moment.day if self.method is Method.PLAIN else self.seed + moment.session
        return able.places[rank(able, self.people, Method.FAIR, seed=int(spread(changing)), band=self.band)]

    def page(self, number: int, moment: Moment) -> Numbers:
        return self.order(moment)[number * PAGE : (number + 1) * PAGE]


@dataclass(slots=True)
class _KeptPages:
    """The first 200 as they were, for two hours; then on behind the last row."""

    people: People
    seed: int
    band: int
    kept: Found = EMPTY
    last: tuple[int, int, int] | None = None

    def order(self, moment: Moment) -> Numbers:
        return self._ordered(moment).places

    def page(self, number: int, moment: Moment) -> Numbers:
        if number == 0:
            self.kept = self._ordered(moment).first(KEPT)
        start = number * PAGE
        if moment.is_kept and start < len(self.kept):
            shown = Found(self.kept.places[start : start + PAGE], self.kept.points[start : start + PAGE])
        else:
            shown = self._behind(moment).first(PAGE)
        if len(shown):
            level, mixed, ids = self._keys(shown)
            self.last = int(level[-1]), int(mixed[-1]), int(ids[-1])
        return shown.places

    def _ordered(self, moment: Moment) -> Found:
        able = moment.found.where(moment.room)
        order = rank(able, self.people, Method.FAIR, seed=self.seed, band=self.band)
        return Found(able.places[order], able.points[order])

    def _behind(self, moment: Moment) -> Found:
        """Those behind the last row shown; while an order is kept, without those kept."""
        rest = self._ordered(moment)
        if moment.is_kept:
            rest = rest.where(~np.isin(rest.places, self.kept.places))
        if self.last is None:
            return rest
        keys = self._keys(rest)
        behind = np.zeros(len(rest), dtype=np.bool_)
        for key, last in reversed(list(zip(keys, self.last, strict=True))):
            behind = (key > last) | ((key == last) & behind)
        return rest.where(behind)

    def _keys(self, found: Found) -> tuple[Numbers, Numbers, Numbers]:
        level = levels(found.points, Method.FAIR, band=self.band)
        mixed = mix32(self.people.shuffle[found.places], self.seed).astype(np.int64)
        return level, mixed, self.people.ids[found.places]
