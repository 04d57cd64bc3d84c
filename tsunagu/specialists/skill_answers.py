"""Answers of the skill survey as they come from outside, checked entry by entry. Plain: no Django, no files.

Source: reference file 02 (sub-items and their questions), 10 (qualifications).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tsunagu.reference.listing import qualifications
from tsunagu.reference.skills import skill_areas, skill_subitems
from tsunagu.specialists.marks import LEVELS, marks

QUALIFICATIONS = "qualifications"


class WrongAnswersError(ValueError):
    """An entry that cannot be taken; the message names it."""


@dataclass(frozen=True, slots=True)
class SkillAnswers:
    """Levels 0–3 (None = unanswered) by sub-item, and the qualifications taken as verified."""

    levels: Mapping[str, tuple[int | None, ...]]
    verified_qualifications: frozenset[str] = frozenset()


def skill_answers(content: object) -> SkillAnswers:
    """`{"S1-a": [3, 3, null, 2, 2], "qualifications": ["cisa"]}` → answers; raises WrongAnswersError."""
    if not isinstance(content, Mapping):
        raise WrongAnswersError('the whole: expected an object of sub-items, such as {"S1-a": [3, 3, null, 2, 2]}')
    named = content.get(QUALIFICATIONS, [])
    return SkillAnswers(
        {str(code): _levels(str(code), given) for code, given in content.items() if code != QUALIFICATIONS},
        frozenset(_qualification(place, code) for place, code in enumerate(_list(QUALIFICATIONS, named))),
    )


def _list(name: str, given: object) -> Sequence[object]:
    if not isinstance(given, list):
        raise WrongAnswersError(f"{name}: expected a list")
    return given


def _levels(code: str, given: object) -> tuple[int | None, ...]:
    item = skill_subitems().get(code)
    if item is None:
        raise WrongAnswersError(f"{code}: no such sub-item; there are {', '.join(skill_subitems())}")
    levels = _list(code, given)
    if len(levels) != len(item.questions):
        raise WrongAnswersError(f"{code}: expected {len(item.questions)} answers, found {len(levels)}")
    return tuple(_level(f"{code}[{place}]", level) for place, level in enumerate(levels))


def _level(name: str, level: object) -> int | None:
    if level is not None and (type(level) is not int or level not in LEVELS):
        raise WrongAnswersError(f"{name}: {level!r} is not a level; expected 0, 1, 2, 3 or null")
    return level


def _qualification(place: int, code: object) -> str:
    if not isinstance(code, str) or code not in qualifications():
        known = ", ".join(term.code for term in qualifications())
        raise WrongAnswersError(f"{QUALIFICATIONS}[{place}]: {code!r} is not a qualification; there are {known}")
    return code


def completed(levels: Mapping[str, Sequence[int | None]]) -> dict[str, tuple[int | None, ...]]:
    """The answers with every sub-item of the areas they touch; one left out counts as unanswered."""
    touched = {code.split("-")[0] for code in levels}
    return {
        item.code: tuple(levels.get(item.code, (None,) * len(item.questions)))
        for area in skill_areas()
        if area.code in touched
        for item in area.subitems
    }


def mark_signs(answers: SkillAnswers) -> dict[str, str]:
    """Answers → "◎", "○" or "" by area, in the order S1–S6, A0, A7; areas nobody answered are absent."""
    found = marks(completed(answers.levels), verified_qualifications=answers.verified_qualifications)
    return {area: mark.sign for area, mark in found.items()}
