"""The number the list shuffles by: fixed for ever, one per id, even over its whole width."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagu.specialists.spread import WORD, spread

IDS = range(1, 50_001)


@pytest.mark.parametrize(("number", "mixed"), [(0, 0), (1, 0x514E28B7), (2, 0x30F4C306), (50_000, None)])
def test_the_number_of_an_id_never_changes(number: int, mixed: int | None) -> None:
    assert spread(number) == (mixed if mixed is not None else spread(np.array([number], np.uint64))[0])


def test_no_two_people_share_a_number() -> None:
    assert len({spread(number) for number in IDS}) == len(IDS)


@pytest.mark.parametrize("shift", [0, 8, 16, 24])
def test_every_byte_is_even(shift: int) -> None:
    counts = Counter(spread(number) >> shift & 0xFF for number in IDS)
    expected = len(IDS) / 256

    assert len(counts) == 256
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 340  # chi², 255 degrees: p = 0.0003


def test_neighbours_are_not_neighbours_in_the_list() -> None:
    close = sum(abs(spread(number) - spread(number + 1)) < WORD // 100 for number in IDS)

    assert close / len(IDS) < 0.03  # chance alone: 0.02


@given(st.integers(0, 2**40))
def test_numpy_says_the_same(number: int) -> None:
    assert (spread(number), 0 <= spread(number) <= WORD) == (int(spread(np.array([number], np.uint64))[0]), True)
