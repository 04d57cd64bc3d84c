"""The self-diagnosis: golden totals, laws, and a measure for each item."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.toolkit.diagnosis import Answer, first_measures, measures_for, score
from tsunagu.toolkit.measures import measure_file, measure_for

ITEMS = tuple(item.no for item in self_diagnosis().items)
all_answers = st.fixed_dictionaries({no: st.sampled_from(Answer) for no in ITEMS})


def every(answer: Answer, **other: Answer) -> dict[int, Answer]:
    return dict.fromkeys(ITEMS, answer) | {int(name[1:]): found for name, found in other.items()}


@pytest.mark.parametrize(
    ("answers", "total", "parts", "unknown", "not_applicable", "band"),
    [
        (every(Answer.DONE), 100, (20, 52, 28), 0, 0, "入門レベルは達成"),
        (every(Answer.NOT_APPLICABLE), 100, (20, 52, 28), 0, 25, "入門レベルは達成"),
        (every(Answer.DONE, i1=Answer.PARTIAL), 98, (18, 52, 28), 0, 0, "一部に手薄な所がある"),
        (every(Answer.PARTIAL), 50, (10, 26, 14), 0, 0, "手薄な所が目立つ"),
        (every(Answer.PARTIAL, i25=Answer.UNKNOWN), 47, (10, 26, 11), 1, 0, "いつ事故が起きても不思議でない"),
        (every(Answer.NOT_DONE), 0, (0, 0, 0), 0, 0, "いつ事故が起きても不思議でない"),
        (every(Answer.UNKNOWN), -25, (-5, -13, -7), 25, 0, "いつ事故が起きても不思議でない"),
        (
            every(Answer.DONE) | dict.fromkeys(range(6, 14), Answer.NOT_DONE) | {9: Answer.PARTIAL},
            70, (20, 22, 28), 0, 0, "一部に手薄な所がある",
        ),
        (
            every(Answer.DONE) | dict.fromkeys(range(6, 14), Answer.NOT_DONE) | {9: Answer.DONE, 14: Answer.UNKNOWN},
            67, (20, 19, 28), 1, 0, "手薄な所が目立つ",
        ),
    ],
)  # fmt: skip
def test_answers_become_points(answers, total, parts, unknown, not_applicable, band) -> None:
    found = score(answers)

    assert (found.total, tuple(found.parts.values()), found.unknown, found.not_applicable, found.band.state) == (
        total, parts, unknown, not_applicable, band,
    )  # fmt: skip


@pytest.mark.parametrize("numbers", [ITEMS[:-1], (*ITEMS, 26), ()])
def test_a_part_of_the_answers_has_no_score(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="25項目"):
        score(dict.fromkeys(numbers, Answer.DONE))


@given(all_answers)
def test_the_total_is_the_sum_of_the_parts_and_lies_in_its_band(answers: dict[int, Answer]) -> None:
    found = score(answers)

    assert found.total == sum(found.parts.values())
    assert found.band.min <= found.total <= found.band.max


@given(all_answers, st.sampled_from(ITEMS))
def test_doing_more_never_costs_points(answers: dict[int, Answer], no: int) -> None:
    ladder = [Answer.UNKNOWN, Answer.NOT_DONE, Answer.PARTIAL, Answer.DONE]

    totals = [score(answers | {no: answer}).total for answer in ladder]

    assert [later - earlier for earlier, later in itertools.pairwise(totals)] == [1, 2, 2]


@given(all_answers)
def test_each_item_not_done_has_one_measure_and_the_first_are_the_head_of_all(answers: dict[int, Answer]) -> None:
    lacking = {no for no, answer in answers.items() if answer not in {Answer.DONE, Answer.NOT_APPLICABLE}}

    steps = measures_for(answers)

    assert sorted(step.item.no for step in steps) == sorted(lacking)
    assert first_measures(answers) == steps[:6]


@given(all_answers)
def test_not_knowing_asks_to_find_out_and_nothing_else_does(answers: dict[int, Answer]) -> None:
    asked = {step.item.no: step.is_to_check for step in measures_for(answers)}

    assert asked == {no: answers[no] is Answer.UNKNOWN for no in asked}


def test_each_of_the_25_items_has_a_measure_in_words_of_its_own() -> None:
    measures = measure_file().measures

    assert [measure.item for measure in measures] == list(ITEMS)
    for name in ("what", "check", "why"):
        texts = [getattr(measure, name) for measure in measures]
        assert (len(set(texts)), max(map(len, texts)) < 50, min(map(len, texts)) > 8) == (25, True, True), name
    assert [
        (measure.item, sentence)
        for measure in measures
        for sentence in measure.how.split("。")
        if len(sentence) >= 50 or not measure.how
    ] == []
    assert {measure.weight for measure in measures} <= set(range(1, 6))


def test_not_knowing_shows_the_way_to_find_out() -> None:
    step = next(step for step in measures_for(every(Answer.DONE, i11=Answer.UNKNOWN)))

    assert (step.what, step.is_to_check) == (measure_for(11).check, True)


def test_the_most_useful_come_first_and_half_done_counts_half() -> None:
    answers = every(Answer.DONE, i15=Answer.NOT_DONE, i11=Answer.PARTIAL, i3=Answer.NOT_DONE, i6=Answer.UNKNOWN)

    assert [step.item.no for step in measures_for(answers)] == [3, 6, 11, 15]
