from datetime import date

import pytest

from tests.directory.people import AT, OFFICE, TODAY, crowd, publish
from tsunagu.directory.chips import cleared
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.queries.population import listed_people
from tsunagu.directory.search import Counts, Place, Search
from tsunagu.specialists.actions import open_commitment, release_commitment
from tsunagu.specialists.content import Fee
from tsunagu.specialists.states import AreaMark, Availability

pytestmark = pytest.mark.django_db


def total(today: date = TODAY, **asked: object) -> int:
    return Search(Conditions(**asked), today).counts().total


ONE = {
    "affiliation": "employed", "prefectures": ("13", "14"), "themes_able": ("T1", "T2"), "themes_delivered": ("T2",),
    "industries": ("medical",), "periods": ("m3_6",), "has_chamber_ties": True, "online": False,
    "fees": (
        Fee("onsite_consulting", 20_000, 35_000), Fee("lecture_training", 0, 0, first_free=True),
        Fee("incident_emergency", 60_000, None),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, 1),
        ({"place": ("13",)}, 1),
        ({"place": ("13", "27")}, 1),
        ({"place": ("27",)}, 0),
        ({"place": ("27",), "online": True}, 0),
        ({"online": True}, 1),  # online will do: nobody is left out by it
        ({"theme": ("T1", "T6")}, 1),
        ({"theme": ("T6",)}, 0),
        ({"record": ("T2",)}, 1),
        ({"record": ("T1",)}, 0),
        ({"industry": ("medical",)}, 1),
        ({"industry": ("service",)}, 0),
        ({"form": ("onsite_consulting",)}, 1),
        ({"form": ("online_consulting",)}, 0),
        ({"fee": ("p0",)}, 1),
        ({"fee": ("p1",)}, 0),
        ({"fee": ("p2",)}, 0),
        ({"fee": ("p3",)}, 1),
        ({"fee": ("p4",)}, 1),
        ({"fee": ("p5",)}, 0),
        ({"fee": ("p6",)}, 1),
        ({"form": ("onsite_consulting",), "fee": ("p3",)}, 1),
        ({"form": ("onsite_consulting",), "fee": ("p0",)}, 0),  # the fee of a chosen form
        ({"form": ("lecture_training", "onsite_consulting"), "fee": ("p0",)}, 1),
        ({"period": ("m3_6", "spot")}, 1),
        ({"period": ("spot",)}, 0),
        ({"first_free": True}, 1),
        ({"first_free": True, "form": ("lecture_training",)}, 1),
        ({"first_free": True, "form": ("onsite_consulting",)}, 0),
        ({"affiliation": ("employed", "independent")}, 1),
        ({"affiliation": ("independent",)}, 0),
        ({"qualification": ("cisa",)}, 0),
        ({"available": True}, 1),
        ({"emergency": True}, 1),
        ({"chamber": True}, 1),
        ({"need": "A-1"}, 1),  # by a theme
        ({"need": "E-1"}, 1),  # by ○ in an area
        ({"need": "U-2"}, 0),  # neither
        ({"need": "O-3"}, 0),
        ({"q": "東京 医療"}, 1),
        ({"q": "大阪"}, 0),
        ({"place": ("13",), "q": "大阪"}, 0),
    ],
)
def test_one_person_and_each_condition(asked, expected) -> None:
    publish(1, marks={"S5": AreaMark.CIRCLE}, **ONE)

    assert total(**asked) == expected


def test_online_beside_a_place_widens_it() -> None:
    publish(1, online=True, prefectures=("01",))

    assert [total(place=("13",)), total(place=("13",), online=True), total(online=True)] == [0, 1, 1]


def test_a_need_is_met_by_its_form_of_support() -> None:
    publish(1, fees=(Fee("product_selection", 10_000, 10_000),))

    assert total(need="O-3") == 1


def test_emergency_asks_for_the_form_and_the_mark() -> None:
    emergency = (Fee("incident_emergency", 10_000, 10_000),)
    publish(1, fees=emergency)
    publish(2, marks={"S5": AreaMark.DOUBLE_CIRCLE})

    assert total(emergency=True) == 0

    publish(3, fees=emergency, marks={"S5": AreaMark.CIRCLE})

    assert total(emergency=True) == 1


ABSENT = {
    "full": {"load": 3, "load_month": 202611},
    "full-none-taken": {"monthly_cap": 0},
    "paused": {"paused_until": TODAY},
    "unavailable": {"availability": Availability.UNAVAILABLE},
}


@pytest.mark.parametrize("reason", ABSENT)
def test_who_takes_nobody_is_counted_and_comes_when_asked(reason) -> None:
    crowd(2)
    crowd(1, first=2000, **ABSENT[reason])
    crowd(1, first=3000, is_listed=False)

    plain, asked = Search(Conditions(), TODAY).counts(), Search(Conditions(busy=True), TODAY).counts()

    code = reason.split("-")[0]
    absent = {"full": 0, "paused": 0, "unavailable": 0, code: 1}
    assert plain == Counts(total=2, without={}, absent=absent)
    assert asked == Counts(total=3, without={("busy", "1"): 2}, absent=absent)
    assert len(Search(Conditions(busy=True), TODAY).order(1, limit=9)) == 3


@pytest.mark.parametrize(
    "columns",
    [
        {"load": 2, "load_month": 202611},
        {"load": 3, "load_month": 202610},
        {"paused_until": date(2026, 11, 20)},
        {"availability": Availability.LIMITED},
        {"availability": Availability.WAITLIST},
    ],
)
def test_who_takes_somebody_stands_on_the_list(columns) -> None:
    crowd(1, **columns)

    assert Search(Conditions(), TODAY).counts() == Counts(1, {}, {"full": 0, "paused": 0, "unavailable": 0})


def test_two_reasons_are_counted_by_reason() -> None:
    crowd(1, paused_until=TODAY, availability=Availability.UNAVAILABLE)

    assert Search(Conditions(), TODAY).counts() == Counts(0, {}, {"full": 0, "paused": 1, "unavailable": 1})


def test_only_those_of_the_search_are_counted_as_absent() -> None:
    crowd(1, paused_until=TODAY, themes_able=1)
    crowd(2, first=2000, paused_until=TODAY, themes_able=2)

    assert Search(Conditions(theme=("T1",)), TODAY).counts().absent["paused"] == 1


def test_a_full_month_ends_with_the_japanese_month() -> None:
    sheet = publish(1, monthly_cap=2)
    for reference in ("1", "2"):
        open_commitment(sheet.specialist, "enquiry", reference, by=OFFICE, at=AT)

    assert [total(date(2026, 11, 30)), total(date(2026, 12, 1))] == [0, 1]
    assert open_commitment(sheet.specialist, "enquiry", "3", by=OFFICE, at=AT) is None


def test_what_was_given_back_makes_room_again() -> None:
    sheet = publish(1, monthly_cap=1)
    commitment = open_commitment(sheet.specialist, "enquiry", "1", by=OFFICE, at=AT)
    assert total() == 0

    release_commitment(commitment, by=OFFICE, at=AT)

    assert total() == 1


def test_a_pause_ends_by_itself() -> None:
    publish(1, paused_until=date(2026, 11, 21))

    assert [total(date(2026, 11, 21)), total(date(2026, 11, 22))] == [0, 1]


def test_points_of_another_day_make_the_order() -> None:
    (one,) = crowd(1, registered_on=date(2023, 11, 22))
    search = Search(Conditions(), TODAY)

    (today,) = search.order(1, limit=1)
    (tomorrow,) = search.order(1, limit=1, points_on=date(2026, 11, 22))

    assert (today, tomorrow) == (Place(one.pk, 93, today.mix), Place(one.pk, 95, today.mix))


def test_an_empty_list() -> None:
    search = Search(Conditions(place=("13",), q="規程"), TODAY)

    assert search.counts() == Counts(
        0, {("q", "規程"): 0, ("place", "13"): 0}, {"full": 0, "paused": 0, "unavailable": 0}
    )
    assert search.order(1, limit=5) == []


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_search_costs_two_queries(count, django_assert_num_queries) -> None:
    crowd(count)
    listed_people()
    search = Search(Conditions(place=("13",), q="東京", theme=("T1",)), TODAY)

    with django_assert_num_queries(2):
        counted, places = search.counts(), search.order(1, limit=30)

    assert counted.total == len(places) == count


def test_clearing_facets_leaves_the_others() -> None:
    search = Conditions(need="A-1", place=("13",), online=True, busy=True)

    assert cleared(search, ["place", "need"]) == Conditions(online=True, busy=True)
