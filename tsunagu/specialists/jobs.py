"""What the specialists room does by the clock."""

from typing import Any

from tsunagu.specialists.actions.register import end_unregistered
from tsunagu.upkeep.progress import JobRun


def end_lapsed_listings(run: JobRun) -> dict[str, Any]:
    """Just after midnight: whoever's registration ended yesterday leaves the list (promises §4). May be repeated."""
    return {"off_the_list": end_unregistered(by=run.actor, at=run.clock())}
