"""Who comes and searches: companies with a need, a place and some wishes, over one month.

Every share below is an assumption, told in docs/explanation/fair-order-simulation.md. Chance comes in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

import numpy as np

from tsunagu.directory.conditions import FACETS, Conditions
from tsunagu.directory.simulation.looking import ROWS, Weights
from tsunagu.reference import menus
from tsunagu.reference.listing import prefectures, themes

T = TypeVar("T")

MENU_SHARES = {"A": 46, "I": 14, "U": 18, "E": 10, "O": 12}
NEED_PCT = 85  # chose a need from the menu; the others set conditions only
PLACE_PCT, OR_ONLINE_PCT, ONLINE_ONLY_PCT = 80, 25, 40  # has a place; or online too; of those without a place
THEME_PCT, RECORD_PCT, INDUSTRY_PCT = 18, 5, 30
EMERGENCY_PCT = 60  # of those whose need is urgent
OTHERS_PCT = {
    "form": 20, "fee": 25, "period": 10, "first_free": 12, "affiliation": 3, "qualification": 5, "available": 10,
    "chamber": 4,
}  # fmt: skip
WITHIN_REACH = {"fee": 3, "period": 2}  # neighbouring values chosen together
ENQUIRIES = {0: 35, 1: 40, 2: 15, 3: 10}  # how many people one visit writes to
INDUSTRY_SHARES = {
    "automotive": 4, "semiconductor": 1, "manufacturing_other": 20, "construction": 14, "defense": 1, "power": 1,
    "transport": 6, "retail": 14, "wholesale": 9, "service": 18, "finance": 2, "medical": 6, "education": 3, "other": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of one company. `at`: seconds from the start; `enquiries`: how many people it means to write to.

    `reads_for`: seconds from the list to the enquiries; `chances`: one per row of a page, `answers`: one per enquiry.
    """

    at: int
    conditions: Conditions
    seed: int
    enquiries: int
    reads_for: int
    chances: Weights
    answers: tuple[float, ...]


def visits(count: int, *, days: int, homes: Mapping[str, float], chance: Random) -> list[Visit]:
    """So many sessions in the order of time. `homes`: weight of each prefecture among searching companies."""
    moments = sorted(_moment(days, chance) for _ in range(count))
    return [
        Visit(
            at=moment,
            conditions=conditions(homes, chance),
            seed=chance.getrandbits(32),
            enquiries=drawn(ENQUIRIES, chance),
            reads_for=reading_time(chance),
            chances=np.array([chance.random() for _ in range(ROWS)]),
            answers=tuple(chance.random() for _ in range(max(ENQUIRIES))),
        )
        for moment in moments
    ]


def reading_time(chance: Random) -> int:
    """Seconds from the list to the enquiry: a quarter of an hour in the mean, two hours at most."""
    return min(round(chance.expovariate(1 / 900)), 7200)


def _moment(days: int, chance: Random) -> int:
    """Between nine in the morning and midnight, most in office hours."""
    hour = chance.triangular(9, 24, 14)
    return chance.randrange(days) * 86_400 + int(hour * 3600)


def conditions(homes: Mapping[str, float], chance: Random) -> Conditions:
    """What one company asks for."""
    asked: dict[str, object] = {}
    if _yes(NEED_PCT, chance):
        asked["need"] = _need(chance)
        if menus.need(str(asked["need"])).is_urgent and _yes(EMERGENCY_PCT, chance):
            asked["emergency"] = True
    if _yes(PLACE_PCT, chance):
        asked["place"] = (drawn(homes, chance),)
        asked["online"] = _yes(OR_ONLINE_PCT, chance)
    elif _yes(ONLINE_ONLY_PCT, chance):
        asked["online"] = True
    if _yes(THEME_PCT, chance):
        asked["theme"] = (_theme(str(asked.get("need", "")), chance),)
    elif _yes(RECORD_PCT, chance):
        asked["record"] = (_theme(str(asked.get("need", "")), chance),)
    if _yes(INDUSTRY_PCT, chance):
        asked["industry"] = (drawn(INDUSTRY_SHARES, chance),)
    for name, percent in OTHERS_PCT.items():
        if _yes(percent, chance):
            asked[name] = _wish(name, chance)
    return Conditions(**asked)  # type: ignore[arg-type]


def _need(chance: Random) -> str:
    menu = menus.menu(drawn(MENU_SHARES, chance))
    return chance.choice(menu.needs).code


def _theme(need: str, chance: Random) -> str:
    """A theme of the need when it has any, else any theme offered now."""
    own = menus.need(need).themes if need else ()
    offered = [term.code for term in themes() if not term.facts.get("planned")]
    return chance.choice([code for code in own if code in offered] or offered)


def _wish(name: str, chance: Random) -> object:
    """A value of a facet: yes, or one value — for fee and period a few neighbouring ones."""
    facet = FACETS[name]
    if facet.is_flag:
        return True
    codes = [code for code, _ in facet.choices()]
    width = WITHIN_REACH.get(name, 1)
    first = chance.randrange(len(codes) - width + 1)
    return tuple(codes[first : first + width])


def places_of_companies(served: Sequence[int]) -> dict[str, float]:
    """Where searching companies are: half as the specialists serve, half evenly over the prefectures."""
    codes = [term.code for term in prefectures()]
    whole = sum(served) or 1
    return {code: 0.5 * count / whole + 0.5 / len(codes) for code, count in zip(codes, served, strict=True)}


def drawn(shares: Mapping[T, float], chance: Random) -> T:
    """One value in these shares."""
    return chance.choices(list(shares), list(shares.values()))[0]


def _yes(percent: float, chance: Random) -> bool:
    return chance.random() * 100 < percent
