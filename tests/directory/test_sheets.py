from datetime import date

import pytest

from tests.directory.people import AT, OFFICE, TODAY, publish
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.sheets import rows_of, sheet_page
from tsunagu.specialists.actions import move_listing
from tsunagu.specialists.content import Contact, Fee
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.states import AreaMark, HiddenReason, ListingState

pytestmark = pytest.mark.django_db

PUBLISHED = Contact(email="a@example.jp", telephone="03-0000-0000", emergency_telephone="090-0000-0000")
EMERGENCY = {"fees": (Fee("incident_emergency", 10_000, None),), "marks": {"S5": AreaMark.CIRCLE}}


def sheet(riss_no: str = "000001", *, may: bool = False, search: Conditions | None = None):
    return sheet_page(riss_no, today=TODAY, conditions=search or Conditions(), may_see_contact=may)


def hide(found: PublishedSheet) -> None:
    move_listing(found.specialist.listing, ListingState.HIDDEN, by=OFFICE, at=AT, hidden_reason=HiddenReason.OWN_WISH)


def test_a_sheet_shows_row_facts_and_long_texts() -> None:
    publish(1, introduction="はじめまして。\n二行目", track_record=("一つ",), other_work=("講演", "執筆"))

    found = sheet()

    assert found is not None
    assert (found.introduction, found.track_record, found.other_work) == (
        "はじめまして。\n二行目",
        ("一つ",),
        ("講演", "執筆"),
    )
    assert [found.row] == rows_of(["000001"], today=TODAY, conditions=Conditions())
    assert list(found.facts) == ["基本のこと", "できること", "ほかの資格", "支援の条件", "経験と実績"]


@pytest.mark.parametrize("riss_no", ["000002", "", "1", "０００００１", "000001 ", "x" * 300])
def test_an_unknown_number_has_no_sheet(riss_no) -> None:
    publish(1)

    assert sheet(riss_no) is None


def test_who_is_off_the_list_has_no_sheet_and_comes_back_with_one() -> None:
    listed = publish(1)
    hide(listed)
    assert sheet() is None

    move_listing(listed.specialist.listing, ListingState.PUBLISHED, by=OFFICE, at=AT)

    assert sheet() is not None


def test_a_stale_sheet_stays_and_says_so() -> None:
    listing = publish(1).specialist.listing
    for state in (ListingState.UPDATE_REQUESTED, ListingState.STALE):
        move_listing(listing, state, by=OFFICE, at=AT)

    found = sheet()

    assert found is not None
    assert found.row.is_stale


@pytest.mark.parametrize(
    ("may", "expected"), [(False, {}), (True, {"email": "a@example.jp", "telephone": "03-0000-0000"})]
)
def test_contact_is_for_those_who_may_see_it(may, expected) -> None:
    publish(1, contact=PUBLISHED, **EMERGENCY)

    found = sheet(may=may)

    assert found is not None
    assert (found.contact, found.emergency_telephone) == (expected, "090-0000-0000")


@pytest.mark.parametrize("may", [False, True])
def test_the_emergency_number_shows_only_with_form_and_mark(may) -> None:
    publish(1, contact=PUBLISHED, **EMERGENCY | {"marks": {}})

    found = sheet(may=may)

    assert found is not None
    assert found.emergency_telephone == ""
    assert "emergency_telephone" not in found.contact


def test_nothing_is_published_by_default() -> None:
    publish(1)

    found = sheet(may=True)

    assert found is not None
    assert (found.contact, found.emergency_telephone) == ({}, "")


def test_a_sheet_is_seen_through_its_search() -> None:
    publish(1, themes_able=("T1",))

    found = sheet(search=Conditions(theme=("T2",)))

    assert found is not None
    assert found.row.points == 65


def test_rows_come_in_the_order_asked_once_and_without_those_off_the_list() -> None:
    for number in (1, 2, 3):
        publish(number)
    hide(PublishedSheet.objects.get(riss_no="000002"))

    found = rows_of(["000003", "000002", "000001", "000003", "999999"], today=TODAY, conditions=Conditions())

    assert [row.riss_no for row in found] == ["000003", "000001"]
    assert rows_of([], today=TODAY, conditions=Conditions()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_and_rows_cost_one_query(count, django_assert_num_queries) -> None:
    numbers = [publish(number).riss_no for number in range(1, count + 1)]

    with django_assert_num_queries(1):
        assert sheet() is not None
    with django_assert_num_queries(1):
        assert len(rows_of(numbers, today=date(2026, 11, 21), conditions=Conditions())) == count
