"""A batch as who is in charge looks at it before sending: the plan, and what it changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tsunagu.accounts.states import Right
from tsunagu.directory.rubric import PointLine
from tsunagu.matching.batch_reading import needs_of
from tsunagu.matching.candidates import lines_of
from tsunagu.matching.models import Batch, BatchLine, Need, Proposal
from tsunagu.matching.need_queries import what_words
from tsunagu.matching.season.words import Lacking
from tsunagu.matching.states import LIVE, BatchState, Skipped
from tsunagu.partners.models import Partner
from tsunagu.reference.listing import prefectures
from tsunagu.seasons.models import Season
from tsunagu.upkeep.queries import JobRow, find_job, job_row

ROWS = 50


@dataclass(frozen=True, slots=True)
class PlannedCandidate:
    """One candidate of the plan. `is_new`: not shown to the company yet."""

    rank: int
    name: str
    riss_no: str
    companion: str
    points: int
    lines: tuple[PointLine, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One need of the plan. `goes`: names that would leave; `why`: why there is nobody, or it was skipped."""

    need: int
    organisation: str
    what: str
    prefecture: str
    candidates: tuple[PlannedCandidate, ...]
    goes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class BatchPage:
    """Where a batch stands. `waiting`: needs it would be for now; `covered`: with a candidate; counts of pairs."""

    key: int
    state: BatchState
    version: int
    made_at: datetime
    solved_at: datetime | None
    sent_at: datetime | None
    reason: str
    waiting: int
    needs: int
    covered: int
    new: int
    stays: int
    goes: int
    sent: int
    skipped: tuple[tuple[int, str], ...]
    job: JobRow | None

    @property
    def nobody(self) -> int:
        """Needs without a candidate."""
        return self.needs - self.covered


def batches_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[Batch]:
    """A coordinator keeps those of their own partner, the secretariat those without a partner, anybody else none."""
    if Right.NEED_OVERSEE in rights:
        return Batch.objects.filter(partner=None)
    if Right.NEED_KEEP in rights:
        return Batch.objects.filter(partner_id__in=organisation_ids)
    return Batch.objects.none()


def newest_batch(batches: QuerySet[Batch], season: Season) -> Batch | None:
    """The one that is open, else the last sent or dropped: one query."""
    return batches.filter(season=season).select_related("season", "partner").order_by("-made_at", "-pk").first()


def find_batch(batches: QuerySet[Batch], key: int) -> Batch | None:
    """One of `batches_kept_by`: one query."""
    return batches.select_related("season", "partner").filter(pk=key).first()


def needs_waiting(season: Season, partner: Partner | None) -> int:
    """How many needs a batch begun now would be for: one query."""
    return needs_of(Batch(season=season, partner=partner)).count()


def batch_page(batch: Batch) -> BatchPage:
    """The head of a batch's page: five queries at most."""
    planned = BatchLine.objects.filter(batch=batch).values_list("need_id", "specialist_id")
    pairs = {(need, person) for need, person in planned if person}
    needs = {need for need, _ in planned}
    live = _live(needs) if batch.state_now is BatchState.READY else set()
    return BatchPage(
        key=batch.pk,
        state=batch.state_now,
        version=batch.version,
        made_at=batch.made_at,
        solved_at=batch.solved_at,
        sent_at=batch.sent_at,
        reason=batch.reason,
        waiting=needs_of(batch).count(),
        needs=len(needs),
        covered=len({need for need, _ in pairs}),
        new=len(pairs - live),
        stays=len(pairs & live),
        goes=len(live - pairs),
        sent=batch.sent,
        skipped=tuple((int(need), Skipped(why).label) for need, why in batch.skipped),
        job=_job(batch),
    )


def batch_rows(batch: Batch, *, after: int = 0, only_changes: bool = False, limit: int = ROWS) -> list[BatchRow]:
    """Needs of the plan behind the need `after`, by number: four queries, however many there are.

    `only_changes`: those that would get somebody new or lose somebody, and those with nobody.
    """
    planned = BatchLine.objects.filter(batch=batch, need_id__gt=after)
    keys = sorted(set(planned.values_list("need_id", flat=True)))
    if only_changes:
        changed = _changed(batch)
        keys = [key for key in keys if key in changed]
    keys = keys[:limit]
    by_need: dict[int, list[BatchLine]] = defaultdict(list)
    for line in planned.filter(need_id__in=keys).select_related("specialist", "companion").order_by("rank"):
        by_need[line.need_id].append(line)
    live: dict[int, dict[int, str]] = defaultdict(dict)
    shown = Proposal.objects.filter(need__in=keys, state__in=LIVE).select_related("specialist")
    for one in shown.order_by("rank"):
        live[one.need_id][one.specialist_id] = one.specialist.name
    needs = Need.objects.in_bulk(keys)
    skipped = {int(need): Skipped(why).label for need, why in batch.skipped}
    return [_row(needs[key], by_need[key], live[key], skipped.get(key, "")) for key in keys]


def _row(need: Need, lines: list[BatchLine], live: Mapping[int, str], skipped: str) -> BatchRow:
    wanted = {line.specialist_id for line in lines}
    why = next((Lacking(line.why).label for line in lines if line.why), "")
    return BatchRow(
        need=need.pk,
        organisation=need.organisation_name,
        what=what_words(need),
        prefecture=prefectures()[need.prefecture].name,
        candidates=tuple(_planned(line, live) for line in lines if line.specialist_id),
        goes=tuple(name for number, name in live.items() if number not in wanted),
        why=skipped or why,
    )


def _planned(line: BatchLine, live: Mapping[int, str]) -> PlannedCandidate:
    person, beside = line.specialist, line.companion
    return PlannedCandidate(
        rank=line.rank,
        name=person.name if person else "",
        riss_no=person.riss_no if person else "",
        companion=beside.name if beside else "",
        points=line.points,
        lines=lines_of(line.lines),
        is_new=line.specialist_id not in live,
    )


def _live(needs: Collection[int]) -> set[tuple[int, int]]:
    shown = Proposal.objects.filter(need__in=needs, state__in=LIVE)
    return set(shown.values_list("need_id", "specialist_id"))


def _changed(batch: Batch) -> set[int]:
    """Needs of the plan for which sending would change or tell something."""
    planned = set(BatchLine.objects.filter(batch=batch).values_list("need_id", "specialist_id"))
    live = _live({need for need, _ in planned})
    return {need for need, _ in planned ^ live}


def _job(batch: Batch) -> JobRow | None:
    job = find_job(batch.job_id) if batch.job_id else None
    return job_row(job) if job else None
