"""The open data's page and its downloads."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.specialists.published import AT, CLERK, listed
from tsunagu.directory.open_data.actions import build_open_data
from tsunagu.directory.open_data.documents import read_csv
from tsunagu.directory.open_data.queries import open_data_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]
CSV = "/open-data/active-list.csv"


def test_before_the_first_build_the_page_says_when_to_come_back(client: Client) -> None:
    response = client.get("/open-data")

    content = response.content.decode()
    assert (response.status_code, "まだファイルがありません" in content) == (200, True)
    assert re.findall(r'href="(/open-data/[^"]+)"', content) == []
    assert "クリエイティブ・コモンズ" in content


def test_the_page_names_files_day_people_version_terms_and_columns(client: Client) -> None:
    listed("000123")
    build_open_data(by=CLERK, at=AT)

    content = client.get("/open-data").content.decode()

    assert re.findall(r'href="(/open-data/[^"]+)"', content) == [
        "/open-data/active-list.csv",
        "/open-data/active-list.json",
        "/open-data/columns.csv",
    ]
    assert "2026年11月21日に作りました。1名が入っています（1.0版）。" in content
    assert content.count('data-label="JSONの項目"') == 40


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("active-list.csv", "text/csv; charset=utf-8"),
        ("active-list.json", "application/json; charset=utf-8"),
        ("columns.csv", "text/csv; charset=utf-8"),
    ],
)
def test_a_file_comes_as_an_attachment_with_its_type_and_its_marks(client: Client, name, content_type) -> None:
    built = build_open_data(by=CLERK, at=AT)

    response = client.get(f"/open-data/{name}")

    file = built.file(name)
    assert file is not None
    with open_data_file(built, file) as stored:
        assert response.getvalue() == stored.read()
    assert {key: response[key] for key in ("Content-Type", "Content-Disposition", "ETag", "Last-Modified")} == {
        "Content-Type": content_type,
        "Content-Disposition": f'attachment; filename="{name}"',
        "ETag": f'"{file.sha256}"',
        "Last-Modified": "Sat, 21 Nov 2026 01:00:00 GMT",
    }
    assert {key: response[key] for key in ("Access-Control-Allow-Origin", "X-Content-Type-Options")} == {
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
    }


def test_the_downloaded_csv_can_be_read_back(client: Client) -> None:
    listed("000123")
    build_open_data(by=CLERK, at=AT)

    assert [row.riss_no for row in read_csv(client.get(CSV).getvalue()).rows] == ["000123"]


def test_who_has_the_file_already_is_told_so_and_after_a_new_build_gets_the_new_one(client: Client) -> None:
    build_open_data(by=CLERK, at=AT)
    first = client.get(CSV)

    same = client.get(CSV, headers={"if-none-match": first["ETag"]})
    since = client.get(CSV, headers={"if-modified-since": first["Last-Modified"]})
    listed("000123")
    build_open_data(by=CLERK, at=AT + timedelta(days=1))
    fresh = client.get(CSV, headers={"if-none-match": first["ETag"]})

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert (since.status_code, fresh.status_code) == (304, 200)
    assert fresh["ETag"] != first["ETag"]


def test_head_answers_without_a_body(client: Client) -> None:
    built = build_open_data(by=CLERK, at=AT)

    response = client.head(CSV)

    assert (response.status_code, response.getvalue(), response["Content-Length"]) == (
        200,
        b"",
        str(built.files[0].size),
    )


@pytest.mark.parametrize("name", ["manifest.json", "other.csv", "..", "%2e%2e%2fkeys", "active-list.csv%00"])
def test_what_is_not_offered_is_404(client: Client, name) -> None:
    build_open_data(by=CLERK, at=AT)

    assert client.get(f"/open-data/{name}").status_code == 404


def test_before_the_first_build_a_file_is_404(client: Client) -> None:
    assert client.get(CSV).status_code == 404


def test_a_file_swept_away_meanwhile_is_404_and_no_breakdown(client: Client, monkeypatch) -> None:
    old = build_open_data(by=CLERK, at=AT)
    for days in (1, 2):
        build_open_data(by=CLERK, at=AT + timedelta(days=days))
    monkeypatch.setattr("tsunagu.doors.public.open_data.open_data_files", lambda: old)

    assert client.get(CSV).status_code == 404


@pytest.mark.parametrize("path", ["/open-data", CSV, "/register"])
def test_nothing_here_takes_a_form(client: Client, path) -> None:
    assert client.post(path).status_code == 405
