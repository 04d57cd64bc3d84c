"""Invitations on their pages: the office's batch, the link's page with one button."""

import re

import pytest
from django.test import Client

from tests.doors.entering import enter, rows_of, text_of
from tests.specialists.published import AT, registered
from tsunagu.accounts.states import Role
from tsunagu.mail.models import Letter
from tsunagu.specialists.models import RegisterInvitation, Specialist

pytestmark = pytest.mark.django_db
OFFICE, PAGE = "/office/invitations/", "/invited"
BATCH = {"do": "invite", "batch": "2026秋", "once_key": "a" * 32}


@pytest.fixture
def clerk(client: Client, time_machine_at) -> Client:
    registered("000001")
    with time_machine_at(AT):
        enter(client, Role.OFFICE_CLERK)
        yield client


def send(clerk: Client, lines: str = "000001, a@mihon.example", **more: str):
    return clerk.post(OFFICE, {**BATCH, "lines": lines, **more})


def link() -> str:
    return re.search(r"http\S+", Letter.objects.latest("pk").body)[0]


def test_a_batch_is_sent_once_and_stands_in_the_table(clerk: Client) -> None:
    answers = [send(clerk, "第1号\ta@mihon.example\n\n") for _ in range(2)]

    assert [one["Location"] for one in answers] == [OFFICE, OFFICE]
    assert rows_of(clerk.get(OFFICE))[-1] == ["2026秋", "1通", "0名", "2026年11月21日"]
    assert link().startswith("http://localhost:8000/invited?token=")


def test_who_got_no_letter_is_named_and_stands_in_the_form_again(clerk: Client) -> None:
    answer = send(clerk, "000001, a@mihon.example\n000002, b@mihon.example")

    html = answer.content.decode()
    assert rows_of(answer)[0] == [
        "000002", "b@mihon.example", "登録番号が登録簿に見つかりません。番号を確かめてください。",
    ]  # fmt: skip
    assert re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", html, re.DOTALL)[1] == "000002, b@mihon.example"
    assert ("a" * 32 in html, RegisterInvitation.objects.count()) == (False, 1)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("000001", "1行目："),
        ("000001, a@mihon.example\nx, b@mihon.example", "2行目："),
        ("\n".join(["000001, a@mihon.example"] * 201), "200人まで"),
        ("", "入力してください。"),
    ],
)
def test_lines_of_another_shape_are_told_beside_the_field(clerk: Client, lines: str, said: str) -> None:
    html = send(clerk, lines).content.decode()

    assert ('id="invite-lines_error"' in html, said in html, Letter.objects.count()) == (True, True, 0)


def test_somebody_without_a_login_is_entered_and_stands_on_their_page(clerk: Client) -> None:
    answer = clerk.post(OFFICE, {"do": "enter", "riss_no": "１", "name_kana": "みほん"})

    assert answer["Location"] == "/office/review/000001/"
    assert "ログインのない方です" in text_of(clerk.get(answer["Location"]))


@pytest.mark.parametrize(("number", "said"), [("x", "6けたの数字"), ("000009", "登録簿に見つかりません")])
def test_a_number_that_cannot_be_entered_is_told_beside_its_field(clerk: Client, number: str, said: str) -> None:
    html = clerk.post(OFFICE, {"do": "enter", "riss_no": number, "name_kana": "みほん"}).content.decode()

    assert ('id="enter-riss_no_error"' in html, said in html, Specialist.objects.count()) == (True, True, 0)


def test_opening_the_link_does_nothing_and_leads_a_stranger_to_sign_in(clerk: Client) -> None:
    send(clerk)
    stranger, address = Client(), link()

    page = stranger.get(address)
    pressed = stranger.post(PAGE, {"token": address.partition("=")[2]})

    assert ("第000001号 の方へのご案内です。" in text_of(page).replace("第000001号  の", "第000001号 の")) is True
    assert ("アカウントを作る" in text_of(page), "見本" in text_of(page)) == (True, False)
    assert (pressed.status_code, Specialist.objects.count(), RegisterInvitation.objects.get().accepted_at) == (
        200,
        0,
        None,
    )


def test_pressing_the_button_signed_in_begins_the_application(clerk: Client) -> None:
    send(clerk)
    address = link()
    guest = Client()
    user = enter(guest, Role.COMPANY_MEMBER)
    assert "申請を始める" in text_of(guest.get(address))

    answer = guest.post(PAGE, {"token": address.partition("=")[2]})

    assert (answer["Location"], Specialist.objects.get().user) == ("/specialist/", user)
    assert "このリンクは使えません" in text_of(guest.get(address))


@pytest.mark.parametrize("token", ["", "x", "あ" * 500, "<script>"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strange_link_says_what_to_do(token: str, method: str) -> None:
    answer = getattr(Client(), method)(PAGE, {"token": token})

    assert (answer.status_code, "このリンクは使えません" in text_of(answer)) == (200, True)
