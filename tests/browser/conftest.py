"""Browser tests: a real server, a real Chromium, axe. Run with `pytest -m browser`.

CHROMIUM: the browser (default /usr/bin/chromium). TSUNAGU_SHOTS: a directory for screenshots.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import running
from tests.doors.people import code_of

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.enable_socket)


@dataclass(frozen=True)
class Site:
    """The running server: its address, a sign-in per role (email, password, totp_seed), its directory, cookies of who signed in."""

    address: str
    sign_ins: dict[str, dict[str, str]]
    var: Path
    cookies: dict[str, list[Any]] = field(default_factory=dict)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    var = tmp_path_factory.mktemp("site")
    with running(var) as (address, sign_ins):
        yield Site(address, sign_ins, var)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.fail(f"No browser at {CHROMIUM}: install Debian's chromium or set CHROMIUM.")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=options)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page in a context of its own: `open_page(PHONE)`, `open_page(DESK, java_script_enabled=False)`."""
    contexts = []

    def opened(size: dict[str, int], **options: object) -> Page:
        context = chromium.new_context(
            viewport=size, locale="ja-JP", timezone_id="Asia/Tokyo", base_url=site.address, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(PHONE)


@pytest.fixture
def desk(open_page: Callable[..., Page]) -> Page:
    return open_page(DESK)


@pytest.fixture(params=[PHONE, DESK], ids=["360", "1280"])
def size(request: pytest.FixtureRequest) -> dict[str, int]:
    return request.param


@pytest.fixture
def look_page(open_page: Callable[..., Page], size: dict[str, int]) -> Page:
    """A page at either width."""
    return open_page(size)


def axe(page: Page) -> list[str]:
    """What axe finds on the page: "rule: selector" lines; an empty list is what we want."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def flaws(page: Page) -> list[str]:
    """What is wrong with the page as it stands: an answer other than 200, what axe finds, wider than the window."""
    status = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
    wide = overflow(page)
    return [
        *([f"answered {status}"] if status != 200 else []),
        *axe(page),
        *([f"{wide} px too wide"] if wide else []),
    ]


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page in TSUNAGU_SHOTS, when that is set."""
    if directory := os.environ.get("TSUNAGU_SHOTS"):
        width = (page.viewport_size or DESK)["width"]
        page.screenshot(path=Path(directory, f"{name}-{width}.png"), full_page=True)


def sign_in(page: Page, site: Site, role: str) -> None:
    """As the person with that role. Through the pages the first time; a code of the second factor opens only once."""
    if role in site.cookies:
        page.context.add_cookies(site.cookies[role])
        return
    who = site.sign_ins[role]
    page.goto("/accounts/login/")
    page.fill("input[name=login]", who["email"])
    page.fill("input[name=password]", who["password"])
    page.click("main button[type=submit]")
    if who["totp_seed"]:
        page.fill("input[name=code]", code_of(who["totp_seed"]))
        page.click("main form:has(input[name=code]) button[type=submit]")
    site.cookies[role] = page.context.cookies()
