"""Who fits a need: candidates with points and reasons, best first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from tsunagu.base.calendar import day_of
from tsunagu.consultations.models import Conflict
from tsunagu.consultations.queries import plain_name
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.rubric import PointLine, explain
from tsunagu.directory.search import Search
from tsunagu.matching.models import Need
from tsunagu.matching.states import MAY_COME_BACK, ProposalState
from tsunagu.specialists.models import PublishedSheet

SPARE = 40
NOBODY_FITS = "nobody_fits"


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
    """Candidates best first; `why`: a code when there is nobody, else ""."""

    candidates: tuple[Candidate, ...]
    why: str


def lines_of(stored: Sequence[Mapping[str, Any]]) -> tuple[PointLine, ...]:
    """Kept lines as they were shown."""
    return tuple(PointLine(**line) for line in stored)


def find_candidates(need: Need, *, count: int, at: datetime) -> Found:
    """The best `count` for a need who are on the list, have room now and no conflict with the company."""
    today = day_of(at)
    place = (need.prefecture,)
    theme = (need.theme_code,) if need.theme_code else ()
    search = Search(Conditions(theme=theme, place=place, online=need.is_online_ok), today)
    barred = barred_from(need)
    wanted = [one.specialist_id for one in search.order(need.pk, limit=count + len(barred) + SPARE)]
    sheets = PublishedSheet.objects.filter(specialist__user__isnull=False).in_bulk(
        [pk for pk in wanted if pk not in barred]
    )
    names = {plain_name(need.organisation_name), plain_name(need.vendor_name)} - {""}
    found = []
    for pk in wanted:
        sheet = sheets.get(pk)
        if sheet is None or plain_name(sheet.organisation) in names:
            continue
        lines = tuple(explain(search.rubric, sheet))
        found.append(Candidate(pk, None, sum(line.points for line in lines), lines))
    return Found(tuple(found[:count]), "" if found else NOBODY_FITS)


def barred_from(need: Need) -> set[int]:
    """Specialists who are no candidates for a need: offered before, refused, or with a conflict. Two queries."""
    offered = need.proposals.exclude(dropped_because__in=MAY_COME_BACK)
    barred = set(offered.values_list("specialist_id", flat=True))
    conflicts = Conflict.objects.filter(company=need.company_id) if need.company_id else Conflict.objects.none()
    return barred | refused_by(need) | set(conflicts.values_list("specialist_id", flat=True))


def refused_by(need: Need) -> set[int]:
    """Who declined this need or let its time pass, first or to come along: one query."""
    ended = need.proposals.filter(state__in=(ProposalState.DECLINED, ProposalState.EXPIRED))
    found: set[int] = set()
    for one in ended.only("specialist_id", "companion_id", "lead_said_yes_at", "companion_said_yes_at"):
        found |= {one.specialist_id} if one.lead_said_yes_at is None else set()
        found |= {one.companion_id} if one.companion_id and one.companion_said_yes_at is None else set()
    return found
