"""A listing nobody answers for, morning after morning, for the tests of freshness."""

from datetime import UTC, date, datetime, timedelta

from tests.specialists.published import listed
from tsunagu.accounts.models import User
from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.base.calendar import day_of
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.freshness import keep_true
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.states import ReminderKind as K

CONFIRMED = date(2026, 10, 1)  # tests.specialists.published
FIRST = datetime(2026, 10, 1, 22, 0, tzinfo=UTC)  # 7:00 in Japan on 2026-10-02
OWNER = Actor("user:9", "見本 次郎")


def morning(days: int) -> datetime:
    """7:00 in Japan, so many days after the confirmation."""
    return FIRST + timedelta(days=days - 1)


def day(days: int) -> date:
    return CONFIRMED + timedelta(days=days)


def owned(number: str = "000001", **user) -> Specialist:
    """Somebody on the list who can be told."""
    specialist = listed(number)
    specialist.user = User.objects.create_user(f"{number}@mihon.example", name="見本", **user)
    specialist.save()
    RegisterEntry.objects.filter(riss_no=number).update(valid_until=date(2029, 9, 30))
    return Specialist.objects.get(pk=specialist.pk)


def turn(days: int) -> dict[K, int]:
    """The round of that morning: the letters it wrote."""
    return {kind: count for kind, count in keep_true(by=SYSTEM, at=morning(days)).letters.items() if count}


def state() -> tuple[str, str, bool, bool]:
    listing, sheet = Listing.objects.get(), PublishedSheet.objects.get()
    return listing.state, listing.hidden_reason, sheet.is_listed, sheet.is_stale


def silent(until: int) -> Specialist:
    """Nobody answers from the confirmation to that day, with a round every morning."""
    specialist = owned()
    for days in range(85, until + 1):
        turn(days)
    return Specialist.objects.get(pk=specialist.pk)


def letters() -> list[tuple[str, int]]:
    """Kinds of the letters and days after the confirmation."""
    written = Letter.objects.filter(template__startswith="keep_true").order_by("pk")
    return [(one.template, (day_of(one.written_at) - CONFIRMED).days) for one in written]
