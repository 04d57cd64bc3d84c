from dataclasses import dataclass
from datetime import date

import pytest

from tsunagu.seasons.rules import season_of, wording_in_force


@dataclass(frozen=True)
class Frame:
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Wording:
    code: str
    version: int


FIRST = Frame("令和8年度", date(2026, 4, 1), date(2027, 3, 31))
LATE = Frame("令和9年度", date(2027, 6, 1), date(2028, 3, 31))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 31), FIRST),
        (date(2026, 4, 1), FIRST),
        (date(2027, 3, 31), FIRST),
        (date(2027, 4, 1), FIRST),
        (date(2027, 5, 31), FIRST),
        (date(2027, 6, 1), LATE),
        (date(2030, 1, 1), LATE),
    ],
)
def test_a_day_belongs_to_the_season_running_or_begun_last(on: date, expected: Frame) -> None:
    assert season_of([LATE, FIRST], on=on) == expected


def test_no_season_no_answer() -> None:
    assert season_of([], on=date(2026, 4, 1)) is None


def test_the_newest_wording_of_each_criterion_holds_in_published_order() -> None:
    published = [Wording("a", 1), Wording("b", 2), Wording("a", 2), Wording("b", 1)]
    assert wording_in_force(published) == [Wording("a", 2), Wording("b", 2)]
