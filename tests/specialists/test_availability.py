"""A specialist says what they take: it holds in the search at once, and its dates end by themselves."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.specialists.published import AT, CLERK, listed
from tsunagu.base.actor import VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.listing import list_page
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions import enter_specialist
from tsunagu.specialists.actions.availability import let_availability_lapse, set_availability
from tsunagu.specialists.models import PublishedSheet, Specialist
from tsunagu.specialists.states import Availability

pytestmark = pytest.mark.django_db
A = Availability
TODAY = date(2026, 11, 21)


def day(days: int) -> date:
    return TODAY + timedelta(days=days)


def said(specialist: Specialist, **values):
    given = {"availability": A.AVAILABLE, "monthly_cap": 3} | values
    return set_availability(specialist, **given, by=CLERK, at=AT)


def kept() -> tuple:
    return PublishedSheet.objects.values_list("availability", "available_from", "paused_until", "monthly_cap").get()


def test_what_is_said_stands_on_the_sheet_and_in_the_journal() -> None:
    specialist = listed("000001")

    said(specialist, availability=A.WAITLIST, available_from=day(30), paused_until=day(3), monthly_cap=5)

    assert kept() == (A.WAITLIST, day(30), day(3), 5)
    entry = Entry.objects.get(verb="availability.set")
    assert entry.facts == {
        "availability": "WAITLIST", "available_from": "2026-12-21", "paused_until": "2026-11-24", "monthly_cap": "5",
    }  # fmt: skip


def test_said_again_nothing_is_written() -> None:
    specialist = listed("000001")

    for _ in range(2):
        said(specialist, availability=A.UNAVAILABLE)

    assert Entry.objects.filter(verb="availability.set").count() == 1


@pytest.mark.parametrize("cap", [1, 30])
@pytest.mark.parametrize("ahead", [1, 365])
def test_the_ends_of_what_may_be_said(cap: int, ahead: int) -> None:
    said(
        listed("000001"),
        availability=A.LIMITED,
        available_from=day(ahead),
        paused_until=day(ahead - 1),
        monthly_cap=cap,
    )

    assert kept() == (A.LIMITED, day(ahead), day(ahead - 1), cap)


@pytest.mark.parametrize(
    ("field", "values", "words"),
    [
        ("monthly_cap", {"monthly_cap": 0}, "1 から 30 までの数にしてください。"),
        ("monthly_cap", {"monthly_cap": 31}, "1 から 30 までの数にしてください。"),
        (
            "available_from",
            {"availability": A.LIMITED, "available_from": day(0)},
            "明日か、その後の日付にしてください。",
        ),
        ("available_from", {"availability": A.LIMITED, "available_from": day(366)}, "1年以内の日付にしてください。"),
        ("available_from", {"available_from": day(5)}, "「受付中」のときは、空にしてください。"),
        ("paused_until", {"paused_until": day(-1)}, "今日か、その後の日付にしてください。"),
        ("paused_until", {"paused_until": day(366)}, "1年以内の日付にしてください。"),
    ],
)
def test_what_cannot_be_meant_is_refused_beside_its_field(field: str, values: dict, words: str) -> None:
    specialist = listed("000001")
    before = kept()

    with pytest.raises(RuleBrokenError) as refusal:
        said(specialist, **values)

    assert (refusal.value.field, str(refusal.value), kept()) == (field, words, before)


def test_without_a_sheet_there_is_nothing_to_say_it_on() -> None:
    specialist = enter_specialist("000009", "例示 太郎", "れいじ たろう", by=CLERK, at=AT)

    with pytest.raises(RuleBrokenError, match="公開されてから"):
        said(specialist)


def found(days: int) -> list[str]:
    """Whom a new visitor finds so many days from now."""
    page = list_page(Conditions(), seed=days + Entry.objects.count(), by=VISITOR, at=AT + timedelta(days=days))
    return [row.riss_no for row in page.rows]


@pytest.mark.parametrize(
    ("values", "days", "is_found"),
    [
        ({}, 0, True),
        ({"availability": A.UNAVAILABLE}, 0, False),
        ({"availability": A.LIMITED}, 0, True),
        ({"availability": A.WAITLIST}, 0, True),
        ({"paused_until": day(0)}, 0, False),
        ({"paused_until": day(10)}, 10, False),
        ({"paused_until": day(10)}, 11, True),
    ],
)
def test_the_search_follows_at_once_and_a_rest_ends_by_itself(values: dict, days: int, *, is_found: bool) -> None:
    specialist = listed("000001")
    before = found(0)

    said(specialist, **values)

    assert (before, found(days) == ["000001"]) == (["000001"], is_found)


def midnight(days: int) -> datetime:
    """00:02 in Japan."""
    return datetime(2026, 11, 20, 15, 2, tzinfo=UTC) + timedelta(days=days)


def test_on_its_day_everything_is_taken_again_and_only_then() -> None:
    said(listed("000001"), availability=A.UNAVAILABLE, available_from=day(10), paused_until=day(8))
    said(listed("000002"), availability=A.WAITLIST)

    seen = [let_availability_lapse(by=CLERK, at=midnight(days)) for days in (9, 10, 10, 11)]

    assert seen == [0, 1, 0, 0]
    rows = PublishedSheet.objects.order_by("riss_no").values_list("availability", "available_from", "paused_until")
    assert list(rows) == [(A.AVAILABLE, None, None), (A.WAITLIST, None, None)]
    assert [entry.facts for entry in Entry.objects.filter(verb="availability.lapsed")] == [{"numbers": ["000001"]}]


def test_after_a_standstill_the_day_still_comes() -> None:
    said(listed("000001"), availability=A.UNAVAILABLE, available_from=day(10))

    assert let_availability_lapse(by=CLERK, at=midnight(40)) == 1
    assert kept()[:2] == (A.AVAILABLE, None)
