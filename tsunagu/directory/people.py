"""The people on the list as columns of numbers: one array per column of the published sheet. Loads NumPy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tsunagu.specialists.spread import spread

Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

NOTHING = -(1 << 62)  # an absent value (NULL): smaller than whatever is asked
MASKS = (
    "prefectures", "form_bands", "first_free_forms", "forms", "themes_able", "themes_delivered", "industries",
    "periods", "qualifications",
)  # fmt: skip
MARKS = tuple(f"mark_{area}" for area in ("a0", "s1", "s2", "s3", "s4", "s5", "s6", "a7"))
FLAGS = ("online", "has_chamber_ties", "is_emergency_capable")
NUMBERS = ("affiliation", "availability", "monthly_cap", "load_month", "load")
DAYS = ("registered_on", "paused_until", "proof_until", "audit_proof_until")
COLUMNS = (*MASKS, *MARKS, *FLAGS, *NUMBERS, *DAYS)


def number(value: object) -> int:
    """A column's value as a number: dates by their ordinal, yes = 1, absent = far below everything."""
    if isinstance(value, date):
        return value.toordinal()
    return NOTHING if value is None else int(value)  # type: ignore[call-overload]


class Columns:
    """Columns of some people. Cutting out a part copies nothing until a column is asked for."""

    def __init__(self, values: Mapping[str, Numbers], size: int, places: Numbers | None = None) -> None:
        self._values = values
        self._places = places
        self.size = size

    def __getitem__(self, name: str) -> Numbers:
        values = self._values[name]
        return values if self._places is None else values[self._places]

    def at(self, places: Numbers) -> Columns:
        """The people at these places only."""
        inner = places if self._places is None else self._places[places]
        return Columns(self._values, len(places), inner)

    def with_values(self, **changed: Numbers) -> Columns:
        """The same people; these columns are replaced."""
        return Columns({**self._values, **changed}, self.size, self._places)


@dataclass(frozen=True, slots=True)
class People:
    """`ids[i]` is the person whose values stand at place i of every column; `shuffle` is spread from the id."""

    ids: Numbers
    shuffle: NDArray[np.uint64]
    columns: Columns

    def __len__(self) -> int:
        return len(self.ids)


def people_of(rows: Iterable[Mapping[str, object]]) -> People:
    """Rows with `specialist_id` and the columns of `COLUMNS` → people in the order of their ids.

    `load_month` and `load` may be missing: nothing delivered yet. Raises ValueError for an id given twice.
    """
    kept = sorted(rows, key=lambda row: number(row["specialist_id"]))
    people = people_in(table_of([(row["specialist_id"], *(row.get(name, 0) for name in COLUMNS)) for row in kept]))
    if len(np.unique(people.ids)) != len(people):
        raise ValueError("an id stands twice")
    return people


def table_of(rows: Sequence[Sequence[object]]) -> Numbers:
    """Rows of an id and the values of `COLUMNS` → the same as numbers, a line per column."""
    table = np.empty((1 + len(COLUMNS), len(rows)), dtype=np.int64)
    for name, line, values in zip(("id", *COLUMNS), table, zip(*rows, strict=True), strict=False):
        line[:] = [number(value) for value in values] if name in DAYS else values
    return table


def people_in(table: Numbers) -> People:
    """The people of such a table. Its columns are not to be written to."""
    table.flags.writeable = False
    ids = table[0]
    return People(ids, spread(ids.astype(np.uint64)), Columns(dict(zip(COLUMNS, table[1:], strict=True)), len(ids)))
