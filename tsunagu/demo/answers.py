"""Skill answers (64 questions, levels 0–3) that come to the marks somebody is meant to have. Plain functions.

The published survey gives, per area, how many of 221 work alone (◎), with support (○) or not yet
(reference 12, area_counts). Who gets which follows one hidden ability per person, so strong people are
strong in several areas.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from random import Random

from tsunagu.demo.dealing import by_rank
from tsunagu.demo.material import AREAS, survey
from tsunagu.reference.skills import skill_areas
from tsunagu.specialists.marks import LEVELS, passes
from tsunagu.specialists.states import AreaMark

UNANSWERED_PCT = 6
LEANING = 0.75  # how much of an area's rank the common ability decides; the rest is the area's own

Answers = dict[str, list[int | None]]


def meant_marks(ability: Sequence[float], unanswered: Sequence[bool], chance: Random) -> dict[str, list[AreaMark]]:
    """Area → the mark of each person, in the published numbers; who answered nothing is among the blank."""
    counts = survey()["area_counts"]
    found: dict[str, list[AreaMark]] = {}
    for area in AREAS:
        alone, supported, not_yet = counts[area]
        scores = [
            float("-inf") if nothing else LEANING * able + (1 - LEANING) * chance.gauss(0, 1)
            for able, nothing in zip(ability, unanswered, strict=True)
        ]
        weights = {AreaMark.BLANK: not_yet, AreaMark.CIRCLE: supported, AreaMark.DOUBLE_CIRCLE: alone}
        found[area] = by_rank(weights, scores)
    return found


def answers_for(marks: Mapping[str, AreaMark], chance: Random) -> Answers:
    """Levels by sub-item ("S1-a") that come to these marks. A few blanks are for want of one answer."""
    found: Answers = {}
    for area in skill_areas():
        missed = _missed(len(area.subitems), marks[area.code], chance)
        for place, item in enumerate(area.subitems):
            found[item.code] = list(chance.choice(hands(len(item.questions), met=place not in missed)))
        if marks[area.code] is AreaMark.BLANK and chance.randrange(100) < UNANSWERED_PCT:
            found[area.subitems[-1].code][-1] = None
    return found


def no_answers() -> Answers:
    """All 64 questions left open."""
    return {item.code: [None] * len(item.questions) for area in skill_areas() for item in area.subitems}


def _missed(subitems: int, mark: AreaMark, chance: Random) -> set[int]:
    if mark is AreaMark.BLANK:
        return set(chance.sample(range(subitems), chance.randint(2, subitems)))
    return set(chance.sample(range(subitems), AreaMark.DOUBLE_CIRCLE - mark))


@cache
def hands(questions: int, *, met: bool) -> list[tuple[int, ...]]:
    """Every way to answer a sub-item so that it is met, or missed by a few points only."""
    ways = [way for way in product(LEVELS, repeat=questions) if passes(way) is met]
    most = max(sum(way) for way in ways)
    return ways if met else [way for way in ways if sum(way) >= most - 4]
