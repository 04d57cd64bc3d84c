"""What is delivered to a specialist counts in the JST month it was delivered in, up to what they can take."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.specialists.published import CLERK
from tests.specialists.published import listed as published
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions import enter_specialist, open_commitment, release_commitment
from tsunagu.specialists.models import Commitment, PublishedSheet

pytestmark = pytest.mark.django_db
LATE_NOVEMBER = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)  # 23:59:59 in Japan
DECEMBER = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)  # 00:00 in Japan
NEXT_YEAR = datetime(2026, 12, 31, 15, 0, tzinfo=UTC)


def take(specialist, reference: str, at: datetime = LATE_NOVEMBER):
    return open_commitment(specialist, "enquiry", reference, by=CLERK, at=at)


def load() -> tuple[int, int]:
    sheet = PublishedSheet.objects.get()
    return sheet.load_month, sheet.load


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="commitment.").order_by("pk").values_list("verb", flat=True))


def test_a_commitment_counts_in_its_month() -> None:
    specialist = published("000001", monthly_cap=2)

    taken = take(specialist, "7")

    assert (taken.specialist, taken.kind, taken.reference, taken.month, taken.opened_at, taken.released_at) == (
        specialist, "enquiry", "7", 202611, LATE_NOVEMBER, None,
    )  # fmt: skip
    assert (load(), verbs()) == ((202611, 1), ["commitment.opened"])
    assert Entry.objects.get(verb="commitment.opened").facts == {"specialist": specialist.pk, "month": 202611}


@pytest.mark.parametrize("cap", [0, 1, 3])
def test_who_is_full_takes_nothing_more_this_month(cap: int) -> None:
    specialist = published("000001", monthly_cap=cap)

    taken = [take(specialist, str(number)) is not None for number in range(cap + 2)]

    assert (taken, load()[1], Commitment.objects.count()) == ([True] * cap + [False, False], cap, cap)
    assert verbs() == ["commitment.opened"] * cap


def test_the_month_begins_at_midnight_in_japan() -> None:
    specialist = published("000001", monthly_cap=1)
    seen = [take(specialist, "1") is not None, take(specialist, "2") is not None]

    seen.append(take(specialist, "3", DECEMBER) is not None)

    assert (seen, load()) == ([True, False, True], (202612, 1))
    assert list(Commitment.objects.order_by("pk").values_list("month", flat=True)) == [202611, 202612]


def test_the_year_ends_like_any_month() -> None:
    specialist = published("000001", monthly_cap=1)
    take(specialist, "1", DECEMBER)

    assert (take(specialist, "2", NEXT_YEAR) is not None, load()) == (True, (202701, 1))


def test_what_is_released_makes_room_again_once() -> None:
    specialist = published("000001", monthly_cap=1)
    first = take(specialist, "1")

    for _ in range(2):
        release_commitment(first, by=CLERK, at=LATE_NOVEMBER)

    first.refresh_from_db()
    assert (first.released_at, load()) == (LATE_NOVEMBER, (202611, 0))
    assert verbs() == ["commitment.opened", "commitment.released"]
    assert [take(specialist, "2") is not None, take(specialist, "3") is not None] == [True, False]


def test_what_was_delivered_last_month_gives_nothing_back_to_this_one() -> None:
    specialist = published("000001", monthly_cap=1)
    old = take(specialist, "1")
    take(specialist, "2", DECEMBER)

    release_commitment(old, by=CLERK, at=DECEMBER)

    assert (load(), take(specialist, "3", DECEMBER)) == ((202612, 1), None)


def test_a_matter_is_delivered_once() -> None:
    specialist = published("000001", monthly_cap=3)
    take(specialist, "1")

    with pytest.raises(IntegrityError), transaction.atomic():
        take(specialist, "1")

    assert (load(), Commitment.objects.count(), verbs()) == ((202611, 1), 1, ["commitment.opened"])


def test_who_has_no_sheet_takes_nothing() -> None:
    specialist = enter_specialist("000009", "例示 太郎", "れいじ たろう", by=CLERK, at=LATE_NOVEMBER)

    assert (take(specialist, "1"), Commitment.objects.count()) == (None, 0)


@pytest.mark.parametrize(
    ("today", "has_room"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True), (date(2026, 10, 31), True)]
)
def test_the_sheet_knows_whether_there_is_room(today: date, *, has_room: bool) -> None:
    take(published("000001", monthly_cap=1), "1")

    assert PublishedSheet.objects.get().has_room(today=today) == has_room


def test_each_specialist_has_a_load_of_their_own() -> None:
    first, second = published("000001", monthly_cap=1), published("000002", monthly_cap=1)
    take(first, "1")

    assert take(second, "1") is not None
    assert list(PublishedSheet.objects.order_by("riss_no").values_list("load", flat=True)) == [1, 1]
