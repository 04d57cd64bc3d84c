from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.strategies import conditions
from tsunagu.directory.conditions import FACETS, WORDS_MOST, Conditions, Problem, questions, read
from tsunagu.reference import menus

WITH_CHOICES = [name for name, facet in FACETS.items() if facet.choices()]
FLAGS = ["online", "first_free", "available", "emergency", "chamber", "busy"]


@given(search=conditions(words=True, most=17))
def test_what_was_asked_comes_back_from_the_address(search) -> None:
    assert read(parse_qs(search.query)) == (search, [])


@given(search=conditions(words=True, most=17), chance=st.randoms())
def test_the_order_of_values_in_the_address_makes_no_difference(search, chance) -> None:
    pairs = search.pairs()
    chance.shuffle(pairs)
    shuffled: dict[str, list[str]] = {}
    for name, value in pairs:
        shuffled.setdefault(name, []).append(value)

    assert read(shuffled)[0].query == search.query


def test_every_facet_is_a_condition_and_the_other_way_round() -> None:
    assert set(FACETS) == set(Conditions.__dataclass_fields__)
    assert [name for name, facet in FACETS.items() if facet.is_flag] == FLAGS


@pytest.mark.parametrize("name", WITH_CHOICES)
def test_every_choice_of_a_facet_is_taken_and_has_words(name) -> None:
    facet = FACETS[name]
    for code, words in facet.choices():
        found, problems = read({name: [code]})

        assert (getattr(found, name), problems) == ((code,) if facet.many else code, [])
        assert facet.words(code) == words


@pytest.mark.parametrize("name", WITH_CHOICES)
def test_an_unknown_choice_is_a_problem_and_the_rest_still_counts(name) -> None:
    other = "chamber"

    found, problems = read({name: ["zzz"], other: ["1"]})

    label = FACETS[name].label
    assert found == Conditions(chamber=True)
    assert problems == [Problem(name, f"「{label}」に「zzz」という選択肢はありません。選びなおしてください。")]


def test_a_long_unknown_value_is_named_in_part() -> None:
    _, (problem,) = read({"place": ["x" * 500]})

    assert problem.sentence == f"「場所」に「{'x' * 20}」という選択肢はありません。選びなおしてください。"


@pytest.mark.parametrize("name", FLAGS)
@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("true", True), ("on", True), ("0", False), ("false", False), ("", False)]
)
def test_a_yes_no_parameter(name, value, expected) -> None:
    assert read({name: [value]}) == (Conditions(**{name: expected}), [])


@pytest.mark.parametrize("name", FLAGS)
def test_a_yes_no_parameter_takes_nothing_else(name) -> None:
    assert read({name: ["2"]}) == (
        Conditions(),
        [Problem(name, f"「{FACETS[name].label}」は 1 を指定してください。")],
    )


def test_codes_nobody_can_look_for_are_not_offered() -> None:
    for name, code in (("industry", "none"), ("affiliation", "no_answer"), ("form", "none")):
        assert read({name: [code]})[0] == Conditions()
        assert code not in dict(FACETS[name].choices())


def test_values_are_taken_once_and_in_the_order_of_the_vocabulary() -> None:
    found, _ = read({"place": ["27", " 13 ", "27", "01"]})

    assert found.place == ("01", "13", "27")


def test_of_several_needs_the_last_one_counts() -> None:
    assert read({"need": ["A-1", "E-1"]})[0] == Conditions(need="E-1")


def test_other_parameters_belong_to_paging() -> None:
    assert read({"after": ["zzz"], "page": ["2"]}) == (Conditions(), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("  規程 作成  ", "規程 作成"), ("あ" * WORDS_MOST, "あ" * WORDS_MOST), ("　", ""), ("𠮷野家", "𠮷野家")],
)
def test_free_words(text, expected) -> None:
    assert read({"q": [text]}) == (Conditions(q=expected), [])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("あ" * 61, "「ことば」は60文字までで入力してください（いま61文字）。"),
        ("東\x00京", "「ことば」に使えない文字があります。入力しなおしてください。"),
        ("東\n京", "「ことば」に使えない文字があります。入力しなおしてください。"),
        ("東\x7f京", "「ことば」に使えない文字があります。入力しなおしてください。"),
    ],
)
def test_free_words_that_cannot_be_used(text, sentence) -> None:
    assert read({"q": [text]}) == (Conditions(), [Problem("q", sentence)])


@given(search=conditions(words=True, most=17))
def test_without_takes_exactly_one_pair_away(search) -> None:
    for pair in search.pairs():
        left = [other for other in search.pairs() if other != pair]

        assert search.without(*pair).pairs() == left


def test_without_what_is_not_there_changes_nothing() -> None:
    search = Conditions(place=("13",), theme=("T1",))

    assert search.without("place", "27") == search


def test_a_fee_left_without_its_form_stays_a_condition() -> None:
    search = Conditions(form=("lecture_training",), fee=("p3",)).without("form", "lecture_training")

    assert search == Conditions(fee=("p3",))
    assert [name for name, _ in questions(search)] == ["fee"]


def test_only_keeps_the_named_facets() -> None:
    search = Conditions(need="A-1", place=("13",), online=True, busy=True)

    assert search.only(["place", "busy"]) == Conditions(place=("13",), busy=True)


@given(search=conditions(most=17))
def test_every_condition_asks_a_question_but_for_those_that_let_more_in(search) -> None:
    asked = [name for name, _ in questions(search)]

    assert sorted(asked) == sorted({name for name, _ in search.pairs()} - {"busy", "online"})


def test_every_need_can_be_met_by_somebody() -> None:
    for need in menus.all_needs():
        ((_, question),) = questions(Conditions(need=need.code))

        assert question.questions, need.code  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("need", "E-1", "いま起きている事故への対応"),
        ("q", "規程", "「規程」"),
        ("place", "13", "東京都"),
        ("online", "1", "オンラインでもよい"),
        ("fee", "p6", "50,000円以上"),
        ("form", "onsite_consulting", "訪問コンサルティング"),
        ("busy", "1", "受付が混み合っている方を含める"),
    ],
)
def test_words_of_a_chip(name, value, words) -> None:
    assert FACETS[name].words(value) == words
