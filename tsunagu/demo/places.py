"""Where people live, where they work and where they know the chamber. Plain functions."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from random import Random

from tsunagu.demo.dealing import dealt, picked
from tsunagu.demo.material import shares, survey
from tsunagu.reference.listing import prefectures


@cache
def _elsewhere() -> dict[str, float]:
    near = shares()["tokyo_area"]["weights"]
    return {term.code: shares()["elsewhere"].get(term.code, 1) for term in prefectures() if term.code not in near}


def residences(count: int, chance: Random) -> list[str]:
    """A prefecture for each: about 39 % around Tokyo, the rest over all others."""
    near = picked(shares()["tokyo_area"]["pct"], count, chance)
    around = iter(dealt(shares()["tokyo_area"]["weights"], sum(near), chance))
    away = iter(dealt(_elsewhere(), count - sum(near), chance))
    return [str(next(around if is_near else away)) for is_near in near]


def chamber_ties(homes: Sequence[str], chance: Random) -> list[bool]:
    """Who knows a chamber: 63 of 221, somebody in each of 25 prefectures (reference 12)."""
    published = survey()["cci_connection"]
    crowd = Counter(homes)
    known = set(sorted(crowd, key=lambda home: chance.random() ** (1 / crowd[home]))[-published["prefectures_with"] :])
    order = chance.sample(range(len(homes)), len(homes))
    first = {homes[place]: place for place in order if homes[place] in known}
    rest = [place for place in order if homes[place] in known and first[homes[place]] != place]
    wanted = round(len(homes) * published["n"] / survey()["n"])
    tied = set([*first.values(), *rest][:wanted])
    return [place in tied for place in range(len(homes))]


@cache
def neighbours(home: str) -> tuple[str, ...]:
    """The other prefectures of the same METI bureau."""
    bureau = prefectures()[home].facts["bureau"]
    return tuple(term.code for term in prefectures() if term.facts["bureau"] == bureau and term.code != home)


def reach_of(home: str, reach: str, chance: Random) -> list[str]:
    """Prefectures somebody goes to: the own, some or all of the same bureau, or every one."""
    if reach == "nationwide":
        return [term.code for term in prefectures()]
    around = list(neighbours(home))
    if reach == "some":
        around = chance.sample(around, chance.randint(min(1, len(around)), len(around)))
    return sorted([home, *(around if reach != "own" else ())])
