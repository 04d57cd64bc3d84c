"""What decides about a need. Plain functions: states in, states and turns out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from tsunagu.matching.states import NeedState, ProposalState, ReviewOf

CANDIDATES = 3  # 2019: several candidates were shown and the company chose (issue 5)
MATCHED_WITH, WAITED_FOR, OFFERED = ProposalState.ACCEPTED, ProposalState.ASKED, ProposalState.SHOWN
# Whose skill a review asks for: the areas of these needs of the menus (reference 01; the choice is designed).
REVIEW_MENU = {ReviewOf.REGULATIONS: "A-2", ReviewOf.SETUP: "O-1", ReviewOf.QUOTATION: "O-3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """How long a specialist has to answer and a company to choose, and when each is reminded (settings)."""

    answer: timedelta
    remind: timedelta
    choose_remind: timedelta
    choose: timedelta


@dataclass(frozen=True, slots=True)
class Runner:
    """One candidate in the order of asking. `turn` None: the company has not seen them when it chose."""

    key: int
    rank: int
    turn: int | None
    state: ProposalState


def state_of(
    *, is_closed: bool, is_proved: bool, is_told: bool, proposals: Collection[ProposalState]
) -> NeedState:  # fmt: skip
    """Where a need stands. `is_told`: its company has heard of candidates, or that there are none."""
    if is_closed:
        return NeedState.CLOSED
    if not is_proved:
        return NeedState.AWAITING_PROOF
    if MATCHED_WITH in proposals:
        return NeedState.MATCHED
    if WAITED_FOR in proposals:
        return NeedState.ASKED
    if OFFERED in proposals:
        return NeedState.CHOOSING
    return NeedState.NOBODY if is_told else NeedState.PREPARING


def asking_order(candidates: Iterable[Runner]) -> list[int]:
    """Keys of who is asked by itself, in the company's order; who was added after it chose waits for its choice."""
    ordered = [(one.turn, one.key) for one in candidates if one.state is OFFERED and one.turn is not None]
    return [key for _, key in sorted(ordered)]


def missing(candidates: Iterable[Runner], *, count: int = CANDIDATES) -> int:
    """How many candidates are to be added so that the company has `count` in the running."""
    live = sum(one.state in (OFFERED, WAITED_FOR) for one in candidates)
    return max(0, count - live)
