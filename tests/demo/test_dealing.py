from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.demo.dealing import by_rank, dealt, dealt_choices, picked, quotas


@pytest.mark.parametrize(
    ("weights", "count", "expected"),
    [
        ({"a": 1, "b": 1}, 10, {"a": 5, "b": 5}),
        ({"a": 1, "b": 1}, 3, {"a": 2, "b": 1}),
        ({"a": 36.7, "b": 62.9, "c": 0.4}, 221, {"a": 81, "b": 139, "c": 1}),
        ({"a": 99, "b": 1}, 1, {"a": 1, "b": 0}),
        ({"a": 2, "b": 1}, 0, {"a": 0, "b": 0}),
    ],
)
def test_quotas_are_whole_numbers_by_largest_remainder(weights, count, expected) -> None:
    assert quotas(weights, count) == expected


@given(st.lists(st.floats(0.1, 100), min_size=1, max_size=9), st.integers(0, 500))
def test_quotas_add_up_and_are_never_more_than_one_off(weights, count) -> None:
    named = dict(enumerate(weights))

    given_out = quotas(named, count)

    assert sum(given_out.values()) == count
    assert max(abs(given_out[key] - count * named[key] / sum(weights)) for key in named) < 1


def test_dealt_gives_everybody_one_value_in_the_exact_shares() -> None:
    assert Counter(dealt({"a": 30, "b": 70}, 10, Random(1))) == {"a": 3, "b": 7}


def test_by_rank_gives_the_last_value_to_the_highest_scores() -> None:
    assert by_rank({"low": 2, "high": 1}, [0.5, 9.0, -1.0]) == ["low", "high", "low"]


def test_by_rank_of_nobody_is_nobody() -> None:
    assert by_rank({"low": 2, "high": 1}, []) == []


def test_picked_is_the_exact_percentage() -> None:
    assert sum(picked(35, 200, Random(1))) == 70


def test_choices_keep_every_percentage_and_leave_out_the_rest() -> None:
    hands = dealt_choices({"a": 60, "b": 40, "c": 5}, 20, 100, Random(1))

    held = Counter(code for hand in hands for code in hand)
    assert held == {"a": 60, "b": 40, "c": 5}
    assert [len(hand) for hand in hands].count(0) == 20
    assert [hand for hand in hands if len(set(hand)) != len(hand)] == []


def test_choices_stand_in_the_order_of_the_vocabulary() -> None:
    hands = dealt_choices({"b": 90, "a": 90}, 0, 50, Random(1))

    assert [hand for hand in hands if hand not in (["b"], ["a"], ["b", "a"])] == []
