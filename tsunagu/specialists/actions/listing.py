"""A specialist becomes known, and moves through the states of a listing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.register_rules import listing_end, standing_on
from tsunagu.specialists.states import LISTED, MOVES, HiddenReason, ListingState, RegisterStatus


@transaction.atomic
def enter_specialist(riss_no: str, name: str, name_kana: str, *, by: Actor, at: datetime) -> Specialist:
    """A specialist becomes known to the service, with a listing in draft. Refuses a number that is taken."""
    if Specialist.objects.filter(riss_no=riss_no).exists():
        raise RuleBrokenError("この登録番号は、すでに使われています。", field="riss_no")
    specialist = Specialist.objects.create(riss_no=riss_no, name=name, name_kana=name_kana, created_at=at)
    Listing.objects.create(specialist=specialist, moved_at=at)
    record("specialist.entered", on=specialist, by=by, at=at)
    return specialist


@transaction.atomic
def move_listing(
    listing: Listing,
    to: ListingState,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    hidden_reason: HiddenReason | None = None,
) -> Listing:
    """One step of reference 10's table. Two clerks cannot both win; the sheet follows in the same transaction.

    Refuses to put on the list whose registration does not stand on that day.
    """
    was = listing.state_now
    if to not in MOVES[was]:
        raise RuleBrokenError(f"「{was.label}」から「{to.label}」へは進めません。")
    if to is ListingState.HIDDEN and hidden_reason is None:
        raise RuleBrokenError("非公開にする理由を選んでください。", field="hidden_reason")
    if to in LISTED and was not in LISTED:
        require_registered(listing.specialist.riss_no, today=day_of(at))
    moved = Listing.objects.filter(pk=listing.pk, state=was).update(
        state=to, moved_at=at, hidden_reason=hidden_reason or ""
    )
    if not moved:
        raise RuleBrokenError("他の担当者が先に更新しました。画面を読み直してください。")
    listing.refresh_from_db()
    PublishedSheet.objects.filter(specialist_id=listing.specialist_id).update(
        is_listed=to in LISTED, is_stale=to is ListingState.STALE
    )
    record("listing.moved", on=listing, by=by, at=at, reason=reason, was=was.value, to=to.value)
    return listing


def require_registered(riss_no: str, *, today: date) -> None:
    """RuleBrokenError unless the register says today that this number stands (promises §4)."""
    entry = RegisterEntry.objects.filter(riss_no=riss_no).first()
    if entry is None:
        raise RuleBrokenError("登録番号が登録簿に見つかりません。事務局にお問い合わせください。")
    standing = standing_on(RegisterStatus(entry.status), entry.valid_until, today=today)
    if listing_end(standing) is not None:
        raise RuleBrokenError(f"登録簿では「{standing.label}」です。登録が有効になったら、載せられます。")
