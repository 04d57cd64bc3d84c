"""What the vault does by the clock."""

from typing import Any

from tsunagu.upkeep.progress import JobRun
from tsunagu.vault import retention


def run_retention(run: JobRun) -> dict[str, Any]:
    """The nightly retention round; repeating it does no harm."""
    return retention.run(at=run.clock())
