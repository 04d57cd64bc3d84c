import pytest

from tsunagu.directory.exposure import gini, share_of_top


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([], 0.0), ([0, 0], 0.0), ([4], 0.0), ([3, 3, 3], 0.0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([3, 1], 0.25)],
)
def test_gini_of_small_cases(counts: list[int], expected: float) -> None:
    assert gini(counts) == expected


def test_gini_does_not_depend_on_the_unit() -> None:
    assert gini([0.5, 1.5, 2.0]) == pytest.approx(gini([1, 3, 4]), abs=1e-15)


@pytest.mark.parametrize(
    ("counts", "part", "expected"),
    [
        ([], 0.1, 0.0),
        ([0, 0], 0.1, 0.0),
        ([1] * 10, 0.1, 0.1),
        ([1] * 9 + [9], 0.1, 0.5),
        ([5, 1, 2], 0.01, 0.625),
        ([5, 1, 2], 1, 1.0),
        ([1] * 700, 0.07, 0.07),
    ],
)
def test_share_of_the_top(counts: list[int], part: float, expected: float) -> None:
    assert share_of_top(counts, part) == expected


@pytest.mark.parametrize("part", [0, -0.1, 1.01])
def test_a_part_outside_the_whole_is_refused(part: float) -> None:
    with pytest.raises(ValueError, match="part must be"):
        share_of_top([1], part)


@pytest.mark.parametrize("measure", [gini, lambda counts: share_of_top(counts, 0.5)])
def test_a_negative_count_is_refused(measure) -> None:
    with pytest.raises(ValueError, match="negative"):
        measure([1, -1])
