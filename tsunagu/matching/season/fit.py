"""What a pair is worth: the rubric of the public list, asked for one need; and who can be no candidate at all."""

from collections.abc import Hashable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tsunagu.directory import rubric
from tsunagu.directory.conditions import Conditions, questions
from tsunagu.directory.predicates import Question
from tsunagu.directory.rubric import Criterion, PointLine
from tsunagu.matching.season.areas import areas_of
from tsunagu.matching.season.values import SeasonNeed, SeasonSpecialist
from tsunagu.matching.season.words import Barred

HURDLES = {"theme": Barred.THEME, "place": Barred.REGION}  # in this order; the rest of a need only gives points


@cache
def weights() -> Any:
    """The weights of `data/season.yaml`."""
    found = resources.files("tsunagu.matching").joinpath("data", "season.yaml")
    return yaml.safe_load(found.read_text(encoding="utf-8"))


def conditions_of(need: SeasonNeed) -> Conditions:
    """The need as a search of the list."""
    return Conditions(
        place=(need.prefecture,) if need.prefecture else (),
        online=need.online_ok,
        theme=(need.theme,) if need.theme else (),
        industry=(need.industry,) if need.industry else (),
    )


def areas_wanted(need: SeasonNeed) -> tuple[str, ...]:
    """Skill areas the need asks for."""
    return need.areas or areas_of(need.theme)


def hurdles(need: SeasonNeed) -> list[tuple[Barred, Question]]:
    """What every candidate must be able to do, with the reason of those who cannot."""
    asked = dict(questions(conditions_of(need)))
    return [(barred, asked[name]) for name, barred in HURDLES.items() if name in asked]


def barred(need: SeasonNeed, specialist: SeasonSpecialist) -> Barred | None:
    """Why somebody is no candidate for this need; None = could be one, room aside."""
    if specialist.id in need.apart:
        return Barred.APART
    return next((why for why, question in hurdles(need) if not question.holds(specialist)), None)


def criteria(need: SeasonNeed, *, today: date) -> list[Criterion]:
    """The rubric of the list for this need."""
    return rubric.criteria(conditions_of(need), today=today, areas=areas_wanted(need))


def looks_at(criterion: Criterion, need: SeasonNeed) -> Hashable:
    """What of a need this criterion depends on: needs equal in it give everybody the same points."""
    match criterion.code:
        case "place":
            return need.prefecture
        case "industry":
            return need.industry
        case "mark":
            return areas_wanted(need)
        case "theme" | "delivered":
            return need.theme
        case _:
            return None


def explain(need: SeasonNeed, specialist: SeasonSpecialist, *, today: date) -> list[PointLine]:
    """How the points of a pair came about, a line per criterion."""
    return [*rubric.explain(criteria(need, today=today), specialist), *_past(need, specialist)]


def points(need: SeasonNeed, specialist: SeasonSpecialist, *, today: date) -> int:
    """Points of a pair: 0 to 100, and a little more for those who have talked before."""
    return sum(line.points for line in explain(need, specialist, today=today))


def _past(need: SeasonNeed, specialist: SeasonSpecialist) -> Iterator[PointLine]:
    if specialist.id in need.past:
        most = int(weights()["past_contact"])
        yield PointLine("前の相談", most, most, "前に話したことがあります")


def load_cost(count: int) -> int:
    """Points lost because so many companies see one specialist: each further one costs a step more."""
    return int(weights()["load"]) * count * (count - 1) // 2
