"""What the directory does by the clock."""

from typing import Any

from tsunagu.directory.actions import fold_orders
from tsunagu.directory.actions.meetings import move_meetings
from tsunagu.directory.actions.rounds import move_enquiries
from tsunagu.directory.open_data.actions import build_open_data
from tsunagu.upkeep.progress import JobRun


def build_open_data_files(run: JobRun) -> dict[str, Any]:
    """The nightly open data; repeating it does no harm."""

    def tell(count: int) -> None:
        run.progress(count, 0, f"{count:,}名")

    built = build_open_data(by=run.actor, at=run.clock(), tell=tell)
    return {"count": built.count, "version": built.version, "built_on": built.built_on.isoformat()}


def count_exposure(run: JobRun) -> dict[str, Any]:
    """Orders kept for visitors become daily counters once they are two hours old."""
    return {"orders": fold_orders(by=run.actor, at=run.clock())}


def keep_enquiries_moving(run: JobRun) -> dict[str, Any]:
    """Reminders, deadlines and addresses nobody proved; repeating it does no harm."""
    moved = move_enquiries(by=run.actor, at=run.clock())
    return {"reminded": moved.reminded, "expired": moved.expired, "dropped": moved.dropped}


def keep_meetings_moving(run: JobRun) -> dict[str, Any]:
    """Meetings that are over are asked about, those of ended conversations are off; repeating it does no harm."""
    moved = move_meetings(by=run.actor, at=run.clock())
    return {"met": moved.met, "cancelled": moved.cancelled}
