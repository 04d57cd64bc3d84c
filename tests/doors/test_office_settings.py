"""Dated settings: shown with source and reason, changed with a reason, by one person at a time."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.doors.entering import enter, prove, rows_of, text_of
from tests.doors.people import PASSWORD
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.upkeep.actions.settings import change_setting
from tsunagu.upkeep.models import Setting
from tsunagu.upkeep.queries import latest_version

pytestmark = pytest.mark.django_db
CODE = "listing.fresh_days"
PAGE, LIST = f"/office/settings/{CODE}/", "/office/settings/"
OTHER = Actor("user:99", "ほかの 責任者")


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def filled(**fields: str) -> dict[str, str]:
    given = {"value": "120", "valid_from": day(3), "reason": "会議で決めた", "source": "運営会議", "seen": "0"}
    return {**given, "once_key": "a" * 32, **fields}


def errors_of(response) -> dict[str, str]:
    """Field → message, as they stand beside the inputs."""
    found = re.findall(r'id="id_(\w+)_error"><ul><li>(.*?)</li>', response.content.decode())
    return dict(found)


@pytest.fixture
def lead(client: Client) -> Client:
    enter(client, Role.OFFICE_LEAD, proved=True)
    return client


def change(text: str, *, days: int, seen: int, back: int = 0) -> None:
    at = timezone.now() - timedelta(days=back)
    change_setting(
        CODE, text, valid_from=timezone.localdate() + timedelta(days=days), reason=f"理由{text}", source="会議録",
        seen=seen, by=OTHER, at=at,
    )  # fmt: skip


def test_current_coming_and_past_rows_with_reason_and_source(lead: Client) -> None:
    for seen, (text, days) in enumerate([("100", -20), ("110", -10), ("130", 5)]):
        change(text, days=days, seen=seen, back=30)

    card = re.search(r'id="setting-listing-fresh_days">.*?</li>', lead.get(LIST).content.decode(), re.DOTALL)[0]

    words = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    places = [
        words.index(one) for one in ("110日", "理由110", "これから", "130日", "理由130", "100日", "理由100", "90日")
    ]
    assert places == sorted(places)
    assert words.count("よりどころ：会議録") == 3


def test_of_two_rows_for_one_day_the_earlier_is_marked(lead: Client) -> None:
    change("200", days=4, seen=0)
    change("210", days=4, seen=1)

    coming = re.findall(r'<div class="coming">(.*?)</div>', lead.get(LIST).content.decode(), re.DOTALL)

    assert [("200日" in one, "あとの登録に替わりました" in one) for one in coming] == [(True, True), (False, False)]


def test_a_clerk_reads_and_is_told_who_changes(client: Client) -> None:
    enter(client, Role.OFFICE_CLERK)

    html = client.get(LIST).content.decode()

    assert ("変えられるのは、事務局の責任者です。" in html, PAGE in html) == (True, False)


def test_a_change_is_registered_once_however_often_it_is_sent(lead: Client) -> None:
    answers = [lead.post(PAGE, filled()) for _ in range(2)]

    assert [(one.status_code, one["Location"]) for one in answers] == [(302, f"{LIST}#setting-listing-fresh_days")] * 2
    row = Setting.objects.get()
    assert (row.value, row.reason, row.source, row.valid_from.isoformat()) == (120, "会議で決めた", "運営会議", day(3))


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"value": "いちねん"}, "value", "整数で入力してください。"),
        ({"value": "1"}, "value", "30 から 1095 までの数にしてください。"),
        ({"value": ""}, "value", "入力してください。"),
        ({"valid_from": "2026-13-40"}, "valid_from", "日付を「2026-12-01」の形で入力してください。"),
        ({"valid_from": day(0)}, "valid_from", "明日より後の日付にしてください。"),
        ({"reason": ""}, "reason", "入力してください。"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_is_kept(
    lead: Client, fields: dict[str, str], field: str, message: str
) -> None:
    response = lead.post(PAGE, filled(**fields))

    assert (response.status_code, errors_of(response), Setting.objects.count()) == (200, {field: message}, 0)
    assert 'value="運営会議"' in response.content.decode()


def test_the_second_of_two_sees_the_difference_and_may_still_decide(lead: Client) -> None:
    change("200", days=4, seen=0)

    refused = lead.post(PAGE, filled())

    assert rows_of(refused)[0][:2] + rows_of(refused)[1][:2] == [
        "ほかの 責任者", "200日", "あなた（まだ登録していません）", "120日",
    ]  # fmt: skip
    assert (latest_version(CODE), "ほかの担当者が先に変更しました" in text_of(refused)) == (1, True)
    seen = re.search(r'name="seen" value="(\d+)"', refused.content.decode())[1]
    assert lead.post(PAGE, filled(seen=seen)).status_code == 302
    assert latest_version(CODE) == 2


def test_a_mistake_is_told_before_a_difference(lead: Client) -> None:
    change("200", days=4, seen=0)

    response = lead.post(PAGE, filled(value="1"))

    assert (response.status_code, errors_of(response)) == (200, {"value": "30 から 1095 までの数にしてください。"})
    assert 'name="seen" value="0"' in response.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_broken_hidden_number_is_no_breakdown(lead: Client, seen: str) -> None:
    change("200", days=4, seen=0)

    response = lead.post(PAGE, filled(seen=seen))

    assert (response.status_code, latest_version(CODE)) == (200, 1)


def test_a_setting_that_is_not_known_does_not_exist(lead: Client) -> None:
    assert [lead.get("/office/settings/no.such/").status_code, lead.post("/office/settings/x/").status_code] == [
        404
    ] * 2


def test_the_password_is_asked_before_and_what_was_typed_comes_back(client: Client) -> None:
    user = enter(client, Role.OFFICE_LEAD)

    asked = client.post(PAGE, filled(value="150"))

    assert (asked.status_code, Setting.objects.count()) == (302, 0)
    assert asked["Location"] == "/accounts/reauthenticate/?next=%2Foffice%2Fsettings%2Flisting.fresh_days%2F"
    back = client.post(asked["Location"], {"password": PASSWORD})
    assert back["Location"] == PAGE
    assert 'name="value" value="150"' in client.get(PAGE).content.decode()
    assert 'name="value" value="150"' not in client.get(PAGE).content.decode()
    assert user.pk


def test_the_form_is_not_shown_before_the_password_either(client: Client) -> None:
    enter(client, Role.OFFICE_LEAD)

    assert client.get(PAGE)["Location"].startswith("/accounts/reauthenticate/")


def test_minutes_later_the_password_is_asked_again(client: Client, monkeypatch) -> None:
    user = enter(client, Role.OFFICE_LEAD)
    prove(client, user)
    now = time.time()
    answers = []
    for passed in (299, 301):
        monkeypatch.setattr("time.time", lambda passed=passed: now + passed)
        answers.append(client.get(PAGE).status_code)

    assert answers == [200, 302]


@pytest.mark.parametrize(("code", "value", "kept"), [("site.notice", "", ""), ("site.notice", "休みます", "休みます")])
def test_a_text_may_be_emptied(lead: Client, code: str, value: str, kept: str) -> None:
    lead.post(f"/office/settings/{code}/", filled(value=value))

    assert Setting.objects.get().value == kept
