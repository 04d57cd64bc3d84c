"""/api/v1: the list, sheets and code lists as JSON, over the demo season."""

from itertools import count
from typing import Any

import pytest
from django.test import Client

from tests.doors.api_season import AT, LIST, demo_season, noon, seeds, somebody, told  # noqa: F401
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.conditions import FACETS, Conditions
from tsunagu.directory.cursors import Cursor
from tsunagu.directory.queries.listing import list_page
from tsunagu.directory.queries.population import listed_people
from tsunagu.directory.queries.sheets import sheet_page
from tsunagu.specialists.models import PublishedSheet, SheetText

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_season")]
VISITOR = Actor("visitor", "来た人")


def numbers_of(page: dict[str, Any]) -> list[str]:
    return [row["riss_no"] for row in page["rows"]]


# the list


@pytest.mark.usefixtures("seeds")
def test_the_list_is_the_pages_list(client: Client) -> None:
    held = Conditions(place=("13",), online=True, theme=("T1",), fee=("p2", "p3"))
    page = list_page(held, seed=1, size=20, by=VISITOR, at=AT)

    answer = client.get(LIST, {"place": "13", "online": "1", "theme": "T1", "fee": ["p2", "p3"]}).json()

    assert numbers_of(answer) == [row.riss_no for row in page.rows]
    assert [row["points"] for row in answer["rows"]] == [row.points for row in page.rows]
    assert (answer["total"], answer["position"], answer["absent"]) == (page.counts.total, 0, page.counts.absent)
    assert [(chip["parameter"], chip["gain"]) for chip in answer["conditions"]] == [
        (chip.facet, chip.gain) for chip in page.chips
    ]


@pytest.mark.usefixtures("seeds")
def test_a_row_carries_its_points_by_criterion(client: Client) -> None:
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


@pytest.mark.usefixtures("seeds")
def test_who_asks_again_gets_an_order_of_their_own_and_who_pages_keeps_theirs(client: Client) -> None:
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
    listed_people()

    with django_assert_num_queries(4):  # whether somebody has changed, order kept?, keep it, rows
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
