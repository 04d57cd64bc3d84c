"""Lead and accompanying specialist: who needs somebody beside them, and who may be that.

Source: issue 5 §1 and reference 02 (S1: 52 alone, 137 with support, 32 not yet). ◎ = every part of an area can be done
alone; anything less means support in a part (answer 2, サポートがあれば実行可能).
"""

from datetime import date

from tsunagu.directory.predicates import Question
from tsunagu.directory.rubric import reaches
from tsunagu.matching.season.fit import areas_wanted
from tsunagu.matching.season.values import SeasonNeed, SeasonSpecialist
from tsunagu.specialists.states import AreaMark


def alone(need: SeasonNeed, *, today: date) -> Question | None:
    """◎ in one of the areas the need asks for; None = it asks for none, so anybody can do it alone."""
    areas = areas_wanted(need)
    return reaches(areas, AreaMark.DOUBLE_CIRCLE, today=today) if areas else None


def needs_support(need: SeasonNeed, specialist: SeasonSpecialist, *, today: date) -> bool:
    """Whether this specialist should not do this need without somebody beside them."""
    question = alone(need, today=today)
    return question is not None and not question.holds(specialist)
