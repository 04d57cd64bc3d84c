"""Every page: axe and width at 360 and 1280 px, content policy, title and headings, print. The list: visits.py."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.conftest import DESK, PHONE, Site, axe, overflow, shoot, sign_in
from tests.browser.visits import ERRORS, NO_PAGE, SPECIAL, Visit, visits
from tests.browser.ways import give_password_again
from tsunagu.doors.policy import POLICY

VISITS = visits()
# What a browser says by itself of an answer that is no success.
STATUS_WORDS = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d|5\d\d")
LOOK = """() => ({
  lang: document.documentElement.lang,
  title: document.title,
  h1: [...document.querySelectorAll('h1')].map(e => e.innerText.trim()),
  skip: document.querySelector('body a')?.getAttribute('href'),
  jumps: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])
    .filter((level, place, all) => place && level > all[place - 1] + 1),
  unlabelled: [...document.querySelectorAll('input:not([type=hidden],[hidden]),select,textarea')]
    .filter(e => !e.labels.length && !e.getAttribute('aria-label')).map(e => e.outerHTML),
})"""
NAVIGATION = ".site-nav, .role-nav, .person, .site-footer nav, .account-menu, .skip, .pager, .search-box"


def test_every_route_is_visited_or_says_why_not() -> None:
    visited = {name.partition(" ")[0] for name in VISITS}
    pages = {route for route, access in POLICY.items() if "GET" in access.methods}

    missed = sorted(pages - visited - NO_PAGE.keys())

    assert missed == [], f"Say in tests/browser/visits.py what stands in the gaps of {missed}, or why there is no page."
    assert sorted((NO_PAGE.keys() | SPECIAL.keys()) - POLICY.keys()) == []
    assert sorted(NO_PAGE.keys() & visited) == []


def entered(page: Page, site: Site, visit: Visit) -> Response | None:
    """The page is open; the answer it came with."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.request.resource_type == "document" else None)
    if visit.role:
        sign_in(page, site, visit.role)
    address = (visit.first(page, site) if visit.first else None) or visit.address
    if address and page.url != site.address + address:
        page.goto(address)
        give_password_again(page, site, visit.role, address)
        assert page.url.removeprefix(site.address) == address
    return answers[-1]


@pytest.mark.parametrize("name", VISITS)
def test_a_page_is_for_everybody(open_page: Callable[..., Page], site: Site, name: str) -> None:
    page, visit = open_page(DESK), VISITS[name]
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = entered(page, site, visit)
    shoot(page, f"every-{re.sub('[^a-z0-9]+', '-', name)}")
    found: dict[str, Any] = {
        "status": answer.status if answer else 0,
        "axe 1280": axe(page),
        "wide 1280": overflow(page),
    }
    page.set_viewport_size(PHONE)
    shoot(page, f"every-{re.sub('[^a-z0-9]+', '-', name)}")
    found |= {"axe 360": axe(page), "wide 360": overflow(page), **page.evaluate(LOOK)}
    page.emulate_media(media="print")
    found["printed"] = [one.get_attribute("class") for one in page.locator(NAVIGATION).all() if one.is_visible()]
    title, h1 = found.pop("title"), found.pop("h1")

    assert found == {
        "status": visit.status,
        "axe 1280": [],
        "wide 1280": 0,
        "axe 360": [],
        "wide 360": 0,
        "lang": "ja",
        "skip": "#main" if name != "500" else found["skip"],
        "jumps": [],
        "unlabelled": [],
        "printed": [],
    }
    assert (len(h1), bool(h1 and h1[0]), title.endswith("つなぐ")) == (1, True, True)
    assert [text for text in complaints if not STATUS_WORDS.search(text)] == []


def test_no_two_pages_have_one_title(open_page: Callable[..., Page], site: Site) -> None:
    """Nobody sees two pages called alike: those of one role, and those for everybody."""
    titles: dict[tuple[str, str], set[str]] = {}
    pages: dict[str, Page] = {}
    for name, visit in VISITS.items():
        if visit.first or name in ERRORS:
            continue
        if visit.role not in pages:
            pages[visit.role] = open_page(DESK, java_script_enabled=False)
            if visit.role:
                sign_in(pages[visit.role], site, visit.role)
        answer = pages[visit.role].request.get(visit.address)
        if answer.url != site.address + visit.address:
            continue  # minutes after signing in the password is asked for first
        title = re.search(r"<title>(.*?)</title>", answer.text())[1]  # type: ignore[index]
        titles.setdefault((visit.role, title), set()).add(name.partition(" ")[0])
    assert len(titles) > 60, "Almost no page was reached."
    seen = {(role, title): names | titles.get(("", title), set()) for (role, title), names in titles.items()}

    assert {title: sorted(names) for title, names in seen.items() if len(names) > 1} == {}


def reach(page: Page, wanted: str, *, most: int = 80) -> None:
    """Press Tab until the focus stands on `wanted` (a selector); everything on the way shows where it is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if not focus.count():
            continue
        if focus.evaluate("(e, wanted) => e.matches(wanted)", wanted):
            assert focus.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
            return
    raise AssertionError(f"{wanted} is not reached with {most} presses of Tab from {page.url}")


def test_by_keyboard_alone_from_the_trouble_to_the_sheet(desk: Page) -> None:
    desk.goto("/")
    reach(desk, "main a[href='/needs/A']", most=20)
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("/needs/A$"))
    reach(desk, "main a[href='/conditions?need=A-2']", most=25)
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("/conditions"))
    reach(desk, "select[name=place]", most=20)
    for _ in range(13):
        desk.keyboard.press("ArrowDown")
    reach(desk, "main button[type=submit]")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile("/specialists.*place=13"))
    reach(desk, ".list-link", most=30)
    name = desk.locator(":focus").inner_text()
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("heading", level=1)).to_have_text(name)


def test_without_scripts_from_the_trouble_to_the_shortlist(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/")
    page.locator("main a[href='/needs/A']").click()
    page.locator("main a[href='/conditions?need=A-2']").click()
    page.get_by_label("会社のある都道府県").select_option(label="東京都")
    page.get_by_role("button", name="この条件で一覧を見る").click()
    names = page.locator(".list-link").all_inner_texts()
    page.get_by_role("button", name="候補に残す").first.click()
    page.locator(".list-link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(names[0])
    page.get_by_role("link", name="候補を見る").click()

    assert page.locator(".card h2").all_inner_texts() == names[:1]
