"""The season's matching: `solve` a batch of needs, `explain` a pair, `force` another one.

NumPy and OR-tools are loaded when a search runs, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tsunagu.matching.season.fit import explain as explain
from tsunagu.matching.season.fit import points as points

if TYPE_CHECKING:
    from tsunagu.matching.season.values import Batch, Pair, Plan
    from tsunagu.matching.season.what_if import WhatIf


def solve(batch: Batch) -> Plan:
    """The plan of a batch (`solving.solve`)."""
    from tsunagu.matching.season.solving import solve as search

    return search(batch)


def force(batch: Batch, plan: Plan, pair: Pair) -> WhatIf:
    """What it would cost to propose another pair (`what_if.force`)."""
    from tsunagu.matching.season.what_if import force as compare

    return compare(batch, plan, pair)
