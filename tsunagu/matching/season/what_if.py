"""What it would cost to propose somebody who is not proposed: the batch solved once more with that pair standing."""

from dataclasses import dataclass, replace

from tsunagu.matching.season.fit import barred
from tsunagu.matching.season.opening import kept
from tsunagu.matching.season.solving import solve
from tsunagu.matching.season.values import Batch, Pair, Plan
from tsunagu.matching.season.words import Barred


@dataclass(frozen=True, slots=True)
class WhatIf:
    """`cost`: points lost in the whole plan; below 0: gained, at the price of `fewer` candidates or of rank by rank.

    `fewer`: candidates that all needs together would have less. `plan`: how it would be. `barred`: why it cannot be;
    then nothing is changed. `over_room`: they have no room, so it would be beyond what they said.
    """

    cost: int
    fewer: int
    plan: Plan
    barred: Barred | None = None
    over_room: bool = False


def force(batch: Batch, plan: Plan, pair: Pair) -> WhatIf:
    """Compare the plan of a batch with the best one that proposes this pair.

    Raises KeyError for a need or specialist that is not in the batch.
    """
    need, person = batch.need[pair[0]], batch.specialist[pair[1]]
    why = barred(need, person)
    if why is not None:
        return WhatIf(0, 0, plan, why)
    stands = [name for name in kept(batch, need) if name != person.id][: batch.options.candidates - 1]
    changed = replace(need, fixed="", stands=(*stands, person.id))
    forced = solve(replace(batch, needs=tuple(changed if one.id == need.id else one for one in batch.needs)))
    fewer = sum(plan.tally.covered) - sum(forced.tally.covered)
    return WhatIf(plan.tally.value - forced.tally.value, fewer, forced, over_room=person.room <= 0)
