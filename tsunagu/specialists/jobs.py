"""What the specialists room does by the clock."""

from typing import Any

from tsunagu.specialists.actions.availability import let_availability_lapse
from tsunagu.specialists.actions.chasing import chase_drafts
from tsunagu.specialists.actions.checks_shown import let_proofs_lapse
from tsunagu.specialists.actions.freshness import keep_true
from tsunagu.specialists.actions.loads import recount_loads
from tsunagu.specialists.actions.register import end_unregistered
from tsunagu.upkeep.progress import JobRun


def end_lapsed_listings(run: JobRun) -> dict[str, Any]:
    """Just after midnight: whoever's registration ended yesterday leaves the list (promises §4). May be repeated."""
    return {"off_the_list": end_unregistered(by=run.actor, at=run.clock())}


def chase_unfinished(run: JobRun) -> dict[str, Any]:
    """Every morning: a letter about applications nobody went on with. May be repeated."""
    return {"letters": chase_drafts(by=run.actor, at=run.clock())}


def end_lapsed_proofs(run: JobRun) -> dict[str, Any]:
    """Just after midnight: a proof that ended yesterday no longer shows as checked. May be repeated."""
    return {"sheets": let_proofs_lapse(by=run.actor, at=run.clock())}


def end_lapsed_availability(run: JobRun) -> dict[str, Any]:
    """Just after midnight: whoever is available again from today is shown so. May be repeated."""
    return {"sheets": let_availability_lapse(by=run.actor, at=run.clock())}


def recount(run: JobRun) -> dict[str, Any]:
    """The month's load against its commitments; what differs is put right. May be repeated."""
    return {"put_right": recount_loads(by=run.actor, at=run.clock())}


def keep_listings_true(run: JobRun) -> dict[str, Any]:
    """Every morning: who is asked, warned, noted or hidden today. May be repeated: each letter is written once."""
    done = keep_true(by=run.actor, at=run.clock(), tell=lambda place, total: _now_and_then(run, place, total))
    return {"without_address": done.without_address, **{kind.value: count for kind, count in done.letters.items()}}


def _now_and_then(run: JobRun, place: int, total: int) -> None:
    if place % 50 == 0:
        run.progress(place, total)
