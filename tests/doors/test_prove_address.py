"""The link in a letter opens a page with one button; only pressing it proves the address (promises §3)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client
from django.urls import reverse

from tests.doors.people import member
from tsunagu.accounts.states import Role
from tsunagu.base.actor import VISITOR
from tsunagu.journal.models import Entry
from tsunagu.mail.access import is_proved as mail_knows
from tsunagu.mail.actions import ask_for_proof

pytestmark = pytest.mark.django_db


@pytest.fixture
def address() -> EmailAddress:
    """An address somebody has just added."""
    user = member(Role.COMPANY_MEMBER)
    return EmailAddress.objects.create(user=user, email="new@kakuu.example", verified=False, primary=False)


def link_of(address: EmailAddress) -> str:
    return reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])


def is_proved(address: EmailAddress) -> bool:
    address.refresh_from_db()
    return address.verified


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_proves_nothing(client: Client, address: EmailAddress, method: str) -> None:
    answers = [getattr(client, method)(link_of(address)) for _ in range(3)]

    assert [one.status_code // 100 for one in answers] == [2] * 3
    assert is_proved(address) is False


def test_the_page_has_one_form_with_one_button_and_names_the_address(client: Client, address: EmailAddress) -> None:
    main = re.search(r"<main.*?</main>", client.get(link_of(address)).content.decode(), re.DOTALL)[0]

    assert (main.count("<form"), main.count("<button"), main.count("<a ")) == (1, 1, 0)
    assert re.findall(r'<form method="(\w+)" action="([^"]+)"', main) == [("post", link_of(address))]
    assert "new@kakuu.example" in main


def test_pressing_the_button_proves_it_once_and_again_is_no_breakdown(client: Client, address: EmailAddress) -> None:
    link = link_of(address)

    answers = [client.post(link).status_code for _ in range(2)]

    assert is_proved(address) is True
    assert {answer // 100 for answer in answers} <= {2, 3, 4}
    assert answers[0] == 302


def test_a_link_nobody_wrote_proves_nothing_and_says_what_to_do(client: Client, address: EmailAddress) -> None:
    spoilt = reverse("account_confirm_email", args=["MQ:x:y"])

    page = client.get(spoilt)

    assert (page.status_code, client.post(spoilt).status_code) == (200, 404)
    assert "このリンクは使えません" in page.content.decode()
    assert is_proved(address) is False


AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
HANAKO = "hanako@kakuu.example"


@pytest.fixture
def link() -> str:
    """The link in our own letter to an address nobody has proved."""
    letter = ask_for_proof(HANAKO, page="https://tsunagu.example/prove-address", by=VISITOR, at=AT)
    return re.search(r"https://tsunagu.example(\S+)", letter.body)[1]


def press(client: Client, link: str):
    """Press the button of the page the link opens."""
    html = client.get(link).content.decode()
    action, token = re.search(
        r'<form method="post" action="([^"]+)">.*?name="token" value="([^"]+)"', html, re.DOTALL
    ).groups()
    return client.post(action, {"token": token})


def test_opening_our_own_link_proves_nothing_and_shows_one_button(client: Client, link: str, time_machine_at) -> None:
    with time_machine_at(AT):
        pages = [client.get(link) for _ in range(3)]

    main = re.search(r"<main.*?</main>", pages[-1].content.decode(), re.DOTALL)[0]
    assert ([page.status_code for page in pages], mail_knows(HANAKO)) == ([200] * 3, False)
    assert (main.count("<form"), main.count("<button"), main.count("<a "), HANAKO in main) == (1, 1, 0, True)


def test_pressing_our_own_button_proves_the_address_once(client: Client, link: str, time_machine_at) -> None:
    with time_machine_at(AT):
        answers = [press(client, link) for _ in range(2)]

    assert [("確認しました" in one.content.decode(), one.status_code) for one in answers] == [(True, 200)] * 2
    assert (mail_knows(HANAKO), Entry.objects.filter(verb="address.proved").count()) == (True, 1)


def test_an_old_link_says_what_to_do(client: Client, link: str, time_machine_at) -> None:
    with time_machine_at(AT + timedelta(days=3, seconds=1)):
        page = client.get(link)

    assert "このリンクの期限が切れました。もう一度お申し込みください。" in page.content.decode()


@pytest.mark.parametrize("token", ["", "x", "あ" * 5000])
def test_a_token_nobody_signed_is_no_breakdown(client: Client, token: str) -> None:
    answers = [client.get("/prove-address", {"token": token}), client.post("/prove-address", {"token": token})]

    assert [(one.status_code, "このリンクは使えません" in one.content.decode()) for one in answers] == [(200, True)] * 2


def test_a_token_with_nul_is_unreadable(client: Client) -> None:
    answers = [client.get("/prove-address", {"token": "\0"}), client.post("/prove-address", {"token": "\0"})]

    assert [one.status_code for one in answers] == [200, 400]


def test_the_button_needs_the_pages_own_token(link: str, time_machine_at) -> None:
    with time_machine_at(AT):
        answer = Client(enforce_csrf_checks=True).post("/prove-address", {"token": link.partition("token=")[2]})

    assert (answer.status_code, mail_knows(HANAKO)) == (403, False)
