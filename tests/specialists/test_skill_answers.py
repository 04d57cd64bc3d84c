"""Answers of the skill survey from outside: checked entry by entry, never guessed."""

import pytest

from tsunagu.reference.skills import skill_subitems
from tsunagu.specialists.skill_answers import SkillAnswers, WrongAnswersError, completed, mark_signs, skill_answers

ALL_THREE = {code: [3] * len(item.questions) for code, item in skill_subitems().items()}


def test_answers_are_taken_as_they_are() -> None:
    taken = skill_answers({"S1-a": [3, 3, None, 2, 2], "qualifications": ["cisa"]})

    assert taken == SkillAnswers({"S1-a": (3, 3, None, 2, 2)}, frozenset({"cisa"}))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ([], "the whole: expected an object of sub-items"),
        ("S1-a", "the whole: expected an object of sub-items"),
        ({"S9-z": [1]}, "S9-z: no such sub-item; there are S1-a, "),
        ({"S1-a": 3}, "S1-a: expected a list"),
        ({"S1-a": [3]}, "S1-a: expected 5 answers, found 1"),
        ({"S1-a": [3, 3, 4, 2, 2]}, r"S1-a\[2\]: 4 is not a level; expected 0, 1, 2, 3 or null"),
        ({"S1-a": [3, 3, -1, 2, 2]}, r"S1-a\[2\]: -1 is not a level"),
        ({"S1-a": [True, 3, 3, 2, 2]}, r"S1-a\[0\]: True is not a level"),
        ({"S1-a": [3, 3, 2.0, 2, 2]}, r"S1-a\[2\]: 2.0 is not a level"),
        ({"S1-a": [3, 3, "2", 2, 2]}, r"S1-a\[2\]: '2' is not a level"),
        ({"qualifications": "cisa"}, "qualifications: expected a list"),
        ({"qualifications": ["cisa", "phd"]}, r"qualifications\[1\]: 'phd' is not a qualification; there are "),
        ({"qualifications": [1]}, r"qualifications\[0\]: 1 is not a qualification"),
    ],
)
def test_what_cannot_be_taken_is_named(content: object, said: str) -> None:
    with pytest.raises(WrongAnswersError, match=f"^{said}"):
        skill_answers(content)


def test_an_area_that_is_touched_is_completed_and_no_other() -> None:
    whole = completed({"S1-b": [3, 2]})

    assert list(whole) == [code for code in skill_subitems() if code.startswith("S1-")]
    assert (whole["S1-b"], set(whole["S1-a"])) == ((3, 2), {None})


def test_marks_are_signs_in_the_order_of_the_columns() -> None:
    signs = mark_signs(skill_answers(ALL_THREE | {"qualifications": ["cisa"]}))

    assert list(signs) == ["S1", "S2", "S3", "S4", "S5", "S6", "A0", "A7"]
    assert set(signs.values()) == {"◎"}


def test_an_area_with_an_open_answer_has_no_mark_and_an_absent_area_no_entry() -> None:
    assert mark_signs(skill_answers({"S1-a": [3, 3, None, 3, 3]})) == {"S1": ""}
    assert mark_signs(skill_answers({})) == {}
