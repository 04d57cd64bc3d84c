"""A consultation day as a JSON file, and its timetable as JSON: what `tsunagu board` reads and writes.

docs/reference/board.md tells the format; its JSON Schema is made from the classes below.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tsunagu.matching.board import (
    SECONDS,
    Adviser,
    Board,
    Company,
    Options,
    Pin,
    Placement,
    Rules,
    Slot,
    Timetable,
)
from tsunagu.matching.file_checks import coded, known, once
from tsunagu.matching.fit import explain
from tsunagu.matching.states import Way
from tsunagu.reference.listing import industries, prefectures, themes

Name = Annotated[str, Field(min_length=1, max_length=64)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Number = Annotated[int, Field(ge=1, le=200)]
PairEntry = Annotated[tuple[Name, Name], Field(description="company, specialist")]


class BoardFileError(ValueError):
    """A board file that cannot be used. The message says where and why."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SlotEntry(_Part):
    """A time of the day, JST; without times slots follow each other without a break."""

    number: Number
    starts: Clock = "00:00"
    ends: Clock = "00:00"


class CompanyEntry(_Part):
    """相談する会社. `free` null = every slot. No themes = anybody will do; the first is wished most."""

    id: Name
    free: tuple[Number, ...] | None = None
    themes: tuple[str, ...] = ()
    prefecture: str = ""
    industry: str = ""
    ways: Annotated[tuple[Literal["room", "online"], ...], Field(min_length=1)] = ("room",)


class SpecialistEntry(_Part):
    """相談員. `free` null = every slot; `most` null = as many as there are slots."""

    id: Name
    free: tuple[Number, ...] | None = None
    most: Annotated[int, Field(ge=0, le=200)] | None = None
    themes: tuple[str, ...] = ()
    themes_delivered: tuple[str, ...] = ()
    prefectures: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    ways: Annotated[tuple[Literal["room", "online"], ...], Field(min_length=1)] = ("room",)


class PinEntry(_Part):
    """Two who meet for certain; `slot` null = at whatever time."""

    company: Name
    specialist: Name
    slot: Number | None = None


class StandEntry(_Part):
    """A consultation already announced; keeping it is worth points."""

    company: Name
    specialist: Name
    slot: Number


class RulesEntry(_Part):
    """What is said about pairs."""

    conflicts: tuple[PairEntry, ...] = ()
    forbids: tuple[PairEntry, ...] = ()
    pins: tuple[PinEntry, ...] = ()
    past_contacts: tuple[PairEntry, ...] = ()
    stands: tuple[StandEntry, ...] = ()


class OptionsEntry(_Part):
    """Wishes for the whole day. `seconds`: time limit of the search."""

    consultations: Annotated[int, Field(ge=1, le=2)] = 1
    fewest_gaps: bool = False
    most_in_a_row: Annotated[int, Field(ge=0, le=200)] = 0
    seconds: Annotated[float, Field(gt=0, le=600)] = SECONDS


class BoardFile(_Part):
    """The whole file. `slots`: a number of slots, or each with its times. `rooms` null = as many as needed."""

    slots: Number | Annotated[tuple[SlotEntry, ...], Field(min_length=1, max_length=200)]
    companies: Annotated[tuple[CompanyEntry, ...], Field(max_length=2000)]
    specialists: Annotated[tuple[SpecialistEntry, ...], Field(max_length=2000)]
    rooms: Annotated[int, Field(ge=0, le=2000)] | None = None
    rules: RulesEntry = RulesEntry()
    options: OptionsEntry = OptionsEntry()

    @model_validator(mode="after")
    def _names_hold(self) -> BoardFile:
        """Every id once, every name known, every code in its vocabulary; raises ValueError."""
        numbers = [slot.number for slot in self.slot_entries]
        once("slot", numbers)
        once("company", [one.id for one in self.companies])
        once("specialist", [one.id for one in self.specialists])
        for company in self.companies:
            known(f"{company.id}: slot", company.free or (), numbers)
            coded(company.id, themes(), company.themes)
            coded(company.id, prefectures(), [company.prefecture])
            coded(company.id, industries(), [company.industry])
        for person in self.specialists:
            known(f"{person.id}: slot", person.free or (), numbers)
            coded(person.id, themes(), (*person.themes, *person.themes_delivered))
            coded(person.id, prefectures(), person.prefectures)
            coded(person.id, industries(), person.industries)
        self._check_rules(numbers)
        return self

    @property
    def slot_entries(self) -> tuple[SlotEntry, ...]:
        """The slots, numbered from 1 where only their number was given."""
        if isinstance(self.slots, tuple):
            return self.slots
        return tuple(SlotEntry(number=number) for number in range(1, self.slots + 1))

    def _check_rules(self, numbers: list[int]) -> None:
        seats: list[tuple[str, str, int | None]] = [
            *((pin.company, pin.specialist, pin.slot) for pin in self.rules.pins),
            *((stand.company, stand.specialist, stand.slot) for stand in self.rules.stands),
        ]
        pairs = [(*pair, None) for pair in (*self.rules.conflicts, *self.rules.forbids, *self.rules.past_contacts)]
        told = [*seats, *pairs]
        known("rules: company", [company for company, _, _ in told], [one.id for one in self.companies])
        known("rules: specialist", [person for _, person, _ in told], [one.id for one in self.specialists])
        known("rules: slot", [slot for _, _, slot in told if slot is not None], numbers)


def read_board(content: bytes | str) -> Board:
    """The board of a file. Raises BoardFileError: not JSON, a wrong or unknown field, an unknown name or code."""
    try:
        whole = BoardFile.model_validate_json(content, strict=True)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise BoardFileError(f"{'.'.join(map(str, first['loc'])) or 'file'}: {first['msg']}") from None
    return _board(whole)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _board(whole: BoardFile) -> Board:
    slots = tuple(Slot(one.number, _minutes(one.starts), _minutes(one.ends)) for one in whole.slot_entries)
    every = frozenset(slot.number for slot in slots)
    return Board(
        slots,
        tuple(_company(one, every) for one in whole.companies),
        tuple(_adviser(one, every) for one in whole.specialists),
        rooms=whole.rooms,
        rules=_rules(whole.rules),
        options=Options(**whole.options.model_dump()),
    )


def _free(free: tuple[int, ...] | None, every: frozenset[int]) -> frozenset[int]:
    return every if free is None else frozenset(free)


def _company(one: CompanyEntry, every: frozenset[int]) -> Company:
    ways = frozenset(map(Way, one.ways))
    return Company(one.id, _free(one.free, every), one.themes, one.prefecture, one.industry, ways)


def _adviser(one: SpecialistEntry, every: frozenset[int]) -> Adviser:
    return Adviser(
        one.id,
        _free(one.free, every),
        len(every) if one.most is None else one.most,
        themes=frozenset(one.themes),
        themes_delivered=frozenset(one.themes_delivered),
        prefectures=frozenset(one.prefectures),
        industries=frozenset(one.industries),
        ways=frozenset(map(Way, one.ways)),
    )


def _rules(told: RulesEntry) -> Rules:
    return Rules(
        conflicts=frozenset(told.conflicts),
        forbids=frozenset(told.forbids),
        pins=tuple(Pin(one.company, one.specialist, one.slot) for one in told.pins),
        past_contacts=frozenset(told.past_contacts),
        stands=frozenset((one.company, one.specialist, one.slot) for one in told.stands),
    )


def timetable_data(board: Board, timetable: Timetable) -> dict[str, Any]:
    """The timetable as the file shows it: who meets whom and why, who does not and why, how good it is."""
    worth = timetable.tally
    return {
        "status": timetable.status.value,
        "reason": timetable.reason,
        "objective": worth.value,
        "bound": timetable.bound,
        "gap": timetable.gap,
        "parts": {
            "companies_placed": worth.firsts,
            "second_consultations": worth.seconds,
            "points": worth.points,
            "kept": worth.kept,
            "load_cost": worth.load_cost,
            "gaps": worth.gaps,
        },
        "timetable": [_shown(board, one) for one in timetable.placements],
        "unplaced": [
            {"company": one.company, "missing": one.missing, "reason": one.reason.value, "says": one.reason.label}
            for one in timetable.missing
        ],
    }


def _shown(board: Board, one: Placement) -> dict[str, Any]:
    lines = explain(board, (one.company, one.adviser))
    return {
        "slot": one.slot,
        "company": one.company,
        "specialist": one.adviser,
        "place": one.way.value,
        "room": one.room or None,
        "points": one.points,
        "why": [
            {"label": line.label, "points": line.points, "most": line.most, "because": line.because} for line in lines
        ],
    }
