"""A place in the month of who is asked, and of who comes along: both or none."""

from __future__ import annotations

from datetime import datetime

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.queries.asking import why_not
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.states import LIVE
from tsunagu.specialists.actions import hold_months, open_commitment, release_commitment
from tsunagu.specialists.models import Commitment, PublishedSheet

KIND = "proposal"


def take_places(proposal: Proposal, *, by: Actor, at: datetime) -> dict[int, Commitment] | None:
    """Commitments by specialist; None: somebody of them is off the list, takes nobody now or has a full month."""
    wanted = sorted(filter(None, {proposal.specialist_id, proposal.companion_id}))
    sheets = PublishedSheet.objects.listed().select_related("specialist").in_bulk(wanted)
    if len(sheets) < len(wanted) or any(why_not(sheet, is_urgent=False, today=day_of(at)) for sheet in sheets.values()):
        return None
    taken: dict[int, Commitment] = {}
    for number in wanted:  # by number: two that want the same pair take them in the same order
        place = open_commitment(sheets[number].specialist, KIND, f"proposal-{proposal.pk}", by=by, at=at)
        if place is None:
            for other in taken.values():
                release_commitment(other, by=by, at=at)
            return None
        taken[number] = place
    return taken


def hold_places(need: Need) -> None:
    """Everybody whose month may change when this need moves on, taken in one order. The need is held by the caller."""
    live = need.proposals.filter(state__in=LIVE).values_list("specialist_id", "companion_id")
    hold_months(number for pair in live for number in pair if number)


def give_back(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """The places of a proposal that came to nothing are free again."""
    taken = [one for one in (proposal.commitment, proposal.companion_commitment) if one is not None]
    for place in sorted(taken, key=lambda one: one.specialist_id):
        release_commitment(place, by=by, at=at)
