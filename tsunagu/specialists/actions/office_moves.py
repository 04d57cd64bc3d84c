"""The office stops a listing, brings it back or ends it; the steps of a review are in `review`.

Source: reference 10, listing_states_designed (停止（資格停止・苦情等）; 承認後のどの状態からも進める).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.actions.versions import return_version
from tsunagu.specialists.models import Listing, PublishedSheet, SheetVersion
from tsunagu.specialists.review_letters import tell_moved
from tsunagu.specialists.states import HiddenReason, ListingState, VersionState, office_moves

LONGEST_REASON = 300


@transaction.atomic
def move_by_office(
    listing: Listing,
    to: ListingState,
    reason: str,
    *,
    hidden_reason: HiddenReason | None = None,
    by: Actor,
    at: datetime,
) -> Listing:
    """One of `states.office_moves`, with a reason that stands in the journal; the specialist is told by letter.

    Refuses a move of another kind, one without a reason, and putting on the list what was never published.
    """
    reason = reason.strip()
    if to not in office_moves(listing.state_now):
        raise RuleBrokenError(f"「{listing.state_now.label}」から「{to.label}」へは進めません。", field="to")
    if not reason:
        raise RuleBrokenError("理由を書いてください。", field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBrokenError(f"{LONGEST_REASON}文字までにしてください（今 {len(reason)}文字）。", field="reason")
    if to is ListingState.PUBLISHED and not PublishedSheet.objects.filter(specialist=listing.specialist_id).exists():
        raise RuleBrokenError("まだ一度も公開していません。申請を確かめてください。", field="to")
    why = hidden_reason if to is ListingState.HIDDEN else None
    move_listing(listing, to, by=by, at=at, reason=reason, hidden_reason=why)
    if to is ListingState.WITHDRAWN:
        for version in SheetVersion.objects.filter(specialist=listing.specialist_id, state=VersionState.SUBMITTED):
            return_version(version, reason, by=by, at=at)
    tell_moved(listing, by=by, at=at)
    return listing
