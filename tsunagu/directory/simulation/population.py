"""The people on the list as columns of numbers: one array per column of the published sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
    return NOTHING if value is None else int(value)  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True, slots=True)
class People:
    """`ids[i]` is the person whose values stand at place i of every column."""

    ids: Numbers
    columns: Mapping[str, Numbers]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def shuffle(self) -> NDArray[np.uint64]:
        """32 bits per person spread from the id, as stored on the sheet."""
        spread_ids: NDArray[np.uint64] = spread(self.ids.astype(np.uint64))
        return spread_ids

    def at(self, places: Numbers) -> dict[str, Numbers]:
        """The columns of these places only."""
        return {name: values[places] for name, values in self.columns.items()}

    def with_columns(self, **changed: Numbers) -> People:
        """The same people with other values."""
        return replace(self, columns={**self.columns, **changed})


def people_of(rows: Iterable[Mapping[str, object]]) -> People:
    """Rows with `specialist_id` and the columns of `COLUMNS` → people in the order of their ids.

    `load_month` and `load` may be missing: nothing delivered yet. Raises ValueError for an id given twice.
    """
    kept = sorted(rows, key=lambda row: number(row["specialist_id"]))
    ids = np.array([number(row["specialist_id"]) for row in kept], dtype=np.int64)
    if len(np.unique(ids)) != len(ids):
        raise ValueError("an id stands twice")
    columns = {
        name: np.array([number(row.get(name, 0)) for row in kept], dtype=np.int64) for name in COLUMNS
    }
    return People(ids, columns)
