"""Specialists with listings in given states, for tests of reads."""

from datetime import UTC, date, datetime
from typing import Any

from tsunagu.accounts.models import User
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, SheetText, Specialist
from tsunagu.specialists.states import LISTED, HiddenReason, ListingState

BEGUN = datetime(2026, 11, 1, tzinfo=UTC)


def listing(
    number: int,
    state: ListingState = ListingState.PUBLISHED,
    *,
    name: str = "見本 花子",
    kana: str = "みほん はなこ",
    reason: HiddenReason | None = None,
    since: datetime = BEGUN,
    user: User | None = None,
    **sheet: Any,
) -> Listing:
    """A specialist with a listing; one that is on the list has a published sheet too (`sheet`: its columns)."""
    who = Specialist.objects.create(riss_no=f"{number:06}", name=name, name_kana=kana, user=user, created_at=BEGUN)
    confirmed = date(2026, 10, 1) if state in LISTED else None
    made = Listing.objects.create(
        specialist=who, state=state, hidden_reason=reason or "", moved_at=since, confirmed_on=confirmed
    )
    if state in LISTED:
        publish(who, **sheet)
    return made


def publish(who: Specialist, **sheet: Any) -> PublishedSheet:
    given = {
        "shuffle": 1, "registered_on": date(2020, 4, 1), "register_valid_until": date(2029, 3, 31),
        "confirmed_on": date(2026, 10, 1), "published_at": BEGUN, "residence": "13", "prefectures": 1 << 12,
    }  # fmt: skip
    made = PublishedSheet.objects.create(
        specialist=who, riss_no=who.riss_no, name=who.name, name_kana=who.name_kana, **{**given, **sheet}
    )
    SheetText.objects.create(sheet=made, grams="")
    return made


def register_entry(number: int, **fields: Any) -> RegisterEntry:
    given = {
        "name": "見本 花子", "registered_on": date(2020, 4, 1), "valid_until": date(2027, 3, 31),
        "extract_on": date(2026, 11, 1),
    }  # fmt: skip
    return RegisterEntry.objects.create(riss_no=f"{number:06}", **{**given, **fields})
