"""What the events room does by the clock."""

from typing import Any

from tsunagu.events.actions.rounds import move_events
from tsunagu.upkeep.progress import JobRun


def keep_events_moving(run: JobRun) -> dict[str, Any]:
    """Closing times, the letter of the day before, addresses nobody proved; repeating it does no harm."""
    moved = move_events(by=run.actor, at=run.clock())
    return {"closed": moved.closed, "reminded": moved.reminded, "dropped": moved.dropped}
