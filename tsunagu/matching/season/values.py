"""A batch as plain values: needs, specialists, wishes; and the plan that comes out.

Ids are texts of the caller. Masks are those of the published sheet (`tsunagu.reference.listing`), so that one rubric
reads both. No database, no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tsunagu.matching.season.words import Lacking, Seat
from tsunagu.specialists.states import AreaMark

Pair = tuple[str, str]  # (need, specialist)


@dataclass(frozen=True, slots=True)
class SeasonNeed:
    """What a company needs. Codes of the vocabularies; "" = left open.

    `areas`: skill areas asked for instead of the theme's. `fixed`: who brought the company; nobody else is proposed.
    `accepted`: who has said yes. `apart`: never proposed (conflict, declined, expired). `stands`: shown now, best
    first; `companion`: who comes along with them. `past`: have talked with the company before.
    """

    id: str
    prefecture: str = ""
    theme: str = ""
    industry: str = ""
    online_ok: bool = False
    areas: tuple[str, ...] = ()
    fixed: str = ""
    accepted: str = ""
    apart: frozenset[str] = frozenset()
    stands: tuple[str, ...] = ()
    companion: str = ""
    past: frozenset[str] = frozenset()

    @property
    def settled(self) -> str:
        """Who it is for certain; "" = open."""
        return self.accepted or self.fixed


@dataclass(frozen=True, slots=True)
class SeasonSpecialist:
    """A specialist as the published sheet says; what is absent is not held. `registered_on` absent: no years count.

    `room`: how many more companies may be sent to them this month. Who is not listed or paused gets 0 from the caller.
    """

    id: str
    room: int = 0
    prefectures: int = 0
    online: bool = False
    themes_able: int = 0
    themes_delivered: int = 0
    industries: int = 0
    mark_a0: int = AreaMark.BLANK
    mark_s1: int = AreaMark.BLANK
    mark_s2: int = AreaMark.BLANK
    mark_s3: int = AreaMark.BLANK
    mark_s4: int = AreaMark.BLANK
    mark_s5: int = AreaMark.BLANK
    mark_s6: int = AreaMark.BLANK
    mark_a7: int = AreaMark.BLANK
    registered_on: date = date.max
    proof_until: date | None = None
    audit_proof_until: date | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Wishes for the whole batch.

    `candidates` per need. `overbook`: how many companies may see somebody, in percent of their room, rounded up (not
    everybody shown is chosen). `shortlist`: how many of the best are looked at first for each need. `seed`: the
    shuffle among equals. `moves`: how many live proposals at most may go to a company that would have nobody.
    """

    candidates: int = 3
    overbook: int = 150
    shortlist: int = 100
    seed: int = 1
    moves: int = 1


@dataclass(frozen=True)
class Batch:
    """Everything a plan is made from. `today`: the JST day on which proofs and years are judged."""

    needs: tuple[SeasonNeed, ...]
    specialists: tuple[SeasonSpecialist, ...]
    today: date
    options: Options = field(default_factory=Options)

    @cached_property
    def need(self) -> Mapping[str, SeasonNeed]:
        """Needs by id."""
        return {one.id: one for one in self.needs}

    @cached_property
    def specialist(self) -> Mapping[str, SeasonSpecialist]:
        """Specialists by id."""
        return {one.id: one for one in self.specialists}


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody proposed for a need. `shown_to`: companies that see them in this plan. `companion`: who comes along.

    `needs_support`: can do the theme only with somebody beside them; without a companion none was found.
    """

    specialist: str
    points: int
    seat: Seat = Seat.NEW
    shown_to: int = 1
    needs_support: bool = False
    companion: str = ""


@dataclass(frozen=True, slots=True)
class NeedPlan:
    """A need's candidates, best first; `lacking` says why there are fewer than wished."""

    need: str
    candidates: tuple[Candidate, ...] = ()
    lacking: Lacking | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What a plan is worth. `covered[i]`: open needs with more than i candidates; settled ones are not counted.

    `value` = points − load cost. `bound`: no plan with as many candidates is worth more, whoever was left off the
    shortlists; rank by rank, none that gives the same first (second) candidates. `is_covered`: proven that nobody
    lacks a candidate who could have one.
    """

    covered: tuple[int, ...]
    points: int
    load_cost: int
    bound: int
    is_covered: bool = True

    @property
    def value(self) -> int:
        """What the search makes as large as it can once everybody has as many candidates as there can be."""
        return self.points - self.load_cost

    @property
    def gap(self) -> int:
        """How many points a better plan could be ahead at most."""
        return max(0, self.bound - self.value)


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer, in the order of the needs. `by_rank`: room was short, so first candidates were found first.

    `moved`: live proposals taken from a company for another that would have had nobody: (need, specialist).
    """

    needs: tuple[NeedPlan, ...]
    tally: Tally
    by_rank: bool = False
    moved: tuple[Pair, ...] = ()

    def of(self, need: str) -> NeedPlan:
        """The plan of one need; raises KeyError."""
        return {one.need: one for one in self.needs}[need]
