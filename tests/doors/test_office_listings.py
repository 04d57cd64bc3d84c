"""The secretariat's list: filters, words, pages, odd input."""

import re

import pytest
from django.test import Client

from tests.doors.entering import enter, rows_of, text_of
from tests.specialists.listed import listing
from tsunagu.accounts.states import Role
from tsunagu.doors.office import listings
from tsunagu.specialists.states import HiddenReason, ListingState

pytestmark = pytest.mark.django_db
PAGE = "/office/listings/"


@pytest.fixture
def clerk(client: Client) -> Client:
    enter(client, Role.OFFICE_CLERK)
    return client


def numbers(response) -> list[str]:
    return [row[1] for row in rows_of(response)]


def next_of(response) -> str:
    found = re.search(r'href="(\?[^"]+)" rel="next"', response.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def test_each_row_says_number_name_state_since_when_and_why(clerk: Client) -> None:
    listing(7, ListingState.HIDDEN, reason=HiddenReason.EMPLOYER)

    rows = rows_of(clerk.get(PAGE))

    assert rows == [["見本 花子 みほん はなこ", "000007", "非公開", "2026年11月1日", "勤務先の都合", "まだ"]]


def test_filters_stand_in_the_address_and_stay_in_the_form(clerk: Client) -> None:
    listing(1, ListingState.HIDDEN, reason=HiddenReason.EMPLOYER)
    listing(2, ListingState.HIDDEN, reason=HiddenReason.DECLINED)
    listing(3)

    response = clerk.get(PAGE, {"state": "hidden", "reason": "declined", "words": "0000"})

    html = response.content.decode()
    assert numbers(response) == ["000002"]
    assert ('value="hidden" selected' in html, 'value="0000"' in html) == (True, True)


def test_pages_go_on_where_the_last_ended_with_the_same_filters(clerk: Client, monkeypatch) -> None:
    monkeypatch.setattr(listings, "SIZE", 2)
    for number in range(5):
        listing(number, ListingState.DRAFT)
    listing(9)

    seen, address = [], "?state=draft"
    while address:
        page = clerk.get(PAGE + address)
        seen.append(numbers(page))
        address = next_of(page)

    assert seen == [["000000", "000001"], ["000002", "000003"], ["000004"]]
    assert "5 名" in text_of(page)


def test_an_empty_answer_says_what_to_do(clerk: Client) -> None:
    words = text_of(clerk.get(PAGE, {"words": "だれもいない"}))

    assert "当てはまる人はいません 条件を1つはずすか、番号や氏名を短くしてください。" in words


@pytest.mark.parametrize(
    "asked",
    [
        {"state": "no-such"},
        {"reason": "<script>"},
        {"intake": "x"},
        {"words": "あ" * 61},
        {"words": "\0"},
        {"page": "x"},
        {"page": "2026-11-01T00:00:00+00:00_" + "9" * 30},
        {"page": "0001-01-01T00:00:00+00:00_1"},
        {"page": "2026-11-01T00:00:00_1"},
    ],
)
def test_odd_input_is_never_a_breakdown_and_asks_for_nothing(clerk: Client, asked: dict[str, str]) -> None:
    listing(1)

    response = clerk.get(PAGE, asked)

    assert (response.status_code, numbers(response)) == (200, ["000001"])
    assert "<script>" not in response.content.decode()


def test_a_value_that_is_no_choice_is_said_beside_its_field(clerk: Client) -> None:
    html = clerk.get(PAGE, {"state": "no-such"}).content.decode()

    assert ('id="id_state_error"' in html, 'aria-describedby="id_state_error"' in html) == (True, True)


def test_a_very_long_name_stands_whole(clerk: Client) -> None:
    name = "見本" * 50
    listing(1, name=name)

    assert rows_of(clerk.get(PAGE))[0][0] == f"{name} みほん はなこ"
