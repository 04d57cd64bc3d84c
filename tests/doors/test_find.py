"""Steps 1 to 4 of the search as a visitor sees them."""

import re

import pytest
from django.test import Client

from tests.demo.fixtures import demo_season  # noqa: F401
from tsunagu.directory.models import KeptOrder
from tsunagu.directory.queries.population import listed_people
from tsunagu.reference.menus import first_worries, menus
from tsunagu.specialists.models import PublishedSheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_season")]


def numbers(html: str) -> list[str]:
    """Register numbers of the rows, in their order."""
    return re.findall(r'<tr role="row" id="no(\d{6})"', html)


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def following(html: str) -> str:
    found = re.search(r'href="([^"]+)" rel="next"', html)
    return found.group(1).replace("&amp;", "&") if found else ""


def test_the_first_page_offers_every_menu_and_every_worry(client: Client) -> None:
    html = text(client.get("/"))

    assert re.findall(r'href="/needs/(\w)"', html) == [menu.code for menu in menus()]
    assert re.findall(r'href="/conditions\?need=([A-Z]-\d)"', html) == [need.code for _, need in first_worries()]


@pytest.mark.parametrize("menu", menus(), ids=lambda menu: menu.code)
def test_a_menu_shows_its_needs_with_a_worry_each(client: Client, menu) -> None:
    html = text(client.get(f"/needs/{menu.code}"))

    ways = re.findall(r'<a href="(?:/conditions\?need=([A-Z]-\d)|(/emergency))"', html)
    assert [way[0] for way in ways if way[0]] == [need.code for need in menu.needs if not need.is_urgent]
    assert all(need.example_worry in html for need in menu.needs)


def test_an_unknown_menu_does_not_exist(client: Client) -> None:
    assert client.get("/needs/X").status_code == 404


def test_the_conditions_begin_with_the_place_and_keep_what_was_chosen(client: Client) -> None:
    html = text(client.get("/conditions?need=A-2&place=27&place=13&theme=T1&q=規程"))

    assert html.index('name="place"') < html.index('name="theme"') < html.index('name="fee"')
    assert re.findall(r'<option value="(\d\d)" selected', html) == ["13"]
    assert re.findall(r'name="(\w+)" value="(\w+)" checked', html) == [("place", "27"), ("theme", "T1")]
    assert 'name="need" value="A-2"' in html
    assert 'value="規程"' in html


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("place=99&q=規程", "place", "「場所」に「99」という選択肢はありません。選びなおしてください。"),
        (f"q={'長' * 61}", "q", "「ことば」は60文字までで入力してください（いま61文字）。"),
    ],
)
def test_a_wrong_condition_is_told_beside_its_field_and_nothing_typed_is_lost(
    client: Client, query, field, sentence
) -> None:
    response = client.get(f"/specialists?{query}")

    html = text(response)
    typed = re.search(r"q=([^&]+)", query).group(1)  # type: ignore[union-attr]
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert f'href="#field-{field}"' in html
    assert f'value="{typed}"' in html


def test_the_list_counts_names_and_explains(client: Client) -> None:
    html = text(client.get("/specialists?need=A-2&place=13"))

    total = int(re.search(r'count-number">(\d+)<', html).group(1))  # type: ignore[union-attr]
    assert (len(numbers(html)), total > 20) == (20, True)
    assert len(re.findall(r"合う度合い \d+点", html)) == 20
    assert re.findall(r'class="chip" href="([^"]+)"', html) == ["/specialists?place=13", "/specialists?need=A-2"]


def test_paging_shows_everybody_once_and_a_reload_the_same(client: Client) -> None:
    first = text(client.get("/specialists"))
    seen, page = numbers(first), first
    while following(page):
        page = text(client.get(following(page)))
        seen += numbers(page)

    assert (len(seen), len(set(seen))) == (len(seen), PublishedSheet.objects.listed().count() - absent())
    assert numbers(text(client.get("/specialists"))) == numbers(first)


def absent() -> int:
    """How many take nobody just now, from the page that includes them."""
    client = Client()
    both = [text(client.get(address)) for address in ("/specialists?busy=1", "/specialists")]
    with_them, without = (int(re.search(r'count-number">(\d+)<', html).group(1)) for html in both)  # type: ignore[union-attr]
    return with_them - without


def test_two_visitors_see_other_orders_and_one_address_shows_one_order() -> None:
    one, other = Client(), Client()
    pages = [text(visitor.get("/specialists")) for visitor in (one, other)]

    assert numbers(pages[0]) != numbers(pages[1])
    second = following(pages[0])
    assert numbers(text(one.get(second))) == numbers(text(other.get(second)))


def test_a_changed_cursor_leads_to_the_beginning(client: Client) -> None:
    response = client.get("/specialists?place=13&after=1.20.100.7:forged")

    assert (response.status_code, response["Location"]) == (302, "/specialists?place=13")


def test_an_empty_list_says_what_to_relax_and_the_way_finds_people(client: Client) -> None:
    html = text(client.get("/specialists?place=47&theme=T6&fee=p1&first_free=1"))

    assert numbers(html) == []
    assert "合う人が見つかりませんでした" in html
    url, gain = re.search(r'chip-add" href="([^"]+)".*?\+(\d+)名', html).groups()  # type: ignore[union-attr]
    found = text(client.get(url.replace("&amp;", "&")))
    assert re.search(r'count-number">(\d+)<', found).group(1) == gain  # type: ignore[union-attr]


def test_free_words_find_other_spellings(client: Client) -> None:
    one, other = (text(client.get(f"/specialists?q={word}")) for word in ("規定", "規程"))

    counts = [re.search(r'count-number">(\d+)<', html).group(1) for html in (one, other)]  # type: ignore[union-attr]
    assert counts[0] == counts[1] != "0"


def test_what_is_typed_stands_escaped(client: Client) -> None:
    html = text(client.get("/specialists?q=<script>alert(1)</script>"))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("people", [1, 3, 20])
def test_the_list_costs_the_same_for_few_and_many(client: Client, people, django_assert_num_queries) -> None:
    kept = PublishedSheet.objects.listed().order_by("pk").values_list("pk", flat=True)[:people]
    PublishedSheet.objects.exclude(pk__in=list(kept)).update(is_listed=False)
    listed_people()

    # whether somebody has changed, the order kept before, keeping it, the sheets
    with django_assert_num_queries(4):
        html = text(client.get("/specialists?available=0"))
    assert len(numbers(html)) <= people


def test_a_page_view_is_counted_once(client: Client) -> None:
    KeptOrder.objects.all().delete()
    for _ in range(2):
        client.get("/specialists?place=13")

    assert [(kept.shown, len(kept.ids) >= 20) for kept in KeptOrder.objects.all()] == [(20, True)]
