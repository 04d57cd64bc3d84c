"""Batches for tests: small by hand, larger by seed."""

import random
from datetime import date
from typing import Any

from tsunagu.matching.season.values import Batch, Options, Plan, SeasonNeed, SeasonSpecialist
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.specialists.states import AreaMark

TODAY = date(2026, 11, 21)
PLACES = [term.code for term in prefectures()]
THEMES = ["T1", "T2", "T3", "T4", "T5"]
TRADES = [term.code for term in industries()]
AREAS = ("mark_s1", "mark_s2", "mark_s3", "mark_s4")


def need(name: str, place: str = "13", theme: str = "T1", **facts: Any) -> SeasonNeed:
    sets = {key: frozenset(facts.pop(key)) for key in ("apart", "past") if key in facts}
    return SeasonNeed(name, place, theme, **sets, **facts)


def person(name: str, room: int = 9, *, places: Any = ("13",), can: Any = ("T1",), **facts: Any) -> SeasonSpecialist:
    """Who does T1 in Tokyo with ◎ in S1, unless said otherwise."""
    return SeasonSpecialist(
        name,
        room,
        prefectures=prefectures().mask(places),
        themes_able=themes().mask(can),
        **{"mark_s1": AreaMark.DOUBLE_CIRCLE} | facts,
    )


def batch(needs: list[SeasonNeed], people: list[SeasonSpecialist], **options: Any) -> Batch:
    return Batch(tuple(needs), tuple(people), TODAY, Options(**options))


def names(plan: Plan) -> dict[str, list[str]]:
    """Candidates by need, best first."""
    return {row.need: [one.specialist for one in row.candidates] for row in plan.needs}


def generated(
    needs: int, people: int, *, seed: int, rooms: tuple[int, ...] = (0, 1, 2, 3, 5), places: int = 47, **options: Any
) -> Batch:
    """A season like many: people visit some neighbouring prefectures, half of them work online, a few are kept apart."""
    chance = random.Random(seed)
    experts = [_person(f"s{number}", chance, rooms, places) for number in range(people)]
    companies = [_need(f"n{number}", chance, people, places) for number in range(needs)]
    return Batch(tuple(companies), tuple(experts), TODAY, Options(**options))


def _person(name: str, chance: random.Random, rooms: tuple[int, ...], places: int) -> SeasonSpecialist:
    home = chance.randrange(places)
    near = {home, *(min(places - 1, max(0, home + chance.randint(-3, 3))) for _ in range(3))}
    return SeasonSpecialist(
        name,
        chance.choice(rooms),
        prefectures=prefectures().mask(PLACES[place] for place in near),
        online=chance.random() < 0.5,
        themes_able=themes().mask(chance.sample(THEMES, chance.randint(1, 4))),
        themes_delivered=themes().mask(chance.sample(THEMES, chance.randint(0, 2))),
        industries=industries().mask(chance.sample(TRADES, chance.randint(0, 4))),
        registered_on=date(chance.randint(2017, 2026), 4, 1),
        proof_until=chance.choice([None, date(2027, 1, 1)]),
        **{area: chance.choice(list(AreaMark)) for area in AREAS},
    )


def _need(name: str, chance: random.Random, people: int, places: int) -> SeasonNeed:
    def some() -> frozenset[str]:
        return frozenset(f"s{chance.randrange(people)}" for _ in range(chance.randint(0, 3)))

    return SeasonNeed(
        name,
        chance.choice(PLACES[:places]),
        chance.choice(THEMES),
        chance.choice(TRADES),
        online_ok=chance.random() < 0.6,
        apart=some(),
        past=some(),
    )
