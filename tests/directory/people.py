"""Made-up people on the list: one by one through the actions, or a crowd with the columns a test needs."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.specialists.actions import enter_specialist, move_listing, publish_sheet, sheet_columns, text_columns
from tsunagu.specialists.content import Fee, SheetContent
from tsunagu.specialists.models import PublishedSheet, RegisterEntry, SheetText, Specialist
from tsunagu.specialists.states import AreaMark, ListingState

OFFICE = Actor("office:1", "事務局")
VISITOR = Actor("visitor", "来た人")
AT = datetime(2026, 11, 21, 12, tzinfo=JST)
TODAY = date(2026, 11, 21)

PLAIN = SheetContent(
    affiliation="independent",
    residence="13",
    prefectures=("13",),
    online=False,
    fees=(Fee("onsite_consulting", 20_000, 30_000),),
    themes_able=("T1",),
    industries=("service",),
    periods=("spot",),
)


def register_entry(number: int, **changed: Any) -> RegisterEntry:
    """A line of the register, not saved."""
    facts = {
        "riss_no": f"{number:06}",
        "name": f"見本 {number}",
        "registered_on": date(2024, 4, 1),
        "valid_until": date(2027, 3, 31),
        "extract_on": date(2026, 11, 1),
    }
    return RegisterEntry(**facts | changed)


def publish(
    number: int = 1,
    *,
    marks: dict[str, AreaMark] | None = None,
    register: dict[str, Any] | None = None,
    name: str = "",
    name_kana: str = "みほん",
    **changed: Any,
) -> PublishedSheet:
    """Entered, approved and published by the office; `changed` differs from the plain content."""
    entry = register_entry(number, **register or {})
    entry.save()
    specialist = enter_specialist(entry.riss_no, name or entry.name, name_kana, by=OFFICE, at=AT)
    for state in (ListingState.SUBMITTED, ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(specialist.listing, state, by=OFFICE, at=AT)
    specialist.refresh_from_db()
    publish_sheet(
        specialist, replace(PLAIN, **changed), marks or {}, entry, confirmed_on=date(2026, 10, 1), by=OFFICE, at=AT
    )
    return PublishedSheet.objects.select_related("text").get(pk=specialist.pk)


def crowd(count: int, *, first: int = 1000, content: SheetContent = PLAIN, **columns: Any) -> list[PublishedSheet]:
    """So many people alike; a column given as a list differs from one to the next."""
    specialists = Specialist.objects.bulk_create(
        Specialist(riss_no=f"{first + place:06}", name=f"見本 {place}", name_kana="みほん", created_at=AT)
        for place in range(count)
    )
    sheets = PublishedSheet.objects.bulk_create(
        PublishedSheet(
            specialist=one,
            **sheet_columns(one, content, {}, register_entry(first + place), confirmed_on=date(2026, 10, 1), at=AT)
            | {name: value[place] if isinstance(value, list) else value for name, value in columns.items()},
        )
        for place, one in enumerate(specialists)
    )
    SheetText.objects.bulk_create(
        SheetText(sheet=sheet, **text_columns(one, content, register_entry(first + place), by=OFFICE, at=AT))
        for place, (one, sheet) in enumerate(zip(specialists, sheets, strict=True))
    )
    return sheets
