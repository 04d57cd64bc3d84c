"""Reads for the register import: what is known, what an extract would change, who would leave the list."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import Max

from tsunagu.base.differences import Difference, difference
from tsunagu.base.errors import RuleBrokenError
from tsunagu.base.tables import Reading
from tsunagu.specialists.models import Listing, RegisterEntry
from tsunagu.specialists.register_rules import listing_end, standing_on
from tsunagu.specialists.register_table import COURSES, RegisterLine
from tsunagu.specialists.states import LISTED, MOVES, ListingState, RegisterStatus

T = TypeVar("T")
CHUNK = 1000
FIELDS = tuple(field.name for field in fields(RegisterLine))


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody whose listing ends because of the register."""

    riss_no: str
    was: ListingState
    to: ListingState


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """What taking an extract in would do: lines against what is known, and who leaves the list.

    `listed`: of the changed and the missing, the numbers on the list now.
    """

    difference: Difference[RegisterLine]
    leaving: tuple[Leaving, ...]
    listed: frozenset[str]
    extract_on: date


def in_chunks(rows: Iterable[T]) -> Iterator[list[T]]:
    """The rows, a thousand at a time."""
    whole = iter(rows)
    while chunk := list(islice(whole, CHUNK)):
        yield chunk


def register_plan(reading: Reading[RegisterLine], *, extract_on: date, today: date) -> RegisterPlan:
    """Compare an extract of a day with what is known. Raises RuleBrokenError when a newer one was taken in."""
    _refuse_older(extract_on)
    known = _known_lines()
    lines: Sequence[RegisterLine] = reading.rows
    if COURSES not in reading.keys:
        lines = [_with_known_courses(line, known) for line in lines]
    found = difference(known.values(), lines, "riss_no")
    states = _listing_states(_numbers_of_interest(found, lines, today))
    return RegisterPlan(
        difference=found,
        leaving=tuple(_leaving(lines, states, today)),
        listed=frozenset(number for number, state in states.items() if state in LISTED),
        extract_on=extract_on,
    )


def line_end(line: RegisterLine, *, today: date) -> ListingState | None:
    """Where this line sends a listing on a day; None = it may stand."""
    return listing_end(standing_on(RegisterStatus(line.status), line.valid_until, today=today))


def _refuse_older(extract_on: date) -> None:
    newest = RegisterEntry.objects.aggregate(newest=Max("extract_on"))["newest"]
    if newest and extract_on < newest:
        raise RuleBrokenError(f"{newest}時点の登録簿を取り込み済みです。それより前のものは取り込めません。")


def _known_lines() -> dict[str, RegisterLine]:
    rows = RegisterEntry.objects.order_by("riss_no").values_list(*FIELDS)
    return {row[0]: RegisterLine(*row) for row in rows.iterator(chunk_size=CHUNK)}


def _with_known_courses(line: RegisterLine, known: dict[str, RegisterLine]) -> RegisterLine:
    before = known.get(line.riss_no)
    return replace(line, courses_done_on=before.courses_done_on) if before else line


def _numbers_of_interest(
    found: Difference[RegisterLine], lines: Sequence[RegisterLine], today: date
) -> dict[str, None]:
    numbers = [line.riss_no for line in lines if line_end(line, today=today)]
    numbers += [change.incoming.riss_no for change in found.changed]
    numbers += [line.riss_no for line in found.missing]
    return dict.fromkeys(numbers)


def _listing_states(numbers: Iterable[str]) -> dict[str, ListingState]:
    states: dict[str, ListingState] = {}
    for chunk in in_chunks(numbers):
        rows = Listing.objects.filter(specialist__riss_no__in=chunk).values_list("specialist__riss_no", "state")
        states.update((number, ListingState(state)) for number, state in rows)
    return states


def _leaving(lines: Iterable[RegisterLine], states: dict[str, ListingState], today: date) -> Iterator[Leaving]:
    for line in lines:
        was, to = states.get(line.riss_no), line_end(line, today=today)
        if was and to and to in MOVES[was]:
            yield Leaving(line.riss_no, was, to)
