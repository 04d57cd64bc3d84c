"""The skill survey S1–S6 as steps: 64 questions and the grounds of each sub-item. Source: reference 02.

"Not answered" is None and never 0.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tsunagu.reference.skills import SkillArea, SkillSubItem, answer_levels, skill_areas, skills_file
from tsunagu.specialists.application.fields import Field, Group, Kind, Step

Levels = dict[str, list[int | None]]
NOT_ANSWERED = ("", "まだ答えない")


def step_of(area: str) -> str:
    """The step of an area: "S1" → "skills-s1"."""
    return f"skills-{area.lower()}"


def question_key(subitem: str, place: int) -> str:
    """The field of a question, counted from 0: ("S1-a", 0) → "S1-a-1"."""
    return f"{subitem}-{place + 1}"


def grounds_key(subitem: str) -> str:
    """The field of what the answers of a sub-item rest on."""
    return f"{subitem}-grounds"


def survey_steps() -> tuple[Step, ...]:
    """One step per area."""
    return tuple(_step(area) for area in skill_areas())


def _step(area: SkillArea) -> Step:
    return Step(
        code=step_of(area.code),
        title=f"スキル調査 {area.code}",
        why=area.name,
        groups=tuple(_group(item) for item in area.subitems),
    )


def _group(item: SkillSubItem) -> Group:
    told = skills_file().free_text_per_subitem
    levels = (NOT_ANSWERED, *((str(level), f"{level} {label}") for level, label in answer_levels().items()))
    questions = (
        Field(key=question_key(item.code, place), label=question, kind=Kind.LEVEL, choices=levels)
        for place, question in enumerate(item.questions)
    )
    grounds = Field(
        key=grounds_key(item.code), label=str(told["label"]), kind=Kind.LONG, most=int(told["max_chars"]),
        help="会社の名前や、会社が分かることは書きません。事務局だけが読みます。",
    )  # fmt: skip
    return Group(title=f"{item.code} {item.name}", fields=(*questions, grounds))


def levels_of(content: Mapping[str, Any]) -> Levels:
    """The draft's answers by sub-item, whole: every question, unanswered ones as None."""
    found: Levels = {}
    for area in skill_areas():
        said = content.get(step_of(area.code), {})
        for item in area.subitems:
            found[item.code] = [said.get(question_key(item.code, place)) for place in range(len(item.questions))]
    return found


def grounds_of(content: Mapping[str, Any]) -> dict[str, str]:
    """What the answers rest on, by sub-item; those without any are left out."""
    said = {key: value for area in skill_areas() for key, value in content.get(step_of(area.code), {}).items()}
    found = {item.code: said.get(grounds_key(item.code), "") for area in skill_areas() for item in area.subitems}
    return {code: grounds for code, grounds in found.items() if grounds}


def survey_values(
    levels: Mapping[str, Sequence[int | None]], grounds: Mapping[str, str]
) -> dict[str, dict[str, int | str | None]]:
    """The reverse of both: the values of the six steps."""
    found: dict[str, dict[str, int | str | None]] = {}
    for area in skill_areas():
        values = found.setdefault(step_of(area.code), {})
        for item in area.subitems:
            answers = levels.get(item.code, (None,) * len(item.questions))
            values |= {question_key(item.code, place): level for place, level in enumerate(answers)}
            values[grounds_key(item.code)] = grounds.get(item.code, "")
    return found


def answered(levels: Mapping[str, Sequence[int | None]]) -> int:
    """How many questions have an answer."""
    return sum(level is not None for answers in levels.values() for level in answers)
