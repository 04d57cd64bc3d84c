"""What office and specialist write to each other about a listing: encrypted; letters only say there is something."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.specialists.models import Listing, ReviewMessage
from tsunagu.specialists.review_letters import tell_written
from tsunagu.specialists.states import ReviewSide
from tsunagu.vault.scope import ScopeKind, scope_of

LONGEST_TEXT = 2000


def checked_text(text: str) -> str:
    """The text without blanks around it. Refuses none and too much."""
    said = text.strip()
    if not said:
        raise RuleBrokenError("本文を入力してください。", field="text")
    if len(said) > LONGEST_TEXT:
        raise RuleBrokenError(f"{LONGEST_TEXT}文字までにしてください（今 {len(said)}文字）。", field="text")
    return said


@transaction.atomic
def write_message(listing: Listing, side: ReviewSide, text: str, *, by: Actor, at: datetime) -> ReviewMessage:
    """One more message; of the office's the specialist gets a letter without the text. Refuses an empty one."""
    message = add_message(listing, side, checked_text(text), by=by, at=at)
    if side is ReviewSide.OFFICE:
        tell_written(listing.specialist, by=by, at=at)
    return message


@transaction.atomic
def add_message(listing: Listing, side: ReviewSide, text: str, *, by: Actor, at: datetime) -> ReviewMessage:
    """The same for a text already checked, where another letter tells of it."""
    message = ReviewMessage.objects.create(
        scope=scope_of(ScopeKind.SPECIALIST, listing.specialist_id),
        listing=listing,
        side=side,
        text=text,
        written_at=at,
        written_by=by.name,
    )
    record("review.message_written", on=listing, by=by, at=at, side=side.value)
    return message
