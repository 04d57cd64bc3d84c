"""Signing up by oneself: prove the address, choose a way in, bring a company along."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.doors.entering import text_of
from tests.doors.people import PASSWORD, member
from tests.doors.test_sign_in import errors_on, heading
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.accounts.terms import TERMS_VERSION
from tsunagu.companies.models import Company
from tsunagu.doors.frame import address
from tsunagu.journal.models import Entry

pytestmark = pytest.mark.django_db
NEW = "hanako@kakuu.example"
FORM = {"email": NEW, "name": "架空 花子", "password1": PASSWORD, "password2": PASSWORD, "is_agreed": "on"}
COMPANY = {
    "name": "架空製作所",
    "name_kana": "かくうせいさくしょ",
    "prefecture": "13",
    "industry": "retail",
    "employees": "9",
}


def signed_up(client: Client) -> User:
    """Somebody signed up and proved the address in the same browser."""
    client.post("/accounts/signup/", FORM)
    client.post(link_in(mail.outbox[-1].body))
    return User.objects.get(email=NEW)


def link_in(body: str) -> str:
    return re.search(r"http://testserver(/\S+)", body)[1]


def test_signing_up_makes_an_account_that_waits_for_its_proof(client: Client) -> None:
    response = client.post("/accounts/signup/", FORM)

    user = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/accounts/confirm-email/")
    assert (user.email, user.name, user.check_password(PASSWORD)) == (NEW, "架空 花子", True)
    assert (user.terms_version, user.terms_agreed_at is not None) == (TERMS_VERSION, True)
    assert list(EmailAddress.objects.values_list("email", "verified")) == [(NEW, False)]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "person.signed_up",
        "person.agreed_to_terms",
    ]
    assert client.get("/home")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"is_agreed": ""}, "利用規約に同意する：続けるには、ここに印を付けてください。"),
        ({"name": ""}, "お名前：入力してください。"),
        ({"email": ""}, "メールアドレス：入力してください。"),
        (
            {"password1": "short", "password2": "short"},
            "パスワード：このパスワードは短すぎます。最低 12 文字以上必要です。",
        ),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nobody_is_made(client: Client, change: dict, said: str) -> None:
    response = client.post("/accounts/signup/", FORM | change)

    assert errors_on(response) == [said]
    assert not User.objects.exists()


def test_the_terms_are_a_page_that_names_its_version(client: Client) -> None:
    page = client.get(reverse("terms"))

    assert heading(page) == "利用規約"
    assert f"第 {TERMS_VERSION} 版" in text_of(page)


def test_pressing_the_button_in_the_same_browser_signs_in_and_asks_which_way_in(client: Client) -> None:
    signed_up(client)

    assert client.get("/home")["Location"] == "/accounts/start"
    page = client.get("/accounts/start")
    ways = re.findall(r'<a href="([^"]+)">(登録セキスペとして|会社として)</a>', page.content.decode())
    begin = address("specialist:begin")
    assert ways == ([(begin, "登録セキスペとして")] if begin else []) + [("/accounts/start/company", "会社として")]


def test_pressing_it_in_another_browser_proves_but_signs_nobody_in(client: Client) -> None:
    client.post("/accounts/signup/", FORM)
    other = Client()

    other.post(link_in(mail.outbox[-1].body))

    assert EmailAddress.objects.get().verified is True
    assert other.get("/home")["Location"].startswith("/accounts/login/")


def test_a_company_is_brought_along_once_and_its_founder_is_its_member(client: Client) -> None:
    user = signed_up(client)
    page = client.get("/accounts/start/company").content.decode()
    key = re.search(r'name="once_key" value="(\w+)"', page)[1]

    answers = [client.post("/accounts/start/company", COMPANY | {"once_key": key}) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == ["/company/"] * 2
    assert [(row.role, str(row.organisation)) for row in Membership.objects.filter(user=user)] == [
        (Role.COMPANY_MEMBER, "架空製作所")
    ]
    assert client.get("/home")["Location"] == "/company/"
    assert "架空製作所" in client.get("/company/").content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "会社や組織の名称：入力してください。"),
        ({"prefecture": "48"}, "所在地（都道府県）：選んでください。"),
        ({"industry": ""}, "業種：選んでください。"),
        ({"employees": "-1"}, "従業員数：0以上の数で入力してください。"),
    ],
)
def test_a_company_that_cannot_be_is_refused_beside_its_field(client: Client, change: dict, said: str) -> None:
    client.force_login(member(Role.SPECIALIST))

    response = client.post("/accounts/start/company", COMPANY | change)

    assert [line.split("選択したものは")[0] for line in errors_on(response)] == [
        said.split("選択したものは", maxsplit=1)[0]
    ]
    assert not Company.objects.exists()


def test_nobody_collects_companies(client: Client) -> None:
    signed_up(client)
    for _ in range(3):
        client.post("/accounts/start/company", COMPANY)

    response = client.post("/accounts/start/company", COMPANY)

    assert errors_on(response) == ["一人で登録できる会社は、3社までです。事務局に連絡してください。"]
    assert Company.objects.count() == 3


def test_sign_in_by_a_mailed_code(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)

    asked = client.post("/accounts/login/code/", {"email": user.email})
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]*$", mail.outbox[-1].body, re.MULTILINE)[0]
    answer = client.post("/accounts/login/code/confirm/", {"code": code})

    assert asked["Location"] == "/accounts/login/code/confirm/"
    assert answer["Location"] == "/home"
    assert client.get("/home")["Location"] == "/company/"


def test_a_wrong_code_is_refused_and_three_end_the_try(client: Client) -> None:
    user = member(Role.COMPANY_MEMBER)
    client.post("/accounts/login/code/", {"email": user.email})

    answers = [client.post("/accounts/login/code/confirm/", {"code": "WRONG-1"}) for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 302]
    assert client.get("/home")["Location"].startswith("/accounts/login/")


def test_a_code_does_not_stand_in_for_the_second_factor(client: Client) -> None:
    user = member(Role.OFFICE_LEAD, seed="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client.post("/accounts/login/code/", {"email": user.email})
    code = re.search(r"^[A-Z0-9]{3,}-?[A-Z0-9]*$", mail.outbox[-1].body, re.MULTILINE)[0]

    answer = client.post("/accounts/login/code/confirm/", {"code": code})

    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/office/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("credential", ["", "{}", "null", "[]", '"x"', '{"id": 1}', '{"id": "x", "response": {}}', "x"])
def test_a_passkey_no_browser_sends_is_refused(client: Client, credential: str) -> None:
    response = client.post("/accounts/2fa/webauthn/login/", {"credential": credential})

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert client.get("/home")["Location"].startswith("/accounts/login/")
