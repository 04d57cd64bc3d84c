"""A person on the list, as the actions make one, for tests of the register and the open data."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tsunagu.base.actor import Actor
from tsunagu.specialists.actions import enter_specialist, move_listing, publish_sheet
from tsunagu.specialists.content import Contact, Fee, HeldQualification, SheetContent
from tsunagu.specialists.models import RegisterEntry, Specialist
from tsunagu.specialists.states import AreaMark, ListingState

CLERK = Actor("user:1", "見本 花子")
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)  # 10:00 in Japan
TODAY = date(2026, 11, 21)
CONTENT = SheetContent(
    affiliation="independent",
    residence="13",
    prefectures=("13", "14"),
    online=True,
    fees=(Fee("onsite_consulting", 30000, None, first_free=True), Fee("incident_emergency", 50000, 80000)),
    themes_able=("T1", "T2"),
    themes_delivered=("T1",),
    industries=("construction",),
    periods=("spot", "m1_3"),
    organisation="見本事務所",
    qualifications=(
        HeldQualification("cisa", "CISA", "見本 花子", "証明書", date(2026, 4, 1), date(2027, 3, 31)),
        HeldQualification("itc", "ITコーディネータ"),
    ),
    practice_years=7,
    cases_supported=12,
    track_record=("ISMS認証取得支援",),
    introduction="小さな会社のはじめの一歩を、いっしょに考えます。",
    contact=Contact("a@mihon.example", "03-0000-0000", "090-0000-0000"),
    open_data_agreed=True,
)
MARKS = {"S1": AreaMark.CIRCLE, "S2": AreaMark.DOUBLE_CIRCLE, "A0": AreaMark.CIRCLE, "A7": AreaMark.DOUBLE_CIRCLE}


def registered(number: str, **columns) -> RegisterEntry:
    """An entry of the register."""
    facts = {
        "name": f"見本 {number}",
        "registered_on": date(2024, 4, 1),
        "valid_until": date(2027, 3, 31),
        "extract_on": date(2026, 11, 1),
    }
    return RegisterEntry.objects.create(riss_no=number, **facts | columns)


def listed(number: str, *, entry: RegisterEntry | None = None, marks=MARKS, **content) -> Specialist:
    """Somebody registered and published; `content` overrides what the sheet says."""
    entry = entry or registered(number)
    specialist = enter_specialist(number, entry.name, "みほん", by=CLERK, at=AT)
    for to in (ListingState.SUBMITTED, ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(specialist.listing, to, by=CLERK, at=AT)
    publish_sheet(
        specialist, replace(CONTENT, **content), marks, entry, confirmed_on=date(2026, 10, 1), by=CLERK, at=AT
    )
    return specialist
