"""The list at 50,000 specialists: the whole page against its bare SQL, and against the list at 5,000 (promises §5).

    TSUNAGU_BENCH_DIR=DIR .venv/bin/python -m pytest -m bench -s tests/bench/test_list_page.py
    .venv/bin/python -m tests.postgres -- .venv/bin/python -m pytest -m bench -s tests/bench/test_list_page.py

Page = one GET through the whole of Django, from address to HTML, of a visitor who was never there before: nothing is
kept, the order is made and kept. Bare = the statements such a page cannot do without (who appears, points, order, first
page; total, absences, chips), given to the database driver itself. Both take turns; medians are compared. What counts is
processor time, of this process and of PostgreSQL's: it is the same whether the machine has other work to do or not.
"""

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time_ns
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from tests.bench.populations import population
from tests.directory import in_sql
from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.cursors import new_seed
from tsunagu.directory.models import KeptOrder
from tsunagu.directory.queries.listing import PAGE
from tsunagu.directory.search import Search

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

SIZES = (5_000, 50_000)
ROUNDS = 25
TIMES_BARE = 5
TIMES_SMALLER = 2
SEARCHES = {
    "open list": Conditions(),
    "need and place": Conditions(need="A-1", place=("13",)),
    "need, place, online": Conditions(need="A-4", place=("13", "14", "11", "12"), online=True),
    "eight conditions": Conditions(
        need="O-1", place=("13", "27"), online=True, theme=("T1", "T3"), industry=("service", "retail"),
        form=("onsite_consulting", "online_consulting"), fee=("p2", "p3"), first_free=True,
    ),
    "one word": Conditions(q="規程"),
    "one character": Conditions(q="中"),
    "two words, place": Conditions(q="規程 診断", place=("13",)),
    "the busy too": Conditions(place=("13",), busy=True),
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """Medians in seconds and the number of queries of one search at one size."""

    bare: float
    page: float
    reload: float
    next_page: float
    queries: int
    found: int


@pytest.fixture(scope="module")
def measured(django_db_blocker: Any, bench_place: Path) -> dict[tuple[str, int], Measured]:
    """Every search at every size, each after a warming-up."""
    table: dict[tuple[str, int], Measured] = {}
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("tsunagu.doors.flood.FREE", 10**9)  # pages are read by the hundred from one address
        for size in SIZES:
            with population(size, bench_place):
                table |= {(name, size): _measure(search) for name, search in SEARCHES.items()}
                KeptOrder.objects.all().delete()
    sys.stdout.write(report(table))
    return table


def _measure(search: Conditions) -> Measured:
    address = f"{reverse('public:list')}?{search.query}"
    returning = Client()
    onward = _next_address(returning.get(address))

    def fresh() -> None:
        answer = Client().get(address)
        assert answer.status_code == 200

    turns: list[Callable[[], object]] = [
        _bare(search),
        fresh,
        lambda: returning.get(address),
        lambda: returning.get(onward or address),
    ]
    for turn in turns:
        turn()
    with CaptureQueriesContext(connection) as captured:
        fresh()
    queries = len(captured)  # the next request empties the log
    times: list[list[float]] = [[] for _ in turns]
    for _ in range(ROUNDS):
        for taken, turn in zip(times, turns, strict=True):
            begun = busy_time()
            turn()
            taken.append(busy_time() - begun)
    found = Search(search, day_of(now())).counts().total
    return Measured(*(median(taken) for taken in times), queries=queries, found=found)


def busy_time() -> float:
    """Seconds of processor time so far: ours, and that of the PostgreSQL process that serves us."""
    server = 0
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        pid = connection.connection.info.backend_pid
        server = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return (process_time_ns() + server) / 1e9


def _next_address(answer: Any) -> str:
    return str(answer.context["next_url"])


def _bare(search: Conditions) -> Callable[[], object]:
    """The two statements, given to the driver without Django."""
    today = day_of(now())
    counts = in_sql.counts_sql(search, today)
    sqlite = connection.vendor == "sqlite"

    def run() -> None:
        order = in_sql.order_sql(search, today, new_seed(), PAGE + 1)
        connection.ensure_connection()
        cursor = connection.connection.cursor()
        for sql, parameters in (counts, order):
            cursor.execute(sql.replace("%s", "?") if sqlite else sql, parameters)
            cursor.fetchall()
        cursor.close()

    return run


def report(table: dict[tuple[str, int], Measured]) -> str:
    """The table for docs/explanation/speed.md."""
    lines = [
        f"\n{connection.vendor}, {os.cpu_count()} cores, Python {platform.python_version()}, processor time in ms",
        "| search | specialists | found | bare SQL | page | page/bare | reload | next page | queries |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {size:,} | {one.found:,} | {one.bare * 1000:.1f} | {one.page * 1000:.1f} | "
        f"{one.page / one.bare:.1f} | {one.reload * 1000:.1f} | {one.next_page * 1000:.1f} | {one.queries} |"
        for (name, size), one in sorted(table.items())
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", SEARCHES)
def test_a_page_takes_at_most_five_times_its_bare_sql(measured, name) -> None:
    one = measured[name, SIZES[-1]]

    assert one.page <= TIMES_BARE * one.bare


@pytest.mark.parametrize("name", SEARCHES)
def test_ten_times_the_people_at_most_double_the_page(measured, name) -> None:
    small, large = (measured[name, size] for size in SIZES)

    assert large.page <= TIMES_SMALLER * small.page


@pytest.mark.parametrize("name", SEARCHES)
def test_a_page_costs_as_many_queries_at_any_size(measured, name) -> None:
    """Whether somebody has changed, the kept order, keeping it in a transaction (three), rows; and the free words."""
    assert [measured[name, size].queries for size in SIZES] == [7 if SEARCHES[name].q else 6] * 2
