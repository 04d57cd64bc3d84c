"""A batch is sent: each need gets its candidates and its company a letter; what changed meanwhile is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.queries.asking import why_not
from tsunagu.journal.actions import record
from tsunagu.matching.actions.batches import move
from tsunagu.matching.actions.holding import hold_need
from tsunagu.matching.actions.offering import drop, fill_up, show, tell_standing
from tsunagu.matching.candidates import Candidate, lines_of
from tsunagu.matching.conflicts import declared_conflicts
from tsunagu.matching.models import Batch, BatchLine, Need
from tsunagu.matching.season_reading import gone_from
from tsunagu.matching.states import LIVE, BatchState, Dropped, Skipped
from tsunagu.specialists.models import PublishedSheet
from tsunagu.upkeep.actions.jobs import enqueue_job

JOB = "season.send"
LONG = 50  # needs from which sending is a job one may leave and come back to
Tell = Callable[[int, int], object]  # done, of how many


@transaction.atomic
def send_batch(batch: Batch, *, seen: int, by: Actor, at: datetime) -> Batch:
    """A person has looked at the plan and sends it. Few are sent at once, many by a job.

    Refuses a batch that is not ready, and who was overtaken.
    """
    move(batch, BatchState.SENT, seen=seen, sent_at=at)
    record("batch.sent", on=batch, by=by, at=at)
    keys = needs_to_send(batch)
    if len(keys) > LONG:
        job = enqueue_job(JOB, {"batch": batch.pk}, by=by, at=at)
        Batch.objects.filter(pk=batch.pk).update(job_id=job.pk)
    else:
        send_needs(batch, keys, by=by, at=at)
    batch.refresh_from_db()
    return batch


def needs_to_send(batch: Batch) -> list[int]:
    """Needs of the plan in order, without those sent or skipped before."""
    planned = (
        BatchLine.objects.filter(batch=batch, is_done=False)
        .order_by("need_id")
        .values_list("need_id", flat=True)
        .distinct()
    )
    return list(planned)


def send_needs(batch: Batch, keys: Sequence[int], *, by: Actor, at: datetime, tell: Tell | None = None) -> None:
    """Each need in a transaction of its own, so that it may be cut short and repeated: what was sent is not sent again.

    `tell` is told how many are done, and of how many.
    """
    for done, key in enumerate(keys, start=1):
        send_need(batch, key, by=by, at=at)
        if tell is not None:
            tell(done, len(keys))


@transaction.atomic
def send_need(batch: Batch, key: int, *, by: Actor, at: datetime) -> Skipped | None:
    """One need gets its candidates; the lines are used up. None: sent, or done before."""
    lines = list(BatchLine.objects.filter(batch=batch, need=key).order_by("rank"))
    if not BatchLine.objects.filter(batch=batch, need=key, is_done=False).update(is_done=True):
        return None
    why = _show(batch, key, lines, by=by, at=at)
    if why is None:
        Batch.objects.filter(pk=batch.pk).update(sent=F("sent") + 1)
        return None
    kept = Batch.objects.get(pk=batch.pk)
    Batch.objects.filter(pk=batch.pk).update(skipped=[*kept.skipped, [key, why.value]])
    record("batch.skipped", on=batch, by=by, at=at, need=key, why=why.value)
    return why


def _show(batch: Batch, key: int, lines: Sequence[BatchLine], *, by: Actor, at: datetime) -> Skipped | None:
    """What stands and is in the plan stays; what is not goes; the new are shown, others found for who is gone."""
    try:
        need = hold_need(Need(pk=key))
    except RuleBrokenError:
        return Skipped.ENDED
    if _has_changed(need, batch):
        return Skipped.CHANGED
    offered = list(need.proposals.all())
    live = {one.specialist_id: one for one in offered if one.state_now in LIVE}
    gone, wanted = gone_from(offered) | declared_conflicts([need])[need.pk], {line.specialist_id for line in lines}
    leaving = [one for number, one in live.items() if number not in wanted]
    listed = set(PublishedSheet.objects.listed().filter(pk__in=live).values_list("pk", flat=True))
    for one in leaving:
        drop(one, Dropped.NEEDED if one.specialist_id in listed else Dropped.LEFT, by=by, at=at)
    new = [line for line in lines if line.specialist_id and line.specialist_id not in live]
    free = [line for line in new if gone.isdisjoint(_who(line)) and _takes_somebody(line, at=at)]
    coming = [show(need, _candidate(line), by=by, at=at) for line in free]
    if len(coming) < len(new):
        coming += fill_up(need, by=by, at=at)
        if not coming and not live:
            return Skipped.GONE
    if coming or leaving or need.told_at is None:
        tell_standing(need, by=by, at=at)
    return None


def _has_changed(need: Need, batch: Batch) -> bool:
    """Whether anything happened to the need's candidates since the search read them."""
    since = batch.solved_at
    moved = Q(shown_at__gt=since) | Q(asked_at__gt=since) | Q(ended_at__gt=since)
    return need.proposals.filter(moved).exists()


def _takes_somebody(line: BatchLine, *, at: datetime) -> bool:
    """Whether all who would come are on the list and take somebody now."""
    wanted = _who(line)
    sheets = PublishedSheet.objects.listed().select_related("specialist").filter(pk__in=wanted)
    free = [sheet for sheet in sheets if not why_not(sheet, is_urgent=False, today=day_of(at))]
    return len(free) == len(wanted)


def _who(line: BatchLine) -> set[int]:
    """Who would come."""
    return {number for number in (line.specialist_id, line.companion_id) if number}


def _candidate(line: BatchLine) -> Candidate:
    if line.specialist_id is None:
        raise ValueError(f"{line} names nobody")
    return Candidate(line.specialist_id, line.companion_id, line.points, lines_of(line.lines))
