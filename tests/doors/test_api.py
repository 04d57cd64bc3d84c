"""/api/v1: the list, sheets and code lists as JSON, over the demo season."""

import re
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.demo.fixtures import demo_season  # noqa: F401
from tests.doors.people import member
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, day_of
from tsunagu.directory.conditions import FACETS, Conditions
from tsunagu.directory.cursors import Cursor
from tsunagu.directory.queries.listing import list_page
from tsunagu.directory.queries.sheets import sheet_page
from tsunagu.doors.api import operations
from tsunagu.specialists.models import PublishedSheet, SheetText

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_season")]
AT = datetime(2026, 11, 21, 12, tzinfo=JST)
VISITOR = Actor("visitor", "来た人")
LIST = "/api/v1/specialists"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day the demo season opens."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def seeds(monkeypatch: pytest.MonkeyPatch) -> count:
    """New orders get the seeds 1, 2, 3 … ."""
    numbers = count(1)
    monkeypatch.setattr(operations, "new_seed", lambda: next(numbers))
    return numbers


def told(response: Any) -> tuple[int, list[tuple[str, str]]]:
    return response.status_code, [(error["field"], error["message"]) for error in response.json()["errors"]]


def numbers_of(page: dict[str, Any]) -> list[str]:
    return [row["riss_no"] for row in page["rows"]]


def somebody() -> str:
    return PublishedSheet.objects.listed().order_by("riss_no").values_list("riss_no", flat=True)[0]


# the list


def test_the_list_is_the_pages_list(client: Client, seeds: count) -> None:
    held = Conditions(place=("13",), online=True, theme=("T1",), fee=("p2", "p3"))
    page = list_page(held, seed=1, size=20, by=VISITOR, at=AT)

    answer = client.get(LIST, {"place": "13", "online": "1", "theme": "T1", "fee": ["p2", "p3"]}).json()

    assert numbers_of(answer) == [row.riss_no for row in page.rows]
    assert [row["points"] for row in answer["rows"]] == [row.points for row in page.rows]
    assert (answer["total"], answer["position"], answer["absent"]) == (page.counts.total, 0, page.counts.absent)
    assert [(chip["parameter"], chip["gain"]) for chip in answer["conditions"]] == [
        (chip.facet, chip.gain) for chip in page.chips
    ]


def test_a_row_carries_its_points_by_criterion(client: Client, seeds: count) -> None:
    best = list_page(Conditions(place=("13",)), seed=1, by=VISITOR, at=AT).rows[0]

    row = client.get(LIST, {"place": "13", "limit": 1}).json()["rows"][0]

    assert [
        (line["label"], line["points"], line["most"], line["because"], line["is_asked"]) for line in row["lines"]
    ] == [(line.label, line.points, line.most, line.because, line.is_asked) for line in best.lines]
    assert (len(row["lines"]), sum(line["most"] for line in row["lines"])) == (7, 100)
    assert (sum(line["points"] for line in row["lines"]), row["reasons"]) == (best.points, list(best.reasons))


@pytest.mark.parametrize("limits", [[100], [7], [1, 50, 3, 100]])
def test_paging_repeats_and_loses_nobody(client: Client, limits: list[int]) -> None:
    found: list[str] = []
    asked: dict[str, Any] = {"busy": "1"}
    for turn in count():
        page = client.get(LIST, asked | {"limit": limits[turn % len(limits)]}).json()
        assert page["position"] == len(found)
        found += numbers_of(page)
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]

    assert sorted(found) == sorted(PublishedSheet.objects.listed().values_list("riss_no", flat=True))
    assert len(found) == page["total"]


def test_who_asks_again_gets_an_order_of_their_own_and_who_pages_keeps_theirs(client: Client, seeds: count) -> None:
    first = client.get(LIST, {"limit": 5}).json()
    again = client.get(LIST, {"limit": 5}).json()
    onwards = client.get(LIST, {"limit": 5, "cursor": first["next"]}).json()

    assert [page["next"].split(".")[0] for page in (first, again, onwards)] == ["1", "2", "1"]
    assert numbers_of(first) == [row.riss_no for row in list_page(Conditions(), seed=1, by=VISITOR, at=AT).rows[:5]]


def test_a_cursor_of_another_search_is_refused(client: Client) -> None:
    cursor = client.get(LIST, {"place": "13", "online": "1", "limit": 1}).json()["next"]

    refused = client.get(LIST, {"place": "14", "online": "1", "limit": 1, "cursor": cursor})
    same = client.get(LIST, {"online": "true", "place": "13", "limit": 2, "cursor": cursor})

    sentence = "この続きは、別の条件のものです。同じ条件を付けるか、最初から見てください。"
    assert told(refused) == (400, [("cursor", sentence)])
    assert (same.status_code, same.json()["position"]) == (200, 1)


@pytest.mark.parametrize("cursor", ["", "x", ":", "1.1.1.1:x:y", "1.2.3.4.5", "\x00", "🦊" * 500])
def test_a_cursor_that_is_not_ours_is_refused(client: Client, cursor: str) -> None:
    response = client.get(LIST, {"cursor": cursor})

    assert told(response) == (400, [("cursor", "続きの位置を読み取れません。一覧の最初から見てください。")])


def test_a_cursor_of_the_page_is_not_one_of_the_api(client: Client) -> None:
    cursor = str(Cursor(1, 1, 50, 1, day_of(AT)))

    assert client.get(LIST, {"cursor": cursor}).status_code == 400


TWICE = "「支援してほしいこと」は1つだけ指定してください。"
LIMIT = "「limit」は1から100までの整数で指定してください。"


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("limt=5", [("limt", "「limt」という項目はありません。名前を確かめてください。")]),
        ("after=5", [("after", "「after」という項目はありません。名前を確かめてください。")]),
        ("Place=13", [("Place", "「Place」という項目はありません。名前を確かめてください。")]),
        ("place=99", [("place", "「場所」に「99」という選択肢はありません。選びなおしてください。")]),
        ("place=", [("place", "「場所」の値が空か、前後に空白があります。")]),
        ("place=13%20", [("place", "「場所」の値が空か、前後に空白があります。")]),
        ("need=A-1&need=A-2", [("need", TWICE)]),
        ("q=%E3%80%80", [("q", "「ことば」の値が空か、前後に空白があります。")]),
        ("q=" + "a" * 61, [("q", "「ことば」は60文字までで入力してください（いま61文字）。")]),
        ("q=a%00b", [("q", "「ことば」に使えない文字があります。入力しなおしてください。")]),
        ("online=yes", [("online", "「オンラインでもよい」は 1 を指定してください。")]),
        ("industry=none", [("industry", "「得意とする業種」に「none」という選択肢はありません。選びなおしてください。")]),
        *((f"limit={text}", [("limit", LIMIT)]) for text in ("0", "101", "-1", "1.5", "", "x", "05", "１０", "1e1", "9" * 99)),
        ("limit=1&limit=2", [("limit", "「limit」は1つだけ指定してください。")]),
        ("limit=0&place=99&x=1", [
            ("x", "「x」という項目はありません。名前を確かめてください。"),
            ("place", "「場所」に「99」という選択肢はありません。選びなおしてください。"),
            ("limit", LIMIT),
        ]),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(client: Client, query: str, errors: list[tuple[str, str]]) -> None:
    assert told(client.get(f"{LIST}?{query}")) == (422, errors)


def test_an_empty_list_says_how_to_find_more(client: Client) -> None:
    answer = client.get(LIST, {"q": "ありえないことばのならび", "place": "13"}).json()

    assert (answer["total"], answer["rows"], answer["next"]) == (0, [], None)
    assert [way["query"] for way in answer["ways"]] == ["place=13"]
    assert client.get(f"{LIST}?place=13").json()["total"] == answer["ways"][0]["gain"]


@pytest.mark.parametrize("limit", [1, 3])
def test_a_page_costs_the_same_for_one_row_and_for_many(client: Client, django_assert_num_queries, limit: int) -> None:
    with django_assert_num_queries(5):  # numbers, order kept?, order, keep it, rows
        rows = client.get(LIST, {"limit": limit}).json()["rows"]

    assert len(rows) == limit


# a sheet


def test_a_sheet_carries_the_standing_of_every_item(client: Client) -> None:
    number = somebody()
    page = sheet_page(number, today=day_of(AT), conditions=Conditions(), may_see_contact=False)

    answer = client.get(f"{LIST}/{number}").json()

    assert page is not None
    assert {
        group["group"]: [(item["label"], item["value"], item["standing"], item["basis"]) for item in group["items"]]
        for group in answer["facts"]
    } == {
        group: [(fact.label, fact.value, fact.standing.value, fact.basis) for fact in facts]
        for group, facts in page.facts.items()
    }
    assert (answer["row"]["riss_no"], answer["introduction"]) == (number, page.introduction)


def test_a_sheet_has_points_for_the_conditions_given(client: Client) -> None:
    here = client.get(LIST, {"place": "13", "limit": 1}).json()["rows"][0]

    sheet = client.get(f"{LIST}/{here['riss_no']}", {"place": "13"}).json()

    assert sheet["row"] == here


def test_nobodys_contact_is_in_the_api(client: Client) -> None:
    reachable = SheetText.objects.exclude(contact={}).filter(sheet__is_listed=True).select_related("sheet")
    secrets = {text.sheet.riss_no: [word for word in text.contact.values() if word] for text in reachable}

    answers = {number: client.get(f"{LIST}/{number}").content.decode() for number in secrets}

    assert len(secrets) > 20
    assert [number for number, words in secrets.items() if any(word in answers[number] for word in words)] == []
    assert "emergency_telephone" in {key for text in reachable for key in text.contact}


@pytest.mark.parametrize("number", ["000000", "999999"])
def test_who_is_not_on_the_list_is_404(client: Client, number: str) -> None:
    response = client.get(f"{LIST}/{number}")

    assert told(response) == (404, [("riss_no", "この登録番号の方は、いま一覧に載っていません。")])


def test_who_has_left_the_list_is_404_like_anybody_unknown(client: Client) -> None:
    number = somebody()
    PublishedSheet.objects.filter(riss_no=number).update(is_listed=False)

    assert client.get(f"{LIST}/{number}").json() == client.get(f"{LIST}/000000").json()


@pytest.mark.parametrize(
    "number", ["1", "1234567", "12345x", "１２３４５６", "123456%0A", "%00", "%F0%9F%A6%8A", "'--"]
)
def test_a_number_that_is_none_is_422(client: Client, number: str) -> None:
    response = client.get(f"{LIST}/{number}")

    assert told(response) == (422, [("riss_no", "登録番号は6けたの数字で指定してください。")])


@pytest.mark.parametrize("name", ["limit", "cursor"])
def test_a_sheet_has_no_pages(client: Client, name: str) -> None:
    response = client.get(f"{LIST}/{somebody()}", {name: "1"})

    assert told(response) == (422, [(name, f"「{name}」という項目はありません。名前を確かめてください。")])


def test_a_sheet_costs_one_query(client: Client, django_assert_num_queries) -> None:
    number = somebody()

    with django_assert_num_queries(1):
        client.get(f"{LIST}/{number}")


# code lists


def all_codes(client: Client) -> dict[str, dict[str, Any]]:
    names = [one["code"] for one in client.get("/api/v1/codes").json()["vocabularies"]]
    return {name: client.get(f"/api/v1/codes/{name}").json() for name in names}


def test_every_condition_with_codes_has_its_list(client: Client) -> None:
    lists = all_codes(client)

    offered = {
        parameter: [entry["code"] for entry in one["entries"] if entry["is_condition"]]
        for one in lists.values()
        for parameter in one["parameters"]
    }
    assert offered == {name: [code for code, _ in facet.choices()] for name, facet in FACETS.items() if facet.choices()}


def test_every_code_in_a_row_stands_in_its_list(client: Client) -> None:
    lists = {name: {(e["code"], e["name"]) for e in one["entries"]} for name, one in all_codes(client).items()}
    rows: list[dict[str, Any]] = []
    asked: dict[str, Any] = {"busy": "1", "limit": 100}
    while asked.get("cursor", "") is not None:
        page = client.get(LIST, asked).json()
        rows, asked["cursor"] = rows + page["rows"], page["next"]

    used = {
        "affiliations": {(row["affiliation"]["code"], row["affiliation"]["name"]) for row in rows},
        "prefectures": {(row["residence"]["code"], row["residence"]["name"]) for row in rows},
        "themes": {(t["code"], t["name"]) for row in rows for t in row["themes_able"] + row["themes_delivered"]},
        "industries": {(i["code"], i["name"]) for row in rows for i in row["industries"]},
        "periods": {(p["code"], p["name"]) for row in rows for p in row["periods"]},
        "support-forms": {(f["code"], f["name"]) for row in rows for f in row["forms"]},
        "areas": {(m["area"], m["name"]) for row in rows for m in row["marks"]},
        "qualifications": {(q["code"], q["name"]) for row in rows for q in row["qualifications"] if q["code"]},
    }
    assert {name: codes - lists[name] for name, codes in used.items() if codes - lists[name]} == {}
    assert [name for name, codes in used.items() if not codes] == []
    assert {row["absence"]["code"] for row in rows if row["absence"]} == {code for code, _ in lists["absences"]}
    assert {row["availability"]["code"] for row in rows} <= {code for code, _ in lists["availability"]}


def test_names_of_a_list_are_as_unique_as_its_codes(client: Client) -> None:
    lists = all_codes(client)

    assert {
        name: sorted(entry["name"] for entry in one["entries"])
        for name, one in lists.items()
        if len({entry["name"] for entry in one["entries"]}) < len(one["entries"])
    } == {}


@pytest.mark.parametrize("name", ["x", "%00", "Menus", "support_forms"])
def test_an_unknown_code_list_is_404(client: Client, name: str) -> None:
    assert told(client.get(f"/api/v1/codes/{name}")) == (404, [("vocabulary", "この名前のコード表はありません。")])


@pytest.mark.parametrize("path", ["/api/v1/codes", "/api/v1/codes/menus", "/api/v1/openapi.json"])
def test_what_takes_no_parameter_refuses_them(client: Client, path: str, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = client.get(f"{path}?q=x")

    assert told(response) == (422, [("q", "「q」という項目はありません。名前を確かめてください。")])


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

    # the CSRF check of Django comes first where a library does not lift it
    expected = (
        (403, "この操作はできません。")
        if response.status_code == 403
        else (405, "この方法では使えません。GET を使ってください。")
    )
    assert told(response) == (expected[0], [("", expected[1])])


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
    assert "from origin" not in page
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
