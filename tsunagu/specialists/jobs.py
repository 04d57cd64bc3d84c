"""What the specialists room does by the clock."""

from typing import Any

from tsunagu.specialists.actions.chasing import chase_drafts
from tsunagu.specialists.actions.checks_shown import let_proofs_lapse
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
