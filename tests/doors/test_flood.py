"""Reading stays open; whoever takes pages of the list by the hundred waits. Contacts are on no page for visitors."""

import re

import pytest
from django.core.cache import caches
from django.test import Client

from tests.directory.asking import EMAIL, accepted_by, delivered, person
from tests.specialists.published import AT
from tsunagu.directory.enquiry_links import visitor_token
from tsunagu.doors import flood
from tsunagu.upkeep.models import Setting

pytestmark = pytest.mark.django_db
FREE, LIMIT = 3, 20


@pytest.fixture(autouse=True)
def _limit(monkeypatch, time_machine_at):
    monkeypatch.setattr(flood, "FREE", FREE)
    monkeypatch.setattr(flood, "SIEVE", flood.Sieve())
    caches["default"].clear()
    Setting.objects.create(
        code="site.pages_per_minute", value=LIMIT, version=1, valid_from=AT.date(), set_at=AT, reason="見本"
    )
    with time_machine_at(AT):
        yield


def statuses(client: Client, path: str, times: int, **headers: str) -> list[int]:
    return [client.get(path, **headers).status_code for _ in range(times)]


@pytest.mark.parametrize("path", ["/specialists", "/specialists/000001", "/compare?riss=000001", "/api/v1/specialists"])
def test_a_page_too_many_is_asked_to_wait(client: Client, path: str) -> None:
    person("000001")

    found = statuses(client, path, FREE + LIMIT + 2)

    assert found == [200] * (FREE + LIMIT) + [429, 429]


def test_the_page_says_what_to_do_and_the_api_says_it_in_json(client: Client) -> None:
    statuses(client, "/specialists", FREE + LIMIT)

    page, told = client.get("/specialists"), client.get("/api/v1/specialists")

    assert (page["Retry-After"], "待ってから、もう一度" in page.content.decode()) == ("60", True)
    assert (told.status_code, told["Retry-After"], told.json()["errors"][0]["field"]) == (429, "60", "")


def test_other_pages_stay_open_and_so_do_other_connections(client: Client) -> None:
    statuses(client, "/specialists", FREE + LIMIT + 1)

    assert (statuses(client, "/", 1), statuses(client, "/emergency", 1)) == ([200], [429])
    assert statuses(client, "/specialists", 1, REMOTE_ADDR="192.0.2.9") == [200]


def test_a_forged_address_is_not_another_connection(client: Client) -> None:
    statuses(client, "/specialists", FREE + LIMIT + 1)

    assert statuses(client, "/specialists", 1, HTTP_X_FORWARDED_FOR="192.0.2.9") == [429]


def test_processes_count_together(client: Client, monkeypatch) -> None:
    statuses(client, "/specialists", FREE + LIMIT)
    monkeypatch.setattr(flood, "SIEVE", flood.Sieve())  # another process

    assert statuses(client, "/specialists", FREE + 1) == [200] * FREE + [429]


def test_an_ordinary_reader_costs_no_query(client: Client, django_assert_num_queries) -> None:
    client.get("/compare")

    with django_assert_num_queries(0):
        client.get("/compare")


def test_a_new_minute_begins_with_nothing() -> None:
    sieve = flood.Sieve()

    assert [sieve.count("a", 1), sieve.count("a", 1), sieve.count("b", 1), sieve.count("a", 2)] == [1, 2, 1, 1]


PAGES = (
    "/specialists",
    "/specialists/000001",
    "/compare?riss=000001",
    "/enquire?riss=000001",
    "/shortlist",
    "/register",
)


@pytest.mark.parametrize("path", [*PAGES, "/api/v1/specialists", "/api/v1/specialists/000001"])
def test_no_page_for_visitors_holds_a_contact(client: Client, path: str) -> None:
    specialist = person("000001")
    delivered("000001")

    page = client.get(path).content.decode()

    secret = [specialist.user.email, "a@mihon.example", "03-0000-0000", EMAIL]
    assert [word for word in secret if word in page] == []
    assert re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", page) == []


def test_nor_does_the_visitors_own_page_of_an_enquiry(client: Client) -> None:
    specialist = person("000001")
    enquiry = accepted_by("000001")

    page = client.get(f"/enquiries/{visitor_token(enquiry)}").content.decode()

    assert [word for word in (specialist.user.email, "a@mihon.example", "03-0000-0000") if word in page] == []
