"""A consultation day as plain values: who can meet whom, when, under which rules; and the timetable that comes out.

Ids are texts of the caller. Slots are numbered; times are minutes after midnight (JST). No database, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tsunagu.matching.states import SolveStatus, Unplaced, Way

Pair = tuple[str, str]  # (company, adviser)
Cell = tuple[str, int]  # (adviser, slot)
Seat = tuple[str, str, int]  # (company, adviser, slot)
IN_THE_ROOM = frozenset({Way.ROOM})
PAUSE = 10  # minutes between two slots that count as a break
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of the day at which consultations run; `starts` and `ends` in minutes after midnight, JST."""

    number: int
    starts: int = 0
    ends: int = 0


@dataclass(frozen=True, slots=True)
class Company:
    """Who seeks advice. No themes = any adviser will do. `themes` stand in the order of the wish."""

    id: str
    free: frozenset[int]
    themes: tuple[str, ...] = ()
    prefecture: str = ""
    industry: str = ""
    ways: frozenset[Way] = IN_THE_ROOM


@dataclass(frozen=True, slots=True)
class Adviser:
    """Who advises. `most`: consultations on that day at most. `prefectures`: visited later on."""

    id: str
    free: frozenset[int]
    most: int
    themes: frozenset[str] = frozenset()
    themes_delivered: frozenset[str] = frozenset()
    prefectures: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    ways: frozenset[Way] = IN_THE_ROOM


@dataclass(frozen=True, slots=True)
class Pin:
    """Two who meet for certain; `slot` None = at whatever time."""

    company: str
    adviser: str
    slot: int | None = None

    @property
    def pair(self) -> Pair:
        """Who meets whom."""
        return self.company, self.adviser


@dataclass(frozen=True, slots=True)
class Rules:
    """What was said about pairs. `stands`: seats already promised; keeping one is worth points."""

    conflicts: frozenset[Pair] = frozenset()
    forbids: frozenset[Pair] = frozenset()
    pins: tuple[Pin, ...] = ()
    past_contacts: frozenset[Pair] = frozenset()
    stands: frozenset[Seat] = frozenset()


@dataclass(frozen=True, slots=True)
class Options:
    """Wishes for the whole day. `most_in_a_row`: consultations without a break, 0 = no limit. `seconds`: time limit."""

    consultations: int = 1
    fewest_gaps: bool = False
    most_in_a_row: int = 0
    seconds: float = SECONDS


@dataclass(frozen=True)
class Board:
    """One consultation day. `rooms`: consultations on the spot at the same time; None = as many as needed."""

    slots: tuple[Slot, ...]
    companies: tuple[Company, ...]
    advisers: tuple[Adviser, ...]
    rooms: int | None = None
    rules: Rules = field(default_factory=Rules)
    options: Options = field(default_factory=Options)

    @cached_property
    def company(self) -> Mapping[str, Company]:
        """Companies by id."""
        return {company.id: company for company in self.companies}

    @cached_property
    def adviser(self) -> Mapping[str, Adviser]:
        """Advisers by id."""
        return {adviser.id: adviser for adviser in self.advisers}

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """Slot numbers in the order of the day."""
        return tuple(slot.number for slot in self.slots)

    def with_pin(self, pin: Pin) -> "Board":
        """The same day with one more pin; pins that cannot hold beside it give way."""
        kept = tuple(other for other in self.rules.pins if not self._clash(other, pin))
        return replace(self, rules=replace(self.rules, pins=(*kept, pin)))

    def _clash(self, one: Pin, other: Pin) -> bool:
        same_company = one.company == other.company
        both_times = one.slot is not None and one.slot == other.slot
        alone = self.options.consultations == 1 or one.adviser == other.adviser or both_times
        return (same_company and alone) or (one.adviser == other.adviser and both_times)


@dataclass(frozen=True, slots=True, order=True)
class Placement:
    """Two who meet: when, where (`room` 0 = online), and what the pair is worth."""

    slot: int
    adviser: str
    company: str
    way: Way = Way.ROOM
    points: int = 0
    room: int = 0

    @property
    def seat(self) -> Seat:
        """Who, with whom, when."""
        return self.company, self.adviser, self.slot


@dataclass(frozen=True, slots=True)
class Missing:
    """A company that has fewer consultations than the day offers, and why."""

    company: str
    missing: int
    reason: Unplaced


@dataclass(frozen=True, slots=True)
class Tally:
    """What a timetable is worth. `value` is what the search makes as large as it can."""

    firsts: int
    seconds: int
    points: int
    kept: int
    load_cost: int
    gaps: int
    value: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """The answer: who meets whom, who does not and why, how good it is, and why the search ended.

    `bound`: no timetable can be worth more than this.
    """

    placements: tuple[Placement, ...]
    missing: tuple[Missing, ...]
    status: SolveStatus
    reason: str
    tally: Tally
    bound: int

    @property
    def gap(self) -> int:
        """How many points a better timetable could be ahead at most."""
        return max(0, self.bound - self.tally.value)
