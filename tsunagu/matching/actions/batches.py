"""Candidates for everybody who waits at once: begun, searched for, looked at by a person, sent or dropped."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.matching.batch_reading import batch_of, needs_of
from tsunagu.matching.candidates import planned
from tsunagu.matching.models import Batch, BatchLine
from tsunagu.matching.season import solve
from tsunagu.matching.season.values import Batch as Plain
from tsunagu.matching.season.values import NeedPlan, Plan
from tsunagu.matching.season.words import Lacking
from tsunagu.matching.states import BATCH_MOVES, BatchState
from tsunagu.partners.models import Partner
from tsunagu.seasons.models import Season
from tsunagu.specialists.models import PublishedSheet
from tsunagu.upkeep.actions.jobs import enqueue_job, request_cancel
from tsunagu.upkeep.queries import find_job
from tsunagu.vault.scope import ScopeKind, scope_of

JOB = "season.solve"
LONG = 200_000  # needs × specialists from which a search may take longer than a page should (promises §5)
OVERTAKEN = "ほかの人が先に進めました。画面を読み直してください。"
NOBODY_WAITS = "候補を待っている依頼が、いまはありません。"
CHUNK = 1000
ENDED = (BatchState.SENT, BatchState.DROPPED)


@transaction.atomic
def make_batch(season: Season, partner: Partner | None, *, by: Actor, at: datetime) -> Batch:
    """The open batch of a partner, or of the secretariat; made when there is none. Refuses when nobody waits.

    A partner's of another season, not searched for at the moment, is dropped: nobody was told anything of it.
    """
    scope = scope_of(ScopeKind.PARTNER, partner.pk) if partner else scope_of(ScopeKind.SEASON, season.pk)
    found = Batch.objects.exclude(state__in=ENDED).filter(scope=scope).first()
    if found is not None and (found.season_id == season.pk or found.state_now is BatchState.SOLVING):
        return found
    batch = Batch(scope=scope, season=season, partner=partner, made_at=at)
    if not needs_of(batch).exists():
        raise RuleBrokenError(NOBODY_WAITS)
    if found is not None:
        drop_batch(found, seen=found.version, by=by, at=at)
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:
        raise RuleBrokenError(OVERTAKEN) from None
    record("batch.opened", on=batch, by=by, at=at, season=season.code)
    return batch


def ask_to_search(batch: Batch, *, seen: int, by: Actor, at: datetime) -> Batch:
    """Search now, or have a job do it. Refuses who was overtaken, and when nobody waits any more."""
    waiting = needs_of(batch).count()
    if not waiting:
        raise RuleBrokenError(NOBODY_WAITS)
    if waiting * PublishedSheet.objects.listed().count() > LONG:
        return _enqueue(batch, seen=seen, by=by, at=at)
    plain = batch_of(batch, today=day_of(at))
    _begin(batch, seen=seen)
    return keep_plan(batch, plain, solve(plain), by=by, at=at)


@transaction.atomic
def keep_plan(batch: Batch, plain: Plain, plan: Plan, *, by: Actor, at: datetime) -> Batch:
    """Write what was found for a batch that is being searched; nothing is told to anybody. Refuses a stopped one.

    `at`: when the tables were read. What moves later is left as it is when the batch is sent.
    """
    searching = Batch.objects.filter(pk=batch.pk, state=BatchState.SOLVING)
    if not searching.update(
        state=BatchState.READY, value=plan.tally.value, bound=plan.tally.bound, reason=reason_words(plan),
        solved_at=at, job_id=None, version=F("version") + 1,
    ):  # fmt: skip
        raise RuleBrokenError(OVERTAKEN)
    BatchLine.objects.filter(batch=batch).delete()
    lines = [line for row in plan.needs for line in _lines(batch, plain, row)]
    BatchLine.objects.bulk_create(lines, batch_size=CHUNK)
    batch.refresh_from_db()
    nobody = sum(not row.candidates for row in plan.needs)
    record("batch.searched", on=batch, by=by, at=at, needs=len(plan.needs), nobody=nobody, value=batch.value)
    return batch


@transaction.atomic
def drop_batch(batch: Batch, *, seen: int, by: Actor, at: datetime) -> Batch:
    """It is not used; nobody was told anything. Refuses one that is searched for or sent, and who was overtaken."""
    move(batch, BatchState.DROPPED, seen=seen)
    BatchLine.objects.filter(batch=batch).delete()
    record("batch.dropped", on=batch, by=by, at=at)
    return batch


@transaction.atomic
def stop_search(batch: Batch, *, by: Actor, at: datetime) -> None:
    """A search that runs is given up; what was found before is gone. Refuses when none runs."""
    job = find_job(batch.job_id) if batch.job_id else None
    if batch.state_now is not BatchState.SOLVING:
        raise RuleBrokenError("計算は、もう終わっています。")
    if job is not None:
        with suppress(RuleBrokenError):  # the job died without a word: the batch is freed all the same
            request_cancel(job, by=by, at=at)
    give_up(batch, job=batch.job_id)


def give_up(batch: Batch, *, job: int | None) -> None:
    """The batch is as before its first search; one that was begun after this job goes on."""
    Batch.objects.filter(pk=batch.pk, state=BatchState.SOLVING, job_id=job).update(state=BatchState.DRAFT, job_id=None)


def move(batch: Batch, to: BatchState, *, seen: int, **columns: object) -> None:
    """One step of the batch's life, by who saw its last version. Inside the caller's transaction."""
    may = [state for state, moves in BATCH_MOVES.items() if to in moves]
    standing = Batch.objects.filter(pk=batch.pk, version=seen, state__in=may)
    if not standing.update(state=to, version=seen + 1, **columns):
        raise RuleBrokenError(OVERTAKEN)
    batch.refresh_from_db()


def reason_words(plan: Plan) -> str:
    """How the search ended, in words."""
    said = "空きが足りないので、1人目の候補から順に決めました。" if plan.by_rank else ""
    if plan.tally.gap == 0:
        return said + "これよりよい組み合わせがないことを確かめました。"
    return said + f"もっとよい組み合わせがあるとしても、合計で{plan.tally.gap}点までです。"


@transaction.atomic
def _begin(batch: Batch, *, seen: int) -> None:
    move(batch, BatchState.SOLVING, seen=seen)


@transaction.atomic
def _enqueue(batch: Batch, *, seen: int, by: Actor, at: datetime) -> Batch:
    move(batch, BatchState.SOLVING, seen=seen)
    job = enqueue_job(JOB, {"batch": batch.pk}, by=by, at=at)
    Batch.objects.filter(pk=batch.pk).update(job_id=job.pk)
    batch.refresh_from_db()
    return batch


def _lines(batch: Batch, plain: Plain, row: NeedPlan) -> list[BatchLine]:
    """The candidates of one need, or one line that says why nobody."""
    if not row.candidates:
        why = row.lacking or Lacking.NOBODY
        return [BatchLine(batch=batch, need_id=int(row.need), rank=1, why=why.value)]
    found = [planned(plain, row.need, one) for one in row.candidates]
    return [
        BatchLine(
            batch=batch, need_id=int(row.need), rank=rank, specialist_id=one.specialist_id,
            companion_id=one.companion_id, points=one.points, lines=one.stored_lines(),
        )
        for rank, one in enumerate(found, start=1)
    ]  # fmt: skip
