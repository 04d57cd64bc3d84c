"""What the list shows of somebody is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.journal.actions import record
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.content import HeldQualification, SheetContent, search_facts, search_words
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, SheetText, Specialist
from tsunagu.specialists.spread import spread
from tsunagu.specialists.states import AreaMark, ListingState, Standing


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
    columns = sheet_columns(specialist, content, marks, register, confirmed_on=confirmed_on, at=at)
    sheet, _ = PublishedSheet.objects.update_or_create(
        specialist=specialist, defaults=columns | {"is_stale": listing.state_now is ListingState.STALE}
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
        "qualifications": held_rows(content.qualifications),
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
        "photo": str(content.photo or ""),
    }


def held_rows(held: Iterable[HeldQualification]) -> list[dict[str, str | None]]:
    """What a SheetText row keeps of qualifications; also used where only the facts of checks change."""
    return [
        {
            "code": item.code,
            "name": item.name,
            "verified_by": item.verified_by,
            "how": item.how,
            "verified_on": item.verified_on.isoformat() if item.verified_on else None,
            "until": item.until.isoformat() if item.until else None,
        }
        for item in held
    ]
