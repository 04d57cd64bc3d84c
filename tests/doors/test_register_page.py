"""支援士検索: what anybody may learn of a number, and how often one address may ask."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.specialists.published import AT, CLERK, MARKS, TODAY, listed, registered
from tsunagu.specialists.actions import move_listing
from tsunagu.specialists.models import RegisterEntry
from tsunagu.specialists.queries import LookUp, LookUpMark, look_up
from tsunagu.specialists.states import AreaMark, ListingState, RegisterStatus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(AT, tick=False):
        yield


def page(client: Client, number: str, **headers: str):
    return client.get("/register", {"riss_no": number}, **headers)


def notice(response) -> str:
    return re.search(r'notice-sign"[^>]*>.</span>(.*?)</p>', response.content.decode())[1]


def facts(response) -> dict[str, str]:
    found = re.findall(r"<dt>(.*?)</dt><dd><span>(.*?)</span>", response.content.decode())
    return dict(found)


# The read


def test_everything_is_told_of_who_agreed_to_everything() -> None:
    listed("000123", entry=registered("000123", name="見本 太郎", may_show_name=True, may_show_skills=True))

    assert look_up("000123", today=TODAY) == LookUp(
        riss_no="000123",
        standing=RegisterStatus.VALID,
        valid_until=date(2027, 3, 31),
        extract_on=date(2026, 11, 1),
        is_listed=True,
        name="見本 太郎",
        marks=(
            LookUpMark("A0", AreaMark.CIRCLE, False),
            LookUpMark("S1", AreaMark.CIRCLE, False),
            LookUpMark("S2", AreaMark.DOUBLE_CIRCLE, False),
            *(LookUpMark(area, AreaMark.BLANK, False) for area in ("S3", "S4", "S5", "S6")),
            LookUpMark("A7", AreaMark.DOUBLE_CIRCLE, False),
        ),
    )


@pytest.mark.parametrize(("name", "skills"), [(False, False), (True, False), (False, True)])
def test_name_and_marks_are_told_only_as_agreed(name, skills) -> None:
    listed("000123", entry=registered("000123", name="見本 太郎", may_show_name=name, may_show_skills=skills))

    found = look_up("000123", today=TODAY)

    assert (found.name, bool(found.marks)) == ("見本 太郎" if name else "", skills)


def test_column_7_is_a_reference_once_the_audit_proof_has_ended() -> None:
    listed("000123", entry=registered("000123", valid_until=date(2029, 3, 31), may_show_skills=True), marks=MARKS)

    found = look_up("000123", today=date(2027, 4, 1))

    assert found.marks[-1] == LookUpMark("A7", AreaMark.CIRCLE, True)


@pytest.mark.parametrize(
    ("columns", "standing", "is_registered"),
    [
        ({"valid_until": TODAY}, RegisterStatus.VALID, True),
        ({"valid_until": date(2026, 11, 20)}, RegisterStatus.EXPIRED, False),
        ({"status": "suspended"}, RegisterStatus.SUSPENDED, True),
        ({"status": "revoked"}, RegisterStatus.REVOKED, False),
        ({"status": "expired"}, RegisterStatus.EXPIRED, False),
    ],
)
def test_of_somebody_no_longer_registered_neither_name_nor_marks_are_told(columns, standing, is_registered) -> None:
    listed("000123", entry=registered("000123", may_show_name=True, may_show_skills=True))
    RegisterEntry.objects.filter(riss_no="000123").update(**columns)

    found = look_up("000123", today=TODAY)

    assert (found.standing, found.is_registered) == (standing, is_registered)
    assert (bool(found.name), bool(found.marks)) == (is_registered, is_registered)


@pytest.mark.parametrize(("numbers", "queries"), [([], 1), (["000123"], 2), (["000123", "000124", "000125"], 2)])
def test_a_look_up_costs_two_queries_and_an_unknown_number_one(numbers, queries, django_assert_num_queries) -> None:
    for number in numbers:
        listed(number)

    with django_assert_num_queries(queries):
        found = look_up("000123", today=TODAY)
    assert (found is not None) == bool(numbers)


# The page


def test_the_form_stands_alone_before_anything_is_asked(client) -> None:
    response = client.get("/register")

    assert (response.status_code, response.content.decode().count('name="riss_no"')) == (200, 1)
    assert 'id="answer"' not in response.content.decode()


@pytest.mark.parametrize("typed", ["000123", "123", "第000123号", "１２３", " 第１２３号 "])
def test_a_number_is_found_however_it_is_typed(client, typed) -> None:
    registered("000123")

    assert notice(page(client, typed)) == "登録されています"


def test_the_answer_for_somebody_listed_who_agreed(client) -> None:
    listed("000123", entry=registered("000123", name="見本 太郎", may_show_name=True, may_show_skills=True))

    response = page(client, "123")

    assert facts(response) == {
        "登録": "あり",
        "氏名": "見本 太郎",
        "有効期限": "2027年3月31日",
        "名称の使用停止": "なし",
        "専門家の一覧への掲載": "あり",
    }
    content = response.content.decode()
    assert "第000123号の結果" in content
    assert '<a class="button button-second" href="/specialists/000123">' in content
    assert re.findall(r'<th scope="row">(セキュリティリスクの識別|セキュリティ監査)</th>', content) == [
        "セキュリティリスクの識別",
        "セキュリティ監査",
    ]


def test_somebody_who_did_not_agree_is_named_nowhere_on_the_page(client) -> None:
    specialist = listed("000123", entry=registered("000123", name="見本 太郎"))
    move_listing(specialist.listing, ListingState.WITHDRAWN, by=CLERK, at=AT)

    response = page(client, "000123")

    content = response.content.decode()
    assert facts(response)["氏名"] == "公開していません"
    assert facts(response)["専門家の一覧への掲載"] == "なし"
    assert [word for word in ("見本 太郎", "/specialists/000123", "セキュリティ監査") if word in content] == []
    assert "得意な領域は公開していません。" in content


@pytest.mark.parametrize(
    ("columns", "said", "told"),
    [
        (
            {"status": "suspended"},
            "登録されていますが、名称の使用が止められています",
            {
                "登録": "あり",
                "氏名": "公開していません",
                "有効期限": "2027年3月31日",
                "名称の使用停止": "あり",
                "専門家の一覧への掲載": "なし",
            },
        ),
        ({"status": "revoked"}, "いまは登録されていません", {"登録": "なし", "専門家の一覧への掲載": "なし"}),
        (
            {"valid_until": date(2026, 11, 20)},
            "いまは登録されていません",
            {"登録": "なし", "有効期限": "2026年11月20日", "専門家の一覧への掲載": "なし"},
        ),
    ],
)
def test_a_registration_that_does_not_stand_is_told_plainly(client, columns, said, told) -> None:
    registered("000123", **columns)

    response = page(client, "000123")

    assert (notice(response), facts(response)) == (said, told)


def test_an_unknown_number_is_told_with_what_to_do(client) -> None:
    response = page(client, "000124")

    assert (response.status_code, notice(response), facts(response)) == (200, "この番号の登録は見つかりません", {})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "入力してください。"),
        ("abc", "6けたの数字で、000123 のように入れてください。"),
        ("0000001", "6けたの数字で、000123 のように入れてください。"),
        ("<script>", "6けたの数字で、000123 のように入れてください。"),
    ],
)
def test_what_is_no_number_is_told_beside_the_field(client, typed, said) -> None:
    response = page(client, typed)

    assert response.status_code == 200
    assert re.findall(r'field-error" id="id_riss_no_error"><ul><li>(.*?)</li>', response.content.decode()) == [said]
    assert "<script>" not in response.content.decode()


# Scraping


def ask(client: Client, times: int, **headers: str) -> list[int]:
    return [page(client, "000123", **headers).status_code for _ in range(times)]


def test_thirty_look_ups_a_minute_are_answered_and_then_one_waits(client) -> None:
    registered("000123")

    assert ask(client, 31) == [200] * 30 + [429]

    response = page(client, "000123")
    assert (response["Retry-After"], notice(response), facts(response)) == ("60", "少し時間をおいてください", {})
    assert client.get("/register").status_code == 200
    with time_machine.travel(AT.timestamp() + 61, tick=False):
        assert ask(client, 1) == [200]


def test_another_address_is_answered_meanwhile(client) -> None:
    ask(client, 31)

    assert ask(client, 1, REMOTE_ADDR="192.0.2.7") == [200]


def test_a_forged_forwarding_header_counts_for_nothing(client) -> None:
    answers = [page(client, "000123", HTTP_X_FORWARDED_FOR=f"192.0.2.{place}").status_code for place in range(31)]

    assert answers == [200] * 30 + [429]


def test_behind_a_proxy_of_ours_the_address_it_wrote_counts(client, settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    ask(client, 30, HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.7")

    assert ask(client, 1, HTTP_X_FORWARDED_FOR="198.51.100.2, 192.0.2.7") == [429]
    assert ask(client, 1, HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.8") == [200]


def test_the_page_that_was_refused_asks_no_register(client) -> None:
    registered("000123")
    ask(client, 30)

    with CaptureQueriesContext(connection) as asked:
        page(client, "000123")
    assert [query["sql"] for query in asked if "registerentry" in query["sql"]] == []
