"""One batch solved in a process of its own: `python -m tests.bench.season_child NEEDS PEOPLE ROOM,ROOM…` → JSON."""

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

from tests.matching.season.batches import generated
from tsunagu.matching.season import solve


def peak() -> int:
    """Memory held at most so far, MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage would tell of the parent too
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


def main() -> None:
    needs, people, rooms = int(sys.argv[1]), int(sys.argv[2]), tuple(map(int, sys.argv[3].split(",")))
    batch = generated(needs, people, seed=1, rooms=rooms)
    solve(generated(2, 2, seed=1))  # loads OR-tools
    before, began, work = peak(), perf_counter(), process_time()
    plan = solve(batch)
    told = {
        "seconds": perf_counter() - began,
        "work": process_time() - work,
        "before": before,
        "peak": peak(),
        "covered": plan.tally.covered,
        "is_covered": plan.tally.is_covered,
        "by_rank": plan.by_rank,
        "gap_percent": 100 * plan.tally.gap / plan.tally.value,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
