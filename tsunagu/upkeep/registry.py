"""What upper rooms tell upkeep in `AppConfig.ready`: kinds of jobs, timetable entries and rounds.

    register_job("open_data.build", build_open_data, label="オープンデータの作成")
    register_timetable("open_data", kind="open_data.build", due=Daily(time(3, 0)))
    register_round("outbox", deliver_round, every_seconds=10)

A job's function takes a `JobRun` (see progress.py) and returns a small dict of plain values, or None. It must
bear being started again: a worker may die half-way. A round is short, is made by every worker, and takes what
it works on by leases of its own. Registering a name twice with another function raises ValueError.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from tsunagu.upkeep.timetable import Due

if TYPE_CHECKING:
    from tsunagu.upkeep.progress import JobRun

JobFunction = Callable[["JobRun"], dict[str, Any] | None]
RoundFunction = Callable[[datetime], object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class JobKind:
    """What a kind of job does, how it is called on screen, and how often it is tried."""

    function: JobFunction
    label: str
    max_attempts: int


@dataclass(frozen=True, slots=True)
class TimetableEntry:
    """A kind of job that is asked for by the clock."""

    kind: str
    due: Due


@dataclass(frozen=True, slots=True)
class Round:
    """Something short every worker does again and again."""

    function: RoundFunction
    every_seconds: float


@dataclass(slots=True)
class Registry:
    """All that was registered, by name."""

    jobs: dict[str, JobKind] = field(default_factory=dict)
    timetable: dict[str, TimetableEntry] = field(default_factory=dict)
    rounds: dict[str, Round] = field(default_factory=dict)


REGISTRY = Registry()


def register_job(kind: str, function: JobFunction, *, label: str, max_attempts: int = 3) -> None:
    """Name a kind of job. `label`: what the office reads on its jobs page."""
    _add(REGISTRY.jobs, kind, JobKind(function, label, max_attempts))


def register_timetable(name: str, *, kind: str, due: Due) -> None:
    """Have a job of a kind asked for at its due times, once for all workers together."""
    _add(REGISTRY.timetable, name, TimetableEntry(kind, due))


def register_round(name: str, function: RoundFunction, *, every_seconds: float) -> None:
    """Have every worker call `function(at)` so often. It must bear being called by two workers at once."""
    _add(REGISTRY.rounds, name, Round(function, every_seconds))


def _add(known: dict[str, T], name: str, value: T) -> None:
    if known.setdefault(name, value) != value:
        raise ValueError(f"'{name}' is registered already.")
