"""The table of promises §1 at its own size: 50,000 specialists, 20,000 sessions. Run with `-m bench -s` to see it."""

import sys
from datetime import date

import pytest

from tsunagu.demo.sheets import sheet_rows
from tsunagu.directory.people import people_of
from tsunagu.directory.ranking import Method
from tsunagu.directory.rubric import band_width
from tsunagu.directory.search import absences
from tsunagu.directory.simulation.running import Result, simulate
from tsunagu.directory.simulation.table import as_text, rows

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]
MONTH = date(2026, 11, 1)
SPECIALISTS, SESSIONS = 50_000, 20_000
# The goals the orders to compare with miss in the same month.
MISSED = {
    Method.PLAIN: ["ndcg", "twins", "exposure_to_merit", "concentration", "beyond_capacity", "paging", "seminar"],
    Method.TIES: ["ndcg", "exposure_to_merit", "concentration", "beyond_capacity", "paging"],
}


@pytest.fixture(scope="module")
def result() -> Result:
    told = simulate(
        people_of(sheet_rows(SPECIALISTS, seed=1, as_of=MONTH)),
        absences=absences,
        month=MONTH,
        sessions=SESSIONS,
        seed=1,
        band=band_width(),
        progress=lambda: None,
    )
    sys.stdout.write(f"\n{as_text(told)}\n")
    return told


def test_the_list_meets_every_goal(result: Result) -> None:
    assert [row.code for row in rows(result) if not row.is_met] == []


@pytest.mark.parametrize("method", list(MISSED), ids=lambda method: method.value)
def test_the_other_orders_miss_them_in_the_same_month(result: Result, method: Method) -> None:
    assert [row.code for row in rows(result) if not row.goal.met(row.cells[method])] == MISSED[method]
