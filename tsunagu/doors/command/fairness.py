"""`tsunagu fairness`: what the order of the list does to the people on it."""

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from tsunagu.doors.command.demo import check_count, day, whole_number
from tsunagu.doors.command.frame import (
    FINE,
    BadInputError,
    Subparsers,
    add_group,
    add_verb,
    answer,
    django_ready,
    read_text,
    say,
)

if TYPE_CHECKING:
    from tsunagu.directory.people import People

SPECIALISTS = 50_000  # made up when there is no list
SESSIONS_PER_SPECIALIST = 0.4  # 20,000 sessions beside 50,000 specialists
FEWEST, MOST = 200, 1_000_000
MONTH_OF_MADE_UP = date(2026, 11, 1)  # a fixed month, so that the same seed gives the same table


def add_to(subparsers: Subparsers) -> None:
    """Offer the group and its verb."""
    group = add_group(subparsers, "fairness", help="How fair the order of the list is.")
    parser = add_verb(
        group,
        "simulate",
        run_simulate,
        help="Simulate a month of searches under three orders; without options on the present list.",
    )
    people = parser.add_mutually_exclusive_group()
    people.add_argument("--population", metavar="FILE", help="people from a JSON file; - = stdin")
    people.add_argument("--specialists", metavar="N", help="so many made-up people, 1 to 80000")
    parser.add_argument("--sessions", metavar="M", help="searches in the month (20,000 for 50,000 people)")
    parser.add_argument("--seed", default="1", metavar="S", help="any whole number (1)")
    parser.add_argument("--as-of", metavar="DATE", help="a day of the simulated month, YYYY-MM-DD")
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")


def run_simulate(args: argparse.Namespace) -> int:
    """Prints the table of promises §1, goals beside it; a missed goal is an answer, not an error. Exit 2: bad input."""
    seed = whole_number("--seed", args.seed)
    sessions = None if args.sessions is None else checked_sessions(args.sessions)
    given = day("--as-of", args.as_of) if args.as_of else None
    django_ready()
    from tsunagu.directory.rubric import band_width
    from tsunagu.directory.search import absences
    from tsunagu.directory.simulation.running import simulate
    from tsunagu.directory.simulation.table import as_data, as_text

    people, month = population(args, seed, given)
    count = sessions or max(FEWEST, round(len(people) * SESSIONS_PER_SPECIALIST))
    with bar(count) as progress:
        result = simulate(
            people,
            absences=absences,
            month=month,
            sessions=count,
            seed=seed,
            band=band_width(),
            progress=progress.update,
        )
    answer(json.dumps(as_data(result, seed=seed), ensure_ascii=False, indent=1) if args.json else as_text(result))
    return FINE


def checked_sessions(text: str) -> int:
    """The number of sessions asked for; raises BadInputError."""
    sessions = whole_number("--sessions", text)
    if not 1 <= sessions <= MOST:
        raise BadInputError(f"--sessions: {sessions} is out of range. Use 1 to {MOST}.")
    return sessions


def population(args: argparse.Namespace, seed: int, as_of: date | None) -> "tuple[People, date]":
    """Who is simulated and in which month: a file, made-up people, the present list — or made-up people without one."""
    if args.population:
        month = as_of or MONTH_OF_MADE_UP
        return from_file(args.population, month), month
    if args.specialists is None and (listed := present_list()) is not None:
        return listed, as_of or this_month()
    month = as_of or MONTH_OF_MADE_UP
    return made_up(whole_number("--specialists", args.specialists or str(SPECIALISTS)), seed, month), month


def this_month() -> date:
    """The present JST day."""
    from django.utils import timezone

    return timezone.localdate()


def present_list() -> "People | None":
    """The people on the list; None without tables or without anybody listed."""
    from tsunagu.directory.queries.population import listed_people
    from tsunagu.upkeep.queries import missing_migrations

    if missing_migrations():
        return None
    people = listed_people()
    return people if len(people) else None


def made_up(count: int, seed: int, month: date) -> "People":
    """So many made-up people; raises BadInputError."""
    from tsunagu.demo import season
    from tsunagu.demo.sheets import sheet_rows
    from tsunagu.directory.people import people_of

    check_count(count, season.MOST)
    say(f"Making up {count} specialists …")
    return people_of(sheet_rows(count, seed=seed, as_of=month.replace(day=1)))


def from_file(path: str, month: date) -> "People":
    """The people of a population file; raises BadInputError."""
    from tsunagu.base.calendar import month_of
    from tsunagu.directory.people import people_of
    from tsunagu.directory.population_file import read_population

    try:
        return people_of(read_population(read_text(path).encode(), month=month_of(month)))
    except ValueError as wrong:
        raise BadInputError(f"{path}: {wrong}.") from None


def bar(total: int) -> Any:
    """Progress on stderr, where somebody watches."""
    from tqdm import tqdm

    return tqdm(total=total, unit="search", desc="simulation", disable=not sys.stderr.isatty())
