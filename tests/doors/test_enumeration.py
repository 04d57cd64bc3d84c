"""Nobody learns from an answer, or from the work behind it, whether an address has an account (promises §4)."""

import re

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.test import Client

from tests.doors.entering import enter
from tests.doors.people import PASSWORD, member
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role

pytestmark = pytest.mark.django_db
UNKNOWN = "nobody@kakuu.example"
FORMS = {
    "sign-up": (
        "/accounts/signup/",
        {"email": "", "name": "架空 花子", "password1": PASSWORD, "password2": PASSWORD, "is_agreed": "on"},
    ),
    "sign-in": ("/accounts/login/", {"login": "", "password": "wrong"}),
    "code": ("/accounts/login/code/", {"email": ""}),
    "password reset": ("/accounts/password/reset/", {"email": ""}),
}


@pytest.fixture
def known() -> str:
    return member(Role.COMPANY_MEMBER).email


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """One entry for each password that was hashed: what takes the time."""
    seen: list[str] = []
    encode = Argon2PasswordHasher.encode

    def counted(self, password: str, salt: str) -> str:
        seen.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda self, password, _: seen.append(password) or False)
    return seen


def told(form: str, address: str) -> tuple[int, str, str]:
    """What a new visitor is told: status, where it leads, the page behind it without what was typed."""
    path, fields = FORMS[form]
    client = Client()
    answer = client.post(path, {name: value or address for name, value in fields.items()})
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode()).replace(address, "…")
    return answer.status_code, answer.headers.get("Location", ""), words


@pytest.mark.parametrize("form", FORMS)
def test_known_and_unknown_addresses_are_answered_alike(known: str, form: str) -> None:
    assert told(form, known) == told(form, UNKNOWN)


@pytest.mark.parametrize(("form", "hashes"), [("sign-up", 1), ("sign-in", 1), ("code", 0), ("password reset", 0)])
def test_known_and_unknown_addresses_cost_the_same_hashing(known: str, hashed: list, form: str, hashes: int) -> None:
    told(form, known)
    first = len(hashed)
    told(form, UNKNOWN)

    assert (first, len(hashed) - first) == (hashes, hashes)


def test_signing_up_twice_writes_one_letter_each_and_changes_nothing(known: str) -> None:
    before = User.objects.values().get()

    for address in (known, UNKNOWN):
        told("sign-up", address)

    assert User.objects.filter(email=known).values().get() == before
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([known], "【つなぐ】すでに登録されています"),
        ([UNKNOWN], "【つなぐ】メールアドレスの確認"),
    ]


def test_a_wrong_code_is_answered_alike(known: str) -> None:
    pages = []
    for address in (known, UNKNOWN):
        client = Client()
        client.post("/accounts/login/code/", {"email": address})
        page = client.post("/accounts/login/code/confirm/", {"code": "WRONG-1"}).content.decode()
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(address, "…"))

    assert pages[0] == pages[1]


def test_inviting_a_known_and_an_unknown_address_is_answered_alike(client: Client, known: str) -> None:
    user = enter(client, Role.COORDINATOR, proved=True)
    own = user.memberships.get().organisation_id
    answers = []

    for address in (known, UNKNOWN):
        form = {"of": own, "email": address, "seat": f"coordinator:{own}"}
        answer = client.post("/accounts/organisation/invite", form)
        page = client.get(answer["Location"]).content.decode()
        answers.append((answer.status_code, answer["Location"], "招待のメールを送りました。" in page))

    assert answers == [(302, "/accounts/organisation", True)] * 2
