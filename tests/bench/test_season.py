"""The season's matching: 400 x 364 under a second, 10,000 x 50,000 in ten seconds and 500 MB. Run with `-m bench -s`."""

import json
import subprocess
import sys
from typing import Any

import pytest

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
PLENTY, SCARCE = "0,1,2,3,5", "0,1"


def solved(needs: int, people: int, rooms: str) -> Any:
    """Solved in a process of its own, so that the memory is that of the search."""
    words = [sys.executable, "-m", "tests.bench.season_child", str(needs), str(people), rooms]
    told = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    sys.stdout.write(f"\n{needs} x {people}, room {rooms}: {told}\n")
    return told


@pytest.mark.parametrize("rooms", [PLENTY, SCARCE])
def test_a_pilot_season_takes_less_than_a_second(rooms: str) -> None:
    told = solved(400, 364, rooms)

    assert told["work"] < 1
    assert (told["gap_percent"] <= 0.1, told["is_covered"]) == (True, True)


@pytest.mark.parametrize("rooms", [PLENTY, "1,2"])
def test_the_whole_country_takes_ten_seconds_and_500_mb(rooms: str) -> None:
    told = solved(10_000, 50_000, rooms)

    assert told["work"] < 10
    assert told["peak"] < 500
    assert (told["gap_percent"] <= 0.5, told["is_covered"], told["covered"][0]) == (True, True, 10_000)


def test_scarce_room_takes_longer_and_leaves_out_nobody_who_could_have_somebody() -> None:
    told = solved(2_000, 2_000, SCARCE)

    assert told["work"] < 10
    assert (told["by_rank"], told["gap_percent"] <= 0.5, told["is_covered"]) == (True, True, True)
