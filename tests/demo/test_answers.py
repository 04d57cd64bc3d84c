from random import Random

import pytest

from tsunagu.demo.answers import answers_for, hands, meant_marks, no_answers
from tsunagu.demo.material import AREAS, survey
from tsunagu.specialists.marks import marks
from tsunagu.specialists.states import AreaMark


@pytest.mark.parametrize("meant", list(AreaMark))
@pytest.mark.parametrize("seed", range(20))
def test_answers_come_to_the_marks_meant(meant, seed) -> None:
    given = answers_for(dict.fromkeys(AREAS, meant), Random(seed))

    found = marks(given)
    assert {area: found[area] for area in AREAS} == dict.fromkeys(AREAS, meant)
    assert sum(len(levels) for levels in given.values()) == 64


def test_no_answers_are_64_open_questions_and_blank_marks() -> None:
    given = no_answers()

    assert [level for levels in given.values() for level in levels] == [None] * 64
    assert set(marks(given).values()) == {AreaMark.BLANK}


def test_meant_marks_are_the_published_numbers() -> None:
    unanswered = [True] * 5 + [False] * 216

    meant = meant_marks([0.0] * 221, unanswered, Random(1))

    counted = {
        area: [dealt.count(AreaMark.DOUBLE_CIRCLE), dealt.count(AreaMark.CIRCLE), dealt.count(AreaMark.BLANK)]
        for area, dealt in meant.items()
    }
    assert counted == survey()["area_counts"]
    assert {mark for dealt in meant.values() for mark in dealt[:5]} == {AreaMark.BLANK}


@pytest.mark.parametrize(("questions", "met", "fewest"), [(1, True, 3), (5, True, 13), (1, False, 0), (5, False, 8)])
def test_hands_that_miss_do_so_by_a_few_points(questions, met, fewest) -> None:
    assert min(sum(hand) for hand in hands(questions, met=met)) == fewest
