"""A code once shipped never disappears and never moves: masks and stored rows depend on it."""

import pytest

from tsunagu.reference.shipped import HOW_TO, lost_codes, present_codes, shipped_codes, unrecorded_codes


def test_every_shipped_code_still_stands_in_its_place() -> None:
    assert lost_codes(shipped_codes(), present_codes()) == []


def test_every_code_is_recorded_as_shipped() -> None:
    assert unrecorded_codes(shipped_codes(), present_codes()) == {}, HOW_TO


@pytest.mark.parametrize(
    ("present", "sentences"),
    [
        ({"v": ("a", "b", "c")}, []),
        (
            {"v": ("b", "a")},
            [
                "v: 'a' was shipped at place 0; it stands at 1 now.",
                "v: 'b' was shipped at place 1; it stands at 0 now.",
            ],
        ),
        ({"v": ("a",)}, ["v: 'b' was shipped at place 1; it is gone."]),
        ({}, ["v: 'a' was shipped at place 0; it is gone.", "v: 'b' was shipped at place 1; it is gone."]),
    ],
)
def test_a_lost_or_moved_code_is_named(present: dict[str, tuple[str, ...]], sentences: list[str]) -> None:
    assert lost_codes({"v": ("a", "b")}, present) == sentences


def test_new_codes_are_found_with_what_to_record() -> None:
    assert unrecorded_codes({"v": ("a",)}, {"v": ("a", "b"), "w": ("x",)}) == {"v": ("a", "b"), "w": ("x",)}
