"""Limits of sign-in, sign-up, codes and resets: shared by all processes, deaf to forged addresses (promises §4)."""

import subprocess
import sys

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import caches
from django.test import Client

from tests.doors.people import PASSWORD, member
from tsunagu.accounts.states import Role
from tsunagu.doors.limits import address_of, is_within

pytestmark = pytest.mark.django_db
# form → (address, fields, how many of one connection in a minute)
FORMS = {
    "sign-in": ("/accounts/login/", {"login": "a{}@kakuu.example", "password": "wrong"}, 10),
    "sign-up": (
        "/accounts/signup/",
        {"email": "a{}@kakuu.example", "name": "甲", "password1": "short", "password2": "short"},
        20,
    ),
    "code": ("/accounts/login/code/", {"email": "a{}@kakuu.example"}, 20),
    "password reset": ("/accounts/password/reset/", {"email": "a{}@kakuu.example"}, 20),
}
TOO_MANY = ("操作が多すぎます", "ログイン失敗が連続しています", "Too many")


@pytest.fixture(autouse=True)
def _no_counts_from_before() -> None:
    caches["default"].clear()


def is_held(form: str, number: int, **headers: str) -> bool:
    """Whether this one was told to wait."""
    path, fields, _ = FORMS[form]
    answer = Client().post(path, {name: value.format(number) for name, value in fields.items()}, **headers)
    assert answer.status_code in {200, 302, 429}
    return any(words in answer.content.decode() for words in TOO_MANY)


@pytest.mark.parametrize("form", FORMS)
def test_too_many_from_one_connection_are_told_to_wait(form: str) -> None:
    most = FORMS[form][2]

    held = [is_held(form, number) for number in range(most + 1)]

    assert held == [False] * most + [True]


@pytest.mark.parametrize("form", FORMS)
def test_another_connection_is_not_held_for_it(form: str) -> None:
    for number in range(FORMS[form][2]):
        is_held(form, number)

    assert is_held(form, 99, REMOTE_ADDR="203.0.113.1") is False


def test_the_page_says_what_to_do() -> None:
    for number in range(20):
        is_held("password reset", number)

    answer = Client().post("/accounts/password/reset/", {"email": "x@kakuu.example"})

    assert (answer.status_code, "5分ほど待ってから" in answer.content.decode()) == (429, True)


@pytest.mark.parametrize("form", FORMS)
def test_a_forged_forwarded_address_does_not_begin_anew(form: str) -> None:
    most = FORMS[form][2]
    for number in range(most):
        is_held(form, number, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")

    assert is_held(form, most, HTTP_X_FORWARDED_FOR="198.51.100.250", HTTP_FORWARDED="for=198.51.100.251") is True


def test_behind_a_proxy_only_its_own_word_counts(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        is_held("code", number, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.7")

    said = [
        is_held("code", 99, HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.7"),
        is_held("code", 99, HTTP_X_FORWARDED_FOR="192.0.2.7, 192.0.2.8"),
    ]

    assert said == [True, False]


@pytest.mark.parametrize(
    ("proxies", "headers", "address"),
    [
        (0, {"REMOTE_ADDR": "192.0.2.7"}, "192.0.2.7"),
        (0, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
        (0, {"REMOTE_ADDR": "192.0.2.7", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, "192.0.2.7"),
        (0, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "198.51.100.1"}, None),
        (1, {"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "198.51.100.1, 192.0.2.7"}, "192.0.2.7"),
        (1, {"REMOTE_ADDR": ""}, None),
    ],
    ids=["IPv4", "IPv6", "forged", "socket, forged", "socket of our proxy", "socket"],
)
def test_what_a_request_counts_against(rf, settings, proxies: int, headers: dict, address: str | None) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert address_of(rf.get("/", **headers)) == address


def test_requests_without_an_address_are_never_too_many(rf) -> None:
    request = rf.get("/", REMOTE_ADDR="")

    assert [is_within(request, "anything", "1/m") for _ in range(3)] == [True] * 3


def test_one_account_is_guarded_wherever_the_guesses_come_from() -> None:
    user = member(Role.COMPANY_MEMBER)
    form = {"login": user.email, "password": "wrong"}
    for number in range(5):
        Client().post("/accounts/login/", form, REMOTE_ADDR=f"198.51.100.{number}")

    answer = Client().post("/accounts/login/", form | {"password": PASSWORD}, REMOTE_ADDR="203.0.113.1")

    assert (answer.status_code, "Location" in answer.headers) == (200, False)


def test_another_process_counts_on(monkeypatch) -> None:
    for number in range(20):
        is_held("code", number)

    monkeypatch.setattr(ratelimit, "cache", caches.create_connection("default"))  # as in another process

    assert is_held("code", 20) is True


def test_a_flood_of_strangers_does_not_push_the_counts_out() -> None:
    for number in range(20):
        is_held("code", number)
    cache = caches["default"]
    for number in range(400):
        cache.set(f"somebody-else-{number}", 1, 60)

    assert is_held("code", 20) is True


def test_no_counter_lies_in_the_memory_of_one_process() -> None:
    script = (
        "import django; django.setup()\n"
        "from django.core.cache import cache\n"
        "print(type(cache._connections['default']).__name__)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "DatabaseCache"
