"""The only writers of the specialists room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of, month_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.specialists.content import SheetContent, search_facts, search_words
from tsunagu.specialists.models import Commitment, Listing, PublishedSheet, RegisterEntry, SheetText, Specialist
from tsunagu.specialists.spread import spread
from tsunagu.specialists.states import LISTED, MOVES, AreaMark, HiddenReason, ListingState, Standing


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
    """One step of reference 10's table. Two clerks cannot both win; the sheet follows in the same transaction."""
    was = listing.state_now
    if to not in MOVES[was]:
        raise RuleBrokenError(f"「{was.label}」から「{to.label}」へは進めません。")
    if to is ListingState.HIDDEN and hidden_reason is None:
        raise RuleBrokenError("非公開にする理由を選んでください。", field="hidden_reason")
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


@transaction.atomic
def publish_sheet(
    specialist: Specialist,
    content: SheetContent,
    marks: Mapping[str, AreaMark],
    register: RegisterEntry,
    *,
    confirmed_on: date,
    by: Actor,
    at: datetime,
) -> PublishedSheet:
    """Write what the list shows of an approved or listed specialist, and put it on the list.

    `marks` by area ("S1", "A0" …) as `specialists.marks.marks` gives them. Refuses a listing that is not approved.
    """
    listing = specialist.listing
    if not listing.is_listed:
        move_listing(listing, ListingState.PUBLISHED, by=by, at=at)
    Listing.objects.filter(pk=listing.pk).update(confirmed_on=confirmed_on)
    sheet, _ = PublishedSheet.objects.update_or_create(
        specialist=specialist,
        defaults=sheet_columns(specialist, content, marks, register, confirmed_on=confirmed_on, at=at),
    )
    SheetText.objects.update_or_create(sheet=sheet, defaults=text_columns(specialist, content, register, by=by, at=at))
    record("sheet.published", on=specialist, by=by, at=at)
    return sheet


def sheet_columns(
    specialist: Specialist,
    content: SheetContent,
    marks: Mapping[str, AreaMark],
    register: RegisterEntry,
    *,
    confirmed_on: date,
    at: datetime,
) -> dict[str, object]:
    """Values of a PublishedSheet row; also used where many are written at once."""
    return {
        "is_listed": True,
        "is_stale": False,
        "riss_no": specialist.riss_no,
        "name": specialist.name,
        "name_kana": specialist.name_kana,
        "registered_on": register.registered_on,
        "shuffle": spread(specialist.pk),
        "register_valid_until": register.valid_until,
        "confirmed_on": confirmed_on,
        "published_at": at,
        **search_facts(content, marks),
    }


def text_columns(
    specialist: Specialist, content: SheetContent, register: RegisterEntry, *, by: Actor, at: datetime
) -> dict[str, object]:
    """Values of a SheetText row; also used where many are written at once."""
    return {
        "grams": search_words(specialist.name, specialist.name_kana, content),
        "introduction": content.introduction,
        "track_record": list(content.track_record),
        "other_work": list(content.other_work),
        "fees": [asdict(fee) for fee in content.fees],
        "qualifications": [
            {
                "code": item.code,
                "name": item.name,
                "verified_by": item.verified_by,
                "how": item.how,
                "verified_on": item.verified_on.isoformat() if item.verified_on else None,
                "until": item.until.isoformat() if item.until else None,
            }
            for item in content.qualifications
        ],
        "standings": {
            item: {
                "standing": Standing.VERIFIED.value,
                "by": by.name,
                "how": "登録簿との照合",
                "on": day_of(at).isoformat(),
                "until": register.valid_until.isoformat(),
            }
            for item in ("name", "riss_no", "registered_on", "register_valid_until")
        },
        "contact": {key: value for key, value in asdict(content.contact).items() if value},
        "open_data_agreed": content.open_data_agreed,
    }


@transaction.atomic
def open_commitment(specialist: Specialist, kind: str, reference: str, *, by: Actor, at: datetime) -> Commitment | None:
    """Something is delivered to a specialist. None when this JST month is already full (promises §1, capacity first).

    The place is taken in one statement, so two at once cannot both take the last.
    """
    month = month_of(day_of(at))
    in_month = Case(When(load_month=month, then=F("load")), default=Value(0))
    taken = (
        PublishedSheet.objects.filter(specialist=specialist)
        .filter(Q(monthly_cap__gt=0) & (~Q(load_month=month) | Q(load__lt=F("monthly_cap"))))
        .update(load=in_month + 1, load_month=month)
    )
    if not taken:
        return None
    commitment = Commitment.objects.create(
        specialist=specialist, kind=kind, reference=reference, month=month, opened_at=at
    )
    record("commitment.opened", on=commitment, by=by, at=at, specialist=specialist.pk, month=month)
    return commitment


@transaction.atomic
def release_commitment(commitment: Commitment, *, by: Actor, at: datetime) -> None:
    """Declined or expired: it no longer counts. A second release changes nothing."""
    if not Commitment.objects.filter(pk=commitment.pk, released_at=None).update(released_at=at):
        return
    PublishedSheet.objects.filter(
        specialist_id=commitment.specialist_id, load_month=commitment.month, load__gt=0
    ).update(load=F("load") - 1)
    record("commitment.released", on=commitment, by=by, at=at)
