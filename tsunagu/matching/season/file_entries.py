"""What the files of `tsunagu match` hold; their JSON Schemas are made from these classes (docs/reference/match.md)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tsunagu.matching.file_checks import coded, once
from tsunagu.reference.listing import industries, prefectures, themes

MOST_NEEDS, MOST_SPECIALISTS = 20_000, 100_000
Name = Annotated[str, Field(min_length=1, max_length=64)]
Names = Annotated[tuple[Name, ...], Field(max_length=10_000)]
Area = Literal["A0", "S1", "S2", "S3", "S4", "S5", "S6", "A7"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NeedEntry(_Part):
    """支援の要望 of a company. "" = left open. `apart`, `stands`, `past`: ids of specialists, who may have left."""

    id: Name
    prefecture: str = ""
    theme: str = ""
    industry: str = ""
    online_ok: bool = False
    areas: tuple[Area, ...] = ()
    fixed: str = ""
    accepted: str = ""
    apart: Names = ()
    stands: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    companion: str = ""
    past: Names = ()


class OptionsEntry(_Part):
    """Wishes for the whole batch. `overbook` in percent of the room; `moves`: live proposals that may change hands."""

    candidates: Annotated[int, Field(ge=1, le=5)] = 3
    overbook: Annotated[int, Field(ge=100, le=300)] = 150
    shortlist: Annotated[int, Field(ge=100, le=1000)] = 100
    seed: Annotated[int, Field(ge=0, lt=1 << 32)] = 1
    moves: Annotated[int, Field(ge=0, le=1)] = 1


class NeedsFile(_Part):
    """Everything that is asked for."""

    needs: Annotated[tuple[NeedEntry, ...], Field(max_length=MOST_NEEDS)]
    options: OptionsEntry = OptionsEntry()

    @model_validator(mode="after")
    def _holds(self) -> NeedsFile:
        """Every id once, every code in its vocabulary; raises ValueError."""
        once("need", (one.id for one in self.needs))
        for one in self.needs:
            coded(one.id, prefectures(), [one.prefecture])
            coded(one.id, themes(), [one.theme])
            coded(one.id, industries(), [one.industry])
        return self


class SpecialistEntry(_Part):
    """登録セキスペ. What is absent is not held. `room`: how many more companies may be sent to them this month."""

    id: Name
    room: Annotated[int, Field(ge=0, le=1000)]
    prefectures: tuple[str, ...] = ()
    online: bool = False
    themes_able: tuple[str, ...] = ()
    themes_delivered: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    marks: dict[Area, Literal["◎", "○", ""]] = {}
    register_years: Annotated[int, Field(ge=0, le=100)] = 0
    has_proved_qualification: bool = False
    has_audit_proof: bool = False


class SpecialistsFile(_Part):
    """Everybody who could be proposed."""

    specialists: Annotated[tuple[SpecialistEntry, ...], Field(max_length=MOST_SPECIALISTS)]

    @model_validator(mode="after")
    def _holds(self) -> SpecialistsFile:
        """Every id once, every code in its vocabulary; raises ValueError."""
        once("specialist", (one.id for one in self.specialists))
        for one in self.specialists:
            coded(one.id, prefectures(), one.prefectures)
            coded(one.id, themes(), (*one.themes_able, *one.themes_delivered))
            coded(one.id, industries(), one.industries)
        return self


class PointsEntry(_Part):
    """Points for one criterion, of how many, and why (Japanese)."""

    label: str
    points: int
    most: int
    because: str


class CandidateEntry(_Part):
    """A candidate. `shown_to`: companies that see them in this plan; `companion`: who comes along, null = nobody."""

    rank: int
    specialist: str
    points: int
    seat: Literal["accepted", "fixed", "stands", "new"]
    shown_to: int
    needs_support: bool
    companion: str | None
    why: tuple[PointsEntry, ...]


class NeedPlanEntry(_Part):
    """A need's candidates, best first; `lacking` says why there are fewer than wished, `says` the same in words."""

    need: str
    candidates: tuple[CandidateEntry, ...]
    lacking: Literal["nobody", "no_theme", "no_region", "apart", "full", "taken"] | None
    says: str


class MovedEntry(_Part):
    """A live proposal taken from this company for another that would have had nobody."""

    need: str
    specialist: str


class WhatIfEntry(_Part):
    """What it would cost to propose somebody else. `barred` = it cannot be, `says` why."""

    need: str
    specialist: str
    cost: int
    fewer: int
    over_room: bool
    barred: Literal["theme", "region", "apart"] | None
    says: str


class PlanFile(_Part):
    """The answer. `covered[i]`: open needs with more than i candidates. `gap_percent`: of the objective."""

    objective: int
    bound: int
    gap: int
    gap_percent: float
    points: int
    load_cost: int
    covered: tuple[int, ...]
    is_covered: bool
    by_rank: bool
    reason: str
    moved: tuple[MovedEntry, ...]
    plan: tuple[NeedPlanEntry, ...]
    what_if: WhatIfEntry | None = None
