"""Who fits a need: candidates with points and reasons, best first. One need is a batch of one with what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from tsunagu.base.calendar import day_of
from tsunagu.directory.rubric import PointLine
from tsunagu.matching.models import Need
from tsunagu.matching.season import explain, solve
from tsunagu.matching.season.values import Batch
from tsunagu.matching.season.values import Candidate as Planned
from tsunagu.matching.season.words import Lacking, Seat
from tsunagu.matching.season_reading import season_batch, why_nobody
from tsunagu.matching.states import LIVE

SUPPORT = "いっしょに支援する方"
WITH_COMPANION = "一人ではむずかしい部分を、もう一人と支援します"
ALONE_FOR_NOW = "一人ではむずかしい部分があります（いっしょに支援できる方は、いま見つかっていません）"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One specialist for a need, and who would come along; how the points came about."""

    specialist_id: int
    companion_id: int | None
    points: int
    lines: tuple[PointLine, ...]

    def stored_lines(self) -> list[dict[str, Any]]:
        """The lines as they are kept with a proposal."""
        return [asdict(line) for line in self.lines]


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates best first; `why` there are fewer than wished (`season.words.Lacking`), or ""."""

    candidates: tuple[Candidate, ...]
    why: str


def lines_of(stored: Sequence[Mapping[str, Any]]) -> tuple[PointLine, ...]:
    """Kept lines as they were shown."""
    return tuple(PointLine(**line) for line in stored)


def find_candidates(need: Need, *, count: int, at: datetime) -> Found:
    """The best `count` new ones beside what stands: on the list, with room now, no conflict, not gone from this need.

    The same need on the same day finds the same; equals are shuffled by the need's number.
    """
    live = need.proposals.filter(state__in=LIVE).count()
    today = day_of(at)
    batch = season_batch([need], seed=need.pk, candidates=live + count, moves=0, today=today, is_quick=True)
    batch = replace(batch, needs=(replace(batch.needs[0], fixed=""),))  # who brought it is one of several now
    plan = solve(batch).needs[0]
    new = [one for one in plan.candidates if one.seat is Seat.NEW][:count]
    why = why_nobody(need) if plan.lacking is Lacking.NOBODY and not new else plan.lacking
    return Found(tuple(planned(batch, plan.need, one) for one in new), why.value if why else "")


def why_fewer(need: Need, *, at: datetime) -> str:
    """A sentence why nobody more can be shown for a need today; "" = somebody can. Searches, writes nothing."""
    found = find_candidates(need, count=1, at=at)
    return "" if found.candidates or not found.why else Lacking(found.why).label


def planned(batch: Batch, need: str, one: Planned) -> Candidate:
    """A candidate of a plan, with its reasons in words."""
    lines = [*explain(batch.need[need], batch.specialist[one.specialist], today=batch.today)]
    if one.needs_support:
        lines.append(PointLine(SUPPORT, 0, 0, WITH_COMPANION if one.companion else ALONE_FOR_NOW))
    companion = int(one.companion) if one.companion else None
    return Candidate(int(one.specialist), companion, one.points, tuple(lines))
