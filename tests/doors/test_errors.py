import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from tsunagu.doors import errors


def heading(response) -> str:
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


@pytest.mark.django_db
def test_an_unknown_address_is_404_with_a_way_on(client: Client) -> None:
    response = client.get("/no-such-page")

    assert (response.status_code, heading(response)) == (404, "ページが見つかりません")
    assert '<a href="/">最初のページへ</a>' in response.content.decode()


@pytest.mark.django_db
def test_an_unreadable_request_is_400(client: Client) -> None:
    response = client.get("/", headers={"host": "not a host"})

    assert (response.status_code, heading(response)) == (400, "内容を読み取れませんでした")


@pytest.mark.django_db
def test_a_form_without_its_token_is_403_and_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})

    assert (response.status_code, heading(response)) == (403, "もう一度送信してください")


def test_a_refusal_is_403(rf: RequestFactory) -> None:
    response = errors.refused(rf.get("/"), PermissionDenied("reason for the log"))

    assert (response.status_code, heading(response)) == (403, "この操作はできません")
    assert "reason for the log" not in response.content.decode()


def test_a_breakdown_needs_no_database(rf: RequestFactory) -> None:
    response = errors.broken(rf.get("/"))

    assert (response.status_code, heading(response)) == (500, "うまく表示できませんでした")


@pytest.mark.django_db
def test_a_form_with_nul_is_unreadable_whichever_page_takes_it(client: Client) -> None:
    answers = [client.post("/accounts/password/reset/", {"email": email}) for email in ("a\0@people.example", "a")]

    assert [(answer.status_code, heading(answer)) for answer in answers] == [
        (400, "内容を読み取れませんでした"),
        (200, "パスワードを忘れたとき"),
    ]
