from random import Random

import pytest

from tsunagu.demo.places import chamber_ties, neighbours, reach_of, residences
from tsunagu.reference.listing import prefectures

AROUND_TOKYO = {"11", "12", "13", "14"}


def test_thirty_nine_percent_live_around_tokyo_and_somebody_in_every_prefecture() -> None:
    homes = residences(203, Random(1))

    assert sum(home in AROUND_TOKYO for home in homes) == 79
    assert set(homes) == {term.code for term in prefectures()}


def test_63_of_221_know_a_chamber_in_25_prefectures() -> None:
    homes = residences(221, Random(1))

    tied = chamber_ties(homes, Random(2))

    assert (sum(tied), len({home for home, knows in zip(homes, tied, strict=True) if knows})) == (63, 25)


def test_few_people_have_few_ties() -> None:
    assert sum(chamber_ties(["13", "27", "01", "13"], Random(1))) == 1


def test_neighbours_share_the_bureau() -> None:
    assert neighbours("36") == ("37", "38", "39")


@pytest.mark.parametrize(
    ("home", "reach", "expected"),
    [
        ("36", "own", ["36"]),
        ("39", "bureau", ["36", "37", "38", "39"]),
        ("47", "some", ["47"]),
        ("01", "nationwide", [f"{number:02}" for number in range(1, 48)]),
    ],
)
def test_reach_includes_home(home, reach, expected) -> None:
    assert reach_of(home, reach, Random(1)) == expected
