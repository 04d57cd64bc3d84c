"""The queue and one listing under review, as reads: what they cost, and who stands in them."""

from datetime import date

import pytest

from tests.specialists.applying import in_review, send, submitted
from tests.specialists.published import AT, CLERK, TODAY, listed
from tsunagu.specialists.actions.review import approve
from tsunagu.specialists.models import Listing
from tsunagu.specialists.review_page import review_page
from tsunagu.specialists.review_queue import Waiting, queue_counts, queue_rows, review_queue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_with_its_counts_costs_five_queries(count: int, django_assert_num_queries) -> None:
    for number in range(count):
        in_review(f"{number:06}", ticked=2)
        listed(f"{number + 50:06}")

    with django_assert_num_queries(5):
        queue = review_queue(Listing.objects.all(), today=TODAY)
        counts, rows = queue_counts(queue), queue_rows(queue)

    assert (counts.whole, len(rows)) == (2 * count, 2 * count)


@pytest.mark.parametrize("count", [1, 3])
def test_one_listing_costs_nine_queries_however_many_editions_it_has(count: int, django_assert_num_queries) -> None:
    listing = approve(in_review(), by=CLERK, at=AT)
    for turn in range(count):
        send(listing.specialist, organisation=f"事務所{turn}")
        approve(listing, by=CLERK, at=AT)

    with django_assert_num_queries(9):
        page = review_page(Listing.objects.all(), "000001", today=TODAY)

    assert page is not None
    assert (page.version.number, page.is_waiting, page.left) == (count + 1, False, 0)


def test_who_waits_for_two_reasons_counts_once_in_the_whole() -> None:
    send(listed("000001").listing.specialist, organisation="新しい事務所")

    queue = review_queue(Listing.objects.all(), today=TODAY)

    counts = queue_counts(queue)
    assert counts.whole == 1
    assert {one for one, number in counts.by_reason.items() if number} == {Waiting.CHANGE, Waiting.RECHECK}
    assert queue_rows(queue)[0].waiting == (Waiting.CHANGE, Waiting.RECHECK)


def test_before_the_renewal_a_check_stands_and_from_that_day_it_does_not() -> None:
    listing = approve(in_review(), by=CLERK, at=AT)
    sheet = type(listing.specialist.sheet).objects

    found = {}
    for until in (date(2027, 3, 31), date(2029, 11, 20), date(2029, 11, 21), date(2030, 3, 31)):
        sheet.update(register_valid_until=until)
        found[until] = queue_counts(review_queue(Listing.objects.all(), today=TODAY)).whole

    assert list(found.values()) == [0, 0, 1, 1]


def test_a_listing_out_of_sight_is_no_page() -> None:
    submitted()

    assert review_page(Listing.objects.none(), "000001", today=TODAY) is None
