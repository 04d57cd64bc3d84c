"""The secretariat's counts and list: filters, words, keyset paging, the number of queries."""

from datetime import date, datetime, timedelta

import pytest

from tests.specialists.listed import BEGUN, listing
from tsunagu.specialists.models import Listing
from tsunagu.specialists.office_queries import (
    Intake,
    ListingFilter,
    ListingRow,
    listing_counts,
    listing_rows,
    listings_found,
)
from tsunagu.specialists.states import HiddenReason, ListingState

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db


def numbers(after: tuple[datetime, int] | None = None, limit: int = 50, **asked) -> list[str]:
    found = listings_found(Listing.objects.all(), ListingFilter(**asked), today=TODAY)
    return [row.riss_no for row in listing_rows(found, after=after, limit=limit)]


def test_counts_name_every_state_and_reason_even_when_nobody_stands_there() -> None:
    counts = listing_counts(today=TODAY)

    assert counts.by_state == dict.fromkeys(ListingState, 0)
    assert counts.by_reason == dict.fromkeys(HiddenReason, 0)
    assert (counts.by_intake, counts.not_publishable) == ({Intake.PAUSED: 0, Intake.FULL: 0}, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_counts_cost_two_queries(count: int, django_assert_num_queries) -> None:
    for number in range(count):
        listing(number, ListingState.HIDDEN, reason=HiddenReason.EMPLOYER)
        listing(100 + number, ListingState.HIDDEN, reason=HiddenReason.OWN_WISH)
        listing(200 + number, paused_until=TODAY)
        listing(300 + number, load_month=202611, load=3, monthly_cap=3)
        listing(400 + number, paused_until=TODAY - DAY, load_month=202610, load=3, monthly_cap=3)

    with django_assert_num_queries(2):
        counts = listing_counts(today=TODAY)

    assert (counts.by_state[ListingState.HIDDEN], counts.by_state[ListingState.PUBLISHED]) == (2 * count, 3 * count)
    assert (counts.by_reason[HiddenReason.EMPLOYER], counts.by_reason[HiddenReason.OWN_WISH]) == (count, count)
    assert counts.by_intake == {Intake.PAUSED: count, Intake.FULL: count}
    assert counts.not_publishable == count  # their own wish is none of the three published reasons


def test_a_row_says_who_where_since_when_and_why() -> None:
    made = listing(7, ListingState.HIDDEN, reason=HiddenReason.DECLINED)

    assert listing_rows(Listing.objects.all()) == [
        ListingRow(
            made.pk, "000007", "見本 花子", "みほん はなこ", ListingState.HIDDEN, BEGUN, HiddenReason.DECLINED, None
        )
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["000001", "000002", "000013", "000104"]),
        ({"state": ListingState.HIDDEN}, ["000001", "000002"]),
        ({"reason": HiddenReason.EMPLOYER}, ["000002"]),
        ({"state": ListingState.PUBLISHED, "reason": HiddenReason.EMPLOYER}, []),
        ({"intake": Intake.PAUSED}, ["000013"]),
        ({"intake": Intake.FULL}, ["000104"]),
        ({"words": "0000"}, ["000001", "000002", "000013"]),
        ({"words": "000104"}, ["000104"]),
        ({"words": "14"}, []),
        ({"words": "架空原"}, ["000002"]),
        ({"words": "見本花"}, ["000001"]),
        ({"words": "見本　花子"}, ["000001"]),
        ({"words": "かくうばらつ"}, ["000002"]),
        ({"words": "%"}, []),
    ],
)
def test_filters_and_words(asked: dict, found: list[str]) -> None:
    listing(1, ListingState.HIDDEN, reason=HiddenReason.DECLINED)
    listing(2, ListingState.HIDDEN, reason=HiddenReason.EMPLOYER, name="架空原 勉", kana="かくうばら つとむ")
    listing(13, name="仮名 一", kana="かめい はじめ", paused_until=TODAY)
    listing(104, name="仮名 二", kana="かめい ふたり", load_month=202611, load=2, monthly_cap=2)

    assert numbers(**asked) == found


def test_who_stands_longest_comes_first_and_paging_loses_and_repeats_nobody() -> None:
    for number in range(7):
        listing(number, since=BEGUN - number // 3 * DAY)  # several share a moment

    seen: list[str] = []
    after = None
    while page := listing_rows(Listing.objects.all(), after=after, limit=2):
        seen += [row.riss_no for row in page]
        after = (page[-1].since, page[-1].key)

    assert seen == ["000006", "000003", "000004", "000005", "000000", "000001", "000002"]


@pytest.mark.parametrize("count", [1, 3])
def test_rows_cost_one_query(count: int, django_assert_num_queries) -> None:
    for number in range(count):
        listing(number)

    with django_assert_num_queries(1):
        rows = listing_rows(Listing.objects.all())

    assert len(rows) == count
