"""◎ and ○: the report's own examples, the table of results, and what must always hold."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tsunagu.reference.skills import skill_areas, skill_subitems, skills_file, threshold_table
from tsunagu.specialists.marks import (
    AUDIT_QUALIFICATIONS,
    THRESHOLDS,
    area_mark,
    audit_mark,
    marks,
    passes,
    strategy_mark,
)
from tsunagu.specialists.skill_answers import completed
from tsunagu.specialists.states import AreaMark

BLANK, CIRCLE, DOUBLE = AreaMark.BLANK, AreaMark.CIRCLE, AreaMark.DOUBLE_CIRCLE
CASES = skills_file().rating_golden_cases["cases"]

levels = st.integers(0, 3)
complete_answers = st.fixed_dictionaries(
    {
        code: st.lists(levels, min_size=len(item.questions), max_size=len(item.questions))
        for code, item in skill_subitems().items()
    }
)


def _golden(case: dict[str, object]) -> dict[str, list[int]]:
    return {code: answers for code, answers in case.items() if code.startswith("S1-")}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_reports_own_examples(case: dict[str, object]) -> None:
    answers = _golden(case)
    assert [code for code in answers if passes(answers[code])] == case["pass"]
    assert marks(answers)["S1"].sign == case["mark"]


def test_a_is_double_circle_and_b_is_circle() -> None:
    a = {"S1-a": [3, 3, 3, 3, 3], "S1-b": [3, 3], "S1-c": [3, 2]}
    b = {"S1-a": [3, 3, 2, 2, 2], "S1-b": [3, 2], "S1-c": [3, 3]}
    assert (marks(a), marks(b)) == ({"S1": DOUBLE}, {"S1": CIRCLE})


@pytest.mark.parametrize(("questions", "threshold"), THRESHOLDS.items())
def test_reaching_the_threshold_is_enough_and_one_less_is_not(questions: int, threshold: int) -> None:
    just = next(answers for answers in product(range(4), repeat=questions) if sum(answers) == threshold)
    short = next(answers for answers in product(range(4), repeat=questions) if sum(answers) == threshold - 1)
    assert (passes(just), passes(short)) == (True, False)


def test_the_thresholds_are_those_of_the_data_file() -> None:
    assert threshold_table() == THRESHOLDS == {1: 3, 2: 5, 3: 7, 4: 10, 5: 13}


@pytest.mark.parametrize("answers", [[], [3] * 6])
def test_a_subitem_of_no_or_six_questions_has_no_threshold(answers: list[int]) -> None:
    with pytest.raises(ValueError, match="1〜5問"):
        passes(answers)


@pytest.mark.parametrize("level", [-1, 4])
def test_levels_outside_0_to_3_are_refused(level: int) -> None:
    with pytest.raises(ValueError, match="0〜3"):
        passes([level, 3])


@pytest.mark.parametrize(("missed", "mark"), [(0, DOUBLE), (1, CIRCLE), (2, BLANK), (3, BLANK), (5, BLANK)])
def test_missed_subitems_decide(missed: int, mark: AreaMark) -> None:
    assert area_mark([[0, 0]] * missed + [[3, 3]] * (5 - missed)) == mark


def test_an_area_without_subitems_is_blank() -> None:
    assert area_mark([]) == BLANK


@pytest.mark.parametrize(
    ("s1", "s2", "a0", "a7", "a7_with_proof"),
    [
        (DOUBLE, DOUBLE, DOUBLE, CIRCLE, DOUBLE),
        (DOUBLE, CIRCLE, CIRCLE, CIRCLE, DOUBLE),
        (CIRCLE, CIRCLE, CIRCLE, CIRCLE, DOUBLE),
        (DOUBLE, BLANK, BLANK, BLANK, BLANK),
        (BLANK, CIRCLE, BLANK, BLANK, BLANK),
        (BLANK, BLANK, BLANK, BLANK, BLANK),
    ],
)
def test_columns_0_and_7_follow_s1_and_s2(
    s1: AreaMark, s2: AreaMark, a0: AreaMark, a7: AreaMark, a7_with_proof: AreaMark
) -> None:
    assert strategy_mark(s1, s2) == a0
    assert audit_mark(s1, s2, has_audit_proof=False) == a7
    assert audit_mark(s1, s2, has_audit_proof=True) == a7_with_proof


@pytest.mark.parametrize(
    ("qualification", "mark"),
    [*((code, DOUBLE) for code in sorted(AUDIT_QUALIFICATIONS)), ("cissp", CIRCLE), ("cpa", CIRCLE)],
)
def test_only_an_audit_qualification_makes_column_7_double(qualification: str, mark: AreaMark) -> None:
    able = {code: [3] * len(item.questions) for code, item in skill_subitems().items()}
    assert marks(able, verified_qualifications=[qualification])["A7"] == mark


def test_columns_0_and_7_are_absent_without_s1_or_s2() -> None:
    able = {code: [3] * len(item.questions) for code, item in skill_subitems().items() if not code.startswith("S2")}
    assert list(marks(able)) == ["S1", "S3", "S4", "S5", "S6"]


@given(complete_answers, st.data())
def test_raising_an_answer_never_lowers_a_mark(answers: dict[str, list[int]], data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(answers)))
    place = data.draw(st.integers(0, len(answers[code]) - 1))
    assume(answers[code][place] < 3)
    raised = answers | {code: [*answers[code][:place], answers[code][place] + 1, *answers[code][place + 1 :]]}

    before, after = marks(answers), marks(raised)

    assert {area for area in before if after[area] < before[area]} == set()


@given(complete_answers)
def test_column_0_is_never_above_s1_or_s2(answers: dict[str, list[int]]) -> None:
    found = marks(answers)
    assert found["A0"] <= min(found["S1"], found["S2"])


@given(complete_answers, st.sets(st.sampled_from(sorted(AUDIT_QUALIFICATIONS))))
def test_column_7_is_blank_exactly_when_column_0_is(answers: dict[str, list[int]], proofs: set[str]) -> None:
    found = marks(answers, verified_qualifications=proofs)
    assert (found["A7"] == BLANK) == (found["A0"] == BLANK)
    assert (found["A7"] == DOUBLE) == (found["A0"] > BLANK and bool(proofs))


@given(complete_answers, st.data())
def test_one_unanswered_question_leaves_its_area_blank_and_no_other(
    answers: dict[str, list[int]], data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(sorted(answers)))
    area = code.split("-")[0]
    place = data.draw(st.integers(0, len(answers[code]) - 1))
    gap = answers | {code: [*answers[code][:place], None, *answers[code][place + 1 :]]}

    before, after = marks(answers), marks(gap)

    assert after[area] == BLANK
    others = {"S1", "S2", "S3", "S4", "S5", "S6"} - {area}
    assert {name: after[name] for name in others} == {name: before[name] for name in others}


@given(st.lists(st.lists(levels, min_size=1, max_size=5), min_size=2, max_size=6), st.randoms())
def test_the_order_of_subitems_does_not_matter(subitems: list[list[int]], random: object) -> None:
    shuffled = list(subitems)
    random.shuffle(shuffled)
    assert area_mark(shuffled) == area_mark(subitems)


def test_a_subitem_left_out_counts_as_unanswered() -> None:
    assert completed({"S1-b": [3, 3]}) == {"S1-a": (None,) * 5, "S1-b": (3, 3), "S1-c": (None, None)}
    assert marks(completed({"S1-b": [3, 3]})) == {"S1": BLANK}


def test_no_area_can_be_circled_with_nothing_known() -> None:
    nothing = {code: [0] * len(item.questions) for code, item in skill_subitems().items()}
    assert marks(nothing) == dict.fromkeys([*(area.code for area in skill_areas()), "A0", "A7"], BLANK)
