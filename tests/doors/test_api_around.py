"""Around every answer of the API: JSON for what went wrong, caching, other sites; and how it is described."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.doors.api_season import LIST, demo_season, noon, somebody, told  # noqa: F401
from tests.doors.people import member
from tsunagu.accounts.states import Role
from tsunagu.directory.conditions import FACETS
from tsunagu.doors.api import operations
from tsunagu.specialists.models import PublishedSheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_season")]


# around every answer


@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v1/", "/api/v2/codes", f"{LIST}/", "/api/v1/codes/a/b"])
def test_an_unknown_address_is_told_in_json(client: Client, path: str) -> None:
    response = client.get(path)

    assert told(response) == (404, [("", "このアドレスはありません。")])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize(
    "path", [LIST, f"{LIST}/000001", "/api/v1/codes", "/api/v1/codes/menus", "/api/v1/openapi.json"]
)
def test_nothing_can_be_written(path: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(path)

    assert told(response) == (405, [("", "この方法では使えません。GET を使ってください。")])


def test_another_method_is_told_which_there_are(client: Client) -> None:
    response = client.post(LIST)

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/api/v1/codes", {"host": "not a host"}), (LIST + "?" + "&".join(f"p{n}=1" for n in range(401)), {})],
)
def test_what_cannot_be_read_is_told_in_json(client: Client, path: str, headers: dict[str, str]) -> None:
    response = client.get(path, headers=headers)

    assert told(response) == (400, [("", "送られた内容を読み取れません。アドレスを確かめてください。")])


def test_a_breakdown_is_told_in_json(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("for the log")

    monkeypatch.setattr(operations, "code_lists", broken)
    client.raise_request_exception = False

    response = client.get("/api/v1/codes")

    assert told(response) == (500, [("", "うまく処理できませんでした。時間をおいて試してください。")])


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (LIST, "no-store"),
        (f"{LIST}/000000", "no-store"),
        ("/api/v1/codes", "public, max-age=3600"),
        ("/api/v1/codes/needs", "public, max-age=3600"),
        ("/api/v1/codes/x", "no-store"),
        ("/api/v1/openapi.json", "public, max-age=3600"),
        ("/api/v1/nowhere", "no-store"),
    ],
)
def test_any_site_may_read_and_each_answer_says_how_long_it_keeps(client: Client, path: str, kept: str) -> None:
    response = client.get(path, headers={"origin": "https://other.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == kept
    assert [*response.cookies] == []


def test_a_sheet_is_asked_about_each_time_and_sent_when_changed(client: Client) -> None:
    path = f"{LIST}/{somebody()}"
    first = client.get(path)
    same = client.get(path, headers={"if-none-match": first["ETag"]})
    PublishedSheet.objects.filter(riss_no=somebody()).update(cases_supported=4711)
    changed = client.get(path, headers={"if-none-match": first["ETag"]})

    assert (first["Cache-Control"], first.status_code) == ("public, no-cache", 200)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", first["ETag"])
    assert same["Access-Control-Allow-Origin"] == "*"
    assert (changed.status_code, changed.json()["row"]["cases_supported"]) == (200, 4711)


def test_no_cache_keeps_what_a_signed_in_person_gets(client: Client) -> None:
    client.force_login(member(Role.COMPANY_MEMBER))

    response = client.get("/api/v1/codes")

    assert (response.status_code, response["Cache-Control"], [*response.cookies]) == (200, "no-store, private", [])


def test_a_browser_may_ask_first(client: Client) -> None:
    response = client.options(LIST, headers={"origin": "https://other.example", "access-control-request-method": "GET"})

    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "If-None-Match"


def test_head_is_get_without_its_body(client: Client) -> None:
    seen, head = client.get("/api/v1/codes"), client.head("/api/v1/codes")

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", seen["ETag"])


def test_pages_outside_are_left_alone(client: Client) -> None:
    response = client.get("/no-such-page")

    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "Access-Control-Allow-Origin" not in response


# described


def test_the_document_declares_every_refusal(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()

    assert document["openapi"] == "3.1.0"
    assert {path: [*methods] for path, methods in document["paths"].items()} == {
        LIST: ["get"], LIST + "/{riss_no}": ["get"], "/api/v1/codes": ["get"], "/api/v1/codes/{vocabulary}": ["get"],
    }  # fmt: skip
    declared = {path: {*methods["get"]["responses"]} for path, methods in document["paths"].items()}
    assert [path for path, statuses in declared.items() if not {"200", "400", "404", "405", "422"} <= statuses] == []


def test_the_document_knows_the_conditions_of_the_page(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert [one["name"] for one in paths[LIST]["get"]["parameters"]] == [*FACETS, "limit", "cursor"]
    assert [one["name"] for one in paths[LIST + "/{riss_no}"]["get"]["parameters"]] == ["riss_no", *FACETS]


def test_the_page_for_people_explains_every_condition(client: Client) -> None:
    response = client.get("/api/v1/docs")
    page = response.content.decode()

    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    cells = re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', page)
    assert [name for name in cells if name in FACETS] == [*FACETS]
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=\"", page) == []
    assert "Access-Control-Allow-Origin" not in response


def test_every_example_on_the_page_works(client: Client) -> None:
    page = client.get("/api/v1/docs").content.decode().replace("&amp;", "&")
    examples = [path for path in re.findall(r"<code>GET (\S+?)</code>", page) if "{" not in path and "（" not in path]

    assert [client.get(path).status_code for path in examples] == [200] * 2


def test_the_reference_names_every_parameter_and_code_list(client: Client) -> None:
    text = Path("docs/reference/api.md").read_text(encoding="utf-8")
    lists = [one["code"] for one in client.get("/api/v1/codes").json()["vocabularies"]]

    tables = re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE)
    assert tables == [*FACETS, "limit", "cursor"]
    assert [name for name in lists if f"`{name}`" not in text] == []
