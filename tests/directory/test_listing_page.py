from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.directory import brute
from tests.directory.people import AT, OFFICE, TODAY, VISITOR, crowd
from tsunagu.base.calendar import JST
from tsunagu.directory.actions import KEPT_FIRST, KEPT_FOR, KEPT_MOST
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.cursors import Cursor, read_cursor
from tsunagu.directory.models import KeptOrder
from tsunagu.directory.queries.listing import PAGE, ListPage, list_page
from tsunagu.directory.queries.population import listed_people
from tsunagu.directory.rows import Absence
from tsunagu.specialists.actions import move_listing, open_commitment
from tsunagu.specialists.models import Listing, PublishedSheet, Specialist
from tsunagu.specialists.states import HiddenReason, ListingState

pytestmark = pytest.mark.django_db

EVERYBODY = Conditions()
SEED = 20_261_121


def page(
    after: Cursor | None = None,
    *,
    search: Conditions = EVERYBODY,
    seed: int = SEED,
    at: datetime = AT,
    size: int = PAGE,
) -> ListPage:
    return list_page(search, seed=seed, after=after, size=size, by=VISITOR, at=at)


def ids(found: ListPage) -> list[int]:
    return [row.specialist_id for row in found.rows]


def read_on(first: ListPage, *, at: datetime = AT, search: Conditions = EVERYBODY, seed: int = SEED) -> list[int]:
    """Everybody on the pages behind this one."""
    seen: list[int] = []
    found = first
    while found.onwards:
        cursor = read_cursor(str(found.onwards))
        found = page(cursor, at=at, search=search, seed=seed)
        seen += ids(found)
        assert found.position == cursor.position
    return seen


def whole(**changed: object) -> list[int]:
    first = page(**changed)  # type: ignore[arg-type]
    return ids(first) + read_on(first, **{name: value for name, value in changed.items() if name != "size"})


def mixed(count: int) -> list[PublishedSheet]:
    """Three bands of fit: 93, 97 and 95 points."""
    return crowd(
        count,
        proof_until=[TODAY if place % 3 == 1 else None for place in range(count)],
        registered_on=[date(2023, 1, 1) if place % 3 == 2 else date(2025, 1, 1) for place in range(count)],
    )


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 40, 199, 200, 201, 220, 221, 460])
def test_reading_the_whole_list_meets_everybody_once_in_order(count) -> None:
    mixed(count)

    assert whole() == brute.ordered(brute.everybody(), EVERYBODY, TODAY, SEED)


def test_reading_behind_the_thousand_kept_meets_everybody_once() -> None:
    crowd(KEPT_MOST + 130)
    first = page(size=110)

    seen, found = ids(first), first
    while found.onwards:
        found = page(found.onwards, size=110)
        seen += ids(found)

    assert seen == brute.ordered(brute.everybody(), EVERYBODY, TODAY, SEED)
    assert len(KeptOrder.objects.get().ids) <= KEPT_MOST


@pytest.mark.parametrize("read", [1, 5, 10, 11])
def test_when_the_kept_order_has_expired_the_next_pages_go_on(read) -> None:
    mixed(320)
    later = AT + KEPT_FOR + timedelta(minutes=1)
    found = page()
    seen = ids(found)
    for _ in range(read - 1):
        found = page(found.onwards)
        seen += ids(found)

    seen += read_on(found, at=later)

    assert seen == brute.ordered(brute.everybody(), EVERYBODY, TODAY, SEED)


@pytest.mark.parametrize("count", [90, 320])
def test_when_a_second_tab_has_begun_anew_meanwhile_the_first_still_goes_on(count) -> None:
    mixed(count)
    first = page()
    second = page(first.onwards)
    unpublish(*ids(first)[:7], ids(second)[-1])
    later = AT + KEPT_FOR + timedelta(minutes=1)
    page(at=later)

    seen = ids(first) + ids(second) + read_on(second, at=later)

    gone = {*ids(first)[:7], ids(second)[-1]}
    assert len(set(seen)) == len(seen) == count
    assert [pk for pk in seen if pk not in gone] == brute.ordered(brute.everybody(), EVERYBODY, TODAY, SEED)


@pytest.mark.parametrize("expired", [False, True])
@pytest.mark.parametrize("read", [1, 11])
def test_midnight_moves_nobody_even_when_everybody_gets_older(expired, read) -> None:
    """On 1 April many have been registered for three years: their points rise between two pages."""
    crowd(320, registered_on=[date(2024, 4, 1) if place % 2 else date(2025, 4, 1) for place in range(320)],
          load_month=202703, load=[3 if place % 10 == 0 else 0 for place in range(320)])  # fmt: skip
    evening = datetime(2027, 3, 31, 23, 50, tzinfo=JST)
    search = Conditions(busy=True)
    found = page(search=search, at=evening)
    seen = ids(found)
    for _ in range(read - 1):
        found = page(found.onwards, search=search, at=evening)
        seen += ids(found)

    seen += read_on(found, search=search, at=evening + (timedelta(hours=3) if expired else timedelta(minutes=20)))

    before = brute.ordered(brute.everybody(), search, date(2027, 3, 31), SEED)
    assert before != brute.ordered(brute.everybody(), search, date(2027, 4, 1), SEED)
    assert seen == before


def test_at_the_end_of_the_month_those_who_return_join_behind_and_nobody_is_lost() -> None:
    people = crowd(120, load_month=202611, load=[3 if place % 4 == 0 else 0 for place in range(120)])
    first = page(at=datetime(2026, 11, 30, 23, 50, tzinfo=JST))

    seen = ids(first) + read_on(first, at=datetime(2026, 12, 1, 2, tzinfo=JST))

    returned = {one.pk for one in people if one.load}
    assert len(set(seen)) == len(seen)
    assert {one.pk for one in people} - set(seen) < returned
    assert set(seen) & returned != set()


def test_a_reload_is_identical() -> None:
    mixed(230)
    first = page()
    second = page(first.onwards)

    assert (page(), page(first.onwards)) == (first, second)
    assert page(at=AT + timedelta(minutes=119)) == first


def test_a_page_beyond_the_kept_ones_reloads_identically() -> None:
    mixed(300)
    found = page()
    for _ in range(11):
        before, found = found, page(found.onwards)

    assert page(before.onwards) == found
    assert found.position == KEPT_FIRST + PAGE


def test_who_becomes_free_or_new_meanwhile_changes_no_page_read_already() -> None:
    mixed(60)
    busy = crowd(5, first=5000, monthly_cap=0, proof_until=TODAY)
    first = page()
    PublishedSheet.objects.filter(pk__in=[one.pk for one in busy]).update(monthly_cap=3)
    crowd(5, first=6000, proof_until=TODAY)

    assert ids(page()) == ids(first)
    assert len(ids(first) + read_on(first)) == 60


def fill_up(pk: int) -> None:
    specialist = Specialist.objects.get(pk=pk)
    for reference in ("1", "2", "3"):
        assert open_commitment(specialist, "enquiry", reference, by=OFFICE, at=AT)


def unpublish(*pks: int) -> None:
    for listing in Listing.objects.filter(specialist_id__in=pks):
        move_listing(listing, ListingState.HIDDEN, by=OFFICE, at=AT, hidden_reason=HiddenReason.OWN_WISH)


@pytest.fixture(autouse=True)
def _listings_stand_beside_the_sheets(monkeypatch) -> None:
    """A crowd has no listings of its own until a test moves one."""
    made = crowd

    def with_listings(*args: object, **changed: object) -> list[PublishedSheet]:
        sheets = made(*args, **changed)  # type: ignore[arg-type]
        Listing.objects.bulk_create(
            Listing(specialist_id=one.pk, state=ListingState.PUBLISHED, moved_at=AT) for one in sheets
        )
        return sheets

    monkeypatch.setitem(globals(), "crowd", with_listings)


def test_who_filled_up_meanwhile_keeps_the_place_with_a_badge() -> None:
    crowd(45)
    first = page()
    filled = ids(first)[4]
    fill_up(filled)

    again = page()

    assert ids(again) == ids(first)
    assert [row.absence for row in again.rows] == [
        Absence("full", "今月の受付はいっぱいです") if pk == filled else None for pk in ids(first)
    ]
    assert [again.counts.total, again.counts.absent["full"]] == [44, 1]


def test_the_last_one_who_filled_up_keeps_the_place_too() -> None:
    crowd(1)
    first = page()
    fill_up(ids(first)[0])

    again = page()

    assert ids(again) == ids(first)
    assert [row.absence.code for row in again.rows if row.absence] == ["full"]
    assert [way.gain for way in again.ways] == [1]


def test_a_new_visitor_no_longer_sees_who_filled_up() -> None:
    people = crowd(3)
    fill_up(people[0].pk)

    assert sorted(ids(page(seed=SEED + 1))) == [people[1].pk, people[2].pk]


def test_who_left_the_list_meanwhile_is_left_out_and_nobody_else() -> None:
    crowd(45)
    first = page()
    expected = whole()
    unpublish(ids(first)[4], expected[30])

    assert whole() == [pk for pk in expected if pk not in {expected[4], expected[30]}]


def test_when_the_one_a_page_begins_behind_has_left_the_page_is_the_same() -> None:
    mixed(230)
    first = page()
    second = page(first.onwards)
    unpublish(ids(first)[-1])

    assert ids(page(first.onwards)) == ids(second)
    assert ids(page(first.onwards, at=AT + timedelta(hours=3))) == ids(second)


def test_two_tabs_read_the_same_order_side_by_side() -> None:
    mixed(260)
    left, right = page(), page()
    seen_left, seen_right = ids(left), ids(right)
    while left.onwards and right.onwards:
        left = page(left.onwards)
        seen_left += ids(left)
        right = page(right.onwards)
        seen_right += ids(right)

    assert seen_left == seen_right == brute.ordered(brute.everybody(), EVERYBODY, TODAY, SEED)
    assert KeptOrder.objects.get().shown == 260


def test_two_searches_of_one_visitor_keep_an_order_each() -> None:
    mixed(60)
    searches = [EVERYBODY, Conditions(place=("13",))]

    firsts = [page(search=search) for search in searches]

    assert KeptOrder.objects.count() == 2
    assert [ids(page(first.onwards, search=search)) for first, search in zip(firsts, searches, strict=True)] == [
        brute.ordered(brute.everybody(), search, TODAY, SEED)[20:40] for search in searches
    ]


def test_other_visitors_see_other_orders_of_the_same_people() -> None:
    crowd(40)

    orders = [whole(seed=seed) for seed in (1, 2, 3)]

    assert orders[0] != orders[1] != orders[2] != orders[0]
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(orders[2])


def test_what_was_shown_is_counted_page_by_page() -> None:
    crowd(50)
    first = page()
    assert KeptOrder.objects.get().shown == 20

    second = page(first.onwards)
    page()
    assert KeptOrder.objects.get().shown == 40

    page(second.onwards)
    assert KeptOrder.objects.get().shown == 50


def test_a_page_says_how_many_are_left() -> None:
    crowd(45)
    first = page()
    second = page(first.onwards)
    last = page(second.onwards)

    assert [(one.position, len(one.rows), one.left) for one in (first, second, last)] == [
        (0, 20, 25),
        (20, 20, 5),
        (40, 5, 0),
    ]
    assert last.onwards is None


def test_the_cursor_of_one_search_used_with_another_gives_a_page_of_that_other() -> None:
    crowd(30, themes_able=1)
    crowd(30, first=2000, themes_able=2)
    cursor = page().onwards

    found = page(cursor, search=Conditions(theme=("T2",)))

    assert {tuple(row.themes_able) for row in found.rows} <= {tuple(found.rows[0].themes_able)}
    assert found.counts.total == 30


SEARCH = Conditions(place=("13",), theme=("T1",), q="東京")


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_first_page_costs_five_queries(count, django_assert_num_queries) -> None:
    """Whether somebody has changed, free words, kept order, keeping it, rows."""
    crowd(count)
    listed_people()

    with django_assert_num_queries(5):
        found = page(search=SEARCH)

    assert len(found.rows) == count


@pytest.mark.parametrize("count", [6, 20])
def test_a_reload_costs_four_queries(count, django_assert_num_queries) -> None:
    crowd(count)
    first = page(search=SEARCH)

    with django_assert_num_queries(4):
        assert page(search=SEARCH) == first


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_further_page_costs_five_queries(count, django_assert_num_queries) -> None:
    """Whether somebody has changed, free words, kept order, what was shown, rows."""
    crowd(20 + count)
    first = page(search=SEARCH)

    with django_assert_num_queries(5):
        found = page(first.onwards, search=SEARCH)

    assert len(found.rows) == count


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_page_behind_the_kept_ones_costs_five_queries(count, django_assert_num_queries) -> None:
    """Whether somebody has changed, free words, kept order, keeping more, rows."""
    crowd(KEPT_FIRST + count)
    first = page(search=SEARCH, size=KEPT_FIRST)

    with django_assert_num_queries(5):
        found = page(first.onwards, search=SEARCH)

    assert len(found.rows) == count


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_page_after_the_order_expired_costs_four_queries(count, django_assert_num_queries) -> None:
    crowd(20 + count)
    first = page(search=SEARCH)

    with django_assert_num_queries(4):
        found = page(first.onwards, search=SEARCH, at=AT + timedelta(hours=3))

    assert len(found.rows) == count


def test_a_seed_of_a_page_comes_with_its_cursor() -> None:
    crowd(25)

    assert page().onwards == replace(page().onwards, seed=SEED, day=TODAY, position=20)  # type: ignore[type-var]
