"""Consultation days for tests: small by hand, larger by seed."""

import random
from typing import Any

from tsunagu.matching.board import Adviser, Board, Company, Options, Placement, Rules, Slot

THEMES = ["T1", "T2", "T3", "T4", "T5"]
PLACES = ["13", "14", "27"]
TRADES = ["medical", "retail", "it"]


def slots(count: int) -> tuple[Slot, ...]:
    """So many half hours from one o'clock."""
    return tuple(Slot(number, 750 + 30 * number, 780 + 30 * number) for number in range(1, count + 1))


def company(name: str, *free: int, **facts: Any) -> Company:
    return Company(name, frozenset(free), **facts)


def adviser(name: str, *free: int, most: int = 9, **facts: Any) -> Adviser:
    return Adviser(name, frozenset(free), most, **facts)


def board(
    count: int,
    companies: list[Company],
    advisers: list[Adviser],
    *,
    rooms: int | None = None,
    rules: Rules | None = None,
    **o: Any,
) -> Board:
    return Board(slots(count), tuple(companies), tuple(advisers), rooms, rules or Rules(), Options(**o))


def met(placements: tuple[Placement, ...]) -> list[tuple[str, str, int]]:
    """(company, adviser, slot) in the order of the names."""
    return sorted(one.seat for one in placements)


def generated(companies: int, advisers: int, count: int, *, seed: int, **options: Any) -> Board:
    """A day like many: seven of ten times suit, themes and places are spread, three pairs must not meet."""
    chance = random.Random(seed)
    people = [_company(f"c{number}", count, chance) for number in range(companies)]
    experts = [_adviser(f"s{number}", count, chance) for number in range(advisers)]
    conflicts = frozenset((chance.choice(people).id, chance.choice(experts).id) for _ in range(3))
    past = frozenset((chance.choice(people).id, chance.choice(experts).id) for _ in range(3))
    return board(count, people, experts, rules=Rules(conflicts=conflicts, past_contacts=past), **options)


def _some(count: int, share: float, chance: random.Random) -> frozenset[int]:
    return frozenset(number for number in range(1, count + 1) if chance.random() < share)


def _company(name: str, count: int, chance: random.Random) -> Company:
    themes = tuple(chance.sample(THEMES, chance.randint(0, 3)))
    return Company(name, _some(count, 0.7, chance), themes, chance.choice(PLACES), chance.choice(TRADES))


def _adviser(name: str, count: int, chance: random.Random) -> Adviser:
    themes = chance.sample(THEMES, chance.randint(1, 4))
    return Adviser(
        name,
        _some(count, 0.85, chance),
        chance.randint(count // 2, count),
        themes=frozenset(themes),
        themes_delivered=frozenset(themes[:1]),
        prefectures=frozenset(chance.sample(PLACES, 2)),
        industries=frozenset(chance.sample(TRADES, 1)),
    )
