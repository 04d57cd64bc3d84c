"""The page an invitation leads to: one button; only pressing it joins (promises §3)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.doors.entering import SEED, enter, text_of
from tests.doors.people import PASSWORD, member
from tests.doors.test_sign_in import errors_on
from tsunagu.accounts.actions import invite_member, open_organisation
from tsunagu.accounts.models import Invitation, Membership, User
from tsunagu.accounts.states import OrganisationKind, Role
from tsunagu.base.actor import SYSTEM
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
NEW = "new@kakuu.example"
FORM = {"name": "架空 花子", "password": PASSWORD, "is_agreed": "on"}


def link(email: str = NEW, role: Role = Role.COORDINATOR) -> str:
    """The link in the letter of an invitation."""
    kind = OrganisationKind.PARTNER if role is Role.COORDINATOR else OrganisationKind.SECRETARIAT
    now = timezone.now()
    place = open_organisation(kind, "見本商工会", "みほん", "13", by=SYSTEM, at=now)
    page = "http://testserver/accounts/invitation"
    invite_member(email, role, place, page=page, inviter=None, by=SYSTEM, at=now)
    return re.search(r"http://testserver(/\S+)", Letter.objects.latest("pk").body)[1]


def token_of(address: str) -> str:
    return address.partition("token=")[2]


def press(client: Client, address: str, **form: str):
    return client.post("/accounts/invitation", {"token": token_of(address), **form})


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_joins_nobody(client: Client, method: str) -> None:
    address = link()

    answers = [getattr(client, method)(address).status_code // 100 for _ in range(3)]

    assert (answers, User.objects.count(), Membership.objects.count()) == ([2] * 3, 0, 0)


def test_who_is_new_gives_name_and_password_and_is_in(client: Client) -> None:
    address = link()
    page = text_of(client.get(address))

    answer = press(client, address, **FORM)

    assert "「 見本商工会 」から、 支援機関・ベンダーのコーディネーター としての招待です。" in page
    assert answer["Location"] == "/home"
    assert [(row.user.email, row.role) for row in Membership.objects.all()] == [(NEW, Role.COORDINATOR)]
    assert client.get("/home")["Location"] == "/accounts/2fa/totp/activate/"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "short"}, "パスワード：このパスワードは短すぎます。最低 12 文字以上必要です。"),
        ({"name": ""}, "お名前：入力してください。"),
        ({"is_agreed": ""}, "利用規約に同意する：続けるには、ここに印を付けてください。"),
    ],
)
def test_what_is_missing_is_said_and_nobody_joins(client: Client, change: dict, said: str) -> None:
    answer = press(client, link(), **FORM | change)

    assert (errors_on(answer), User.objects.count()) == ([said], 0)


def test_who_has_an_account_signs_in_and_presses_one_button(client: Client) -> None:
    user = member(Role.COORDINATOR, seed=SEED)
    address = link(user.email)
    told = client.get(address).content.decode()
    client.force_login(user)
    main = re.search(r"<main.*?</main>", client.get(address).content.decode(), re.DOTALL)[0]

    answer = press(client, address)

    assert "/accounts/login/?next=%2Faccounts%2Finvitation%3Ftoken%3D" in told
    assert (main.count("<form"), main.count("<button")) == (1, 1)
    assert (answer["Location"], Membership.objects.filter(user=user).count()) == ("/home", 2)
    assert "見本商工会" in client.get("/partner/").content.decode() or client.get("/partner/").status_code == 200


def test_the_account_of_another_does_not_join(client: Client) -> None:
    address = link()
    enter(client, Role.COMPANY_MEMBER)

    answer = press(client, address)

    assert "別の人の招待です" in text_of(answer)
    assert Membership.objects.filter(role=Role.COORDINATOR).count() == 0


@pytest.mark.parametrize("token", ["", "x", "あ" * 5000])
def test_a_link_nobody_wrote_says_what_to_do(client: Client, token: str) -> None:
    pages = [
        client.get("/accounts/invitation", {"token": token}),
        client.post("/accounts/invitation", {"token": token}),
    ]

    assert [(page.status_code, "招待を受けられません" in text_of(page)) for page in pages] == [(200, True)] * 2


def test_a_used_and_an_old_link_are_told_alike(client: Client, time_machine_at) -> None:
    used = link()
    press(Client(), used, **FORM)
    old = link("old@kakuu.example")
    with time_machine_at(timezone.now() + timedelta(days=14, seconds=1)):
        pages = [re.sub(r'value="[^"]+"', "", text_of(client.get(address))) for address in (used, old)]

    assert pages[0] == pages[1]
    assert Invitation.objects.filter(accepted_at=None).count() == 1


def test_the_button_needs_the_pages_own_token() -> None:
    address = link()

    answer = Client(enforce_csrf_checks=True).post("/accounts/invitation", {"token": token_of(address), **FORM})

    assert (answer.status_code, User.objects.count()) == (403, 0)


def test_guessing_links_is_held_back(client: Client) -> None:
    told = [client.get("/accounts/invitation", {"token": str(number)}).status_code for number in range(31)]

    assert told == [200] * 30 + [429]


def test_the_letter_names_neither_the_organisation_nor_the_person() -> None:
    link()

    assert "見本商工会" not in Letter.objects.get().body
