"""The secretariat's notice stands on every page, and a page costs no query for it but one a minute."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests.doors.entering import enter
from tsunagu.accounts.states import Role
from tsunagu.doors.notice import forget, site_notice
from tsunagu.upkeep.models import Setting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def forgotten(notice_known: None) -> None:
    forget()


def say(text: str, *, version: int = 1, on: date = date(2026, 11, 21)) -> None:
    Setting.objects.create(
        code="site.notice", version=version, value=text, valid_from=on, reason="お知らせ", set_at=NOW
    )


def shown(client: Client, address: str) -> list[str]:
    """What stands in the notice under the header of a page."""
    html = client.get(address).content.decode()
    return re.findall(r'<aside class="wrap"[^>]*>.*?</span>([^<]*)</p>', html, re.DOTALL)


@pytest.mark.parametrize("address", ["/", "/specialists", "/register", "/accounts/login/", "/no-such-page"])
def test_every_page_says_it_once_and_takes_no_markup_from_it(client: Client, time_machine_at, address: str) -> None:
    say("明日は<b>休み</b>です")

    with time_machine_at(NOW):
        assert shown(client, address) == ["明日は&lt;b&gt;休み&lt;/b&gt;です"]


def test_members_see_it_too(client: Client, time_machine_at) -> None:
    say("明日は休みです")

    with time_machine_at(NOW):
        enter(client, Role.COMPANY_MEMBER)
        assert shown(client, "/company/") == ["明日は休みです"]


def test_without_a_notice_nothing_stands_there(client: Client, time_machine_at) -> None:
    with time_machine_at(NOW):
        assert shown(client, "/") == []


@pytest.mark.parametrize(("text", "expected"), [("", []), ("まだです", [])])
def test_an_empty_one_and_one_of_tomorrow_are_not_shown(
    client: Client, time_machine_at, text: str, expected: list[str]
) -> None:
    say(text, on=date(2026, 11, 22) if text else date(2026, 11, 21))

    with time_machine_at(NOW):
        assert shown(client, "/") == expected


def test_it_costs_one_query_a_minute(django_assert_num_queries) -> None:
    say("明日は休みです")

    with django_assert_num_queries(1):
        first = [site_notice(at=NOW + timedelta(seconds=one)) for one in (0, 1, 59)]
    say("今日は休みです", version=2)
    with django_assert_num_queries(1):
        later = [site_notice(at=NOW + timedelta(seconds=one)) for one in (60, 61)]

    assert (first, later) == (["明日は休みです"] * 3, ["今日は休みです"] * 2)


def test_a_clock_that_goes_back_is_no_reason_to_keep_an_old_one(django_assert_num_queries) -> None:
    site_notice(at=NOW)

    with django_assert_num_queries(1):
        site_notice(at=NOW - timedelta(seconds=1))


@pytest.mark.parametrize("known", [True, False])
def test_what_a_page_costs_beyond_it(
    client: Client, time_machine_at, django_assert_num_queries, *, known: bool
) -> None:
    with time_machine_at(NOW):
        if known:
            site_notice(at=NOW)

        with django_assert_num_queries(0 if known else 1):
            client.get("/accounts/login/")
