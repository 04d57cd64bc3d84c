"""The frame of every page: axe, width, keyboard, headers, print."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, axe, overflow, shoot, sign_in

PAGES = {
    "home": "/",
    "sign-in": "/accounts/login/",
    "sign-up-closed": "/accounts/signup/",
    "password-reset": "/accounts/password/reset/",
    "parts": "/parts",
    "api": "/api/v1/docs",
    "not-found": "/no-such-page",
}
OWN_PAGES = {
    "second-factor": "/accounts/2fa/",
    "second-factor-setup": "/accounts/2fa/totp/activate/",
    "password-change": "/accounts/password/change/",
    "addresses": "/accounts/email/",
    "sessions": "/accounts/sessions/",
    "sign-out": "/accounts/logout/",
}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(look_page: Page, name: str) -> None:
    look_page.goto(PAGES[name])

    shoot(look_page, name)
    assert (axe(look_page), overflow(look_page)) == ([], 0)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_axe_finds_nothing_on_the_pages_of_an_account(look_page: Page, site: Site, name: str) -> None:
    sign_in(look_page, site, "company_member")
    look_page.goto(OWN_PAGES[name])

    shoot(look_page, name)
    assert (axe(look_page), overflow(look_page)) == ([], 0)


def test_a_clerk_signs_in_with_the_second_factor(look_page: Page, site: Site) -> None:
    name = site.sign_ins["office_clerk"]["name"]
    sign_in(look_page, site, "office_clerk")
    look_page.goto("/parts")

    shoot(look_page, "clerk")
    assert look_page.locator(".person a").all_text_contents() == [
        f"{name}さんのページ",
        "アカウント",
        "ログアウト",
    ]


def test_a_mistake_is_listed_focused_and_tied_to_its_field(look_page: Page) -> None:
    look_page.goto("/accounts/password/reset/")
    look_page.fill("input[name=email]", "no-address")
    look_page.click("main button[type=submit]")

    shoot(look_page, "mistake")
    assert look_page.evaluate("document.activeElement.className") == "error-summary"
    assert look_page.locator("input[name=email]").get_attribute("aria-invalid") == "true"
    assert (axe(look_page), overflow(look_page)) == ([], 0)
    look_page.click(".error-summary a")
    assert look_page.evaluate("document.activeElement.name") == "email"


def test_the_first_tab_reaches_the_skip_link_and_enter_leads_to_the_content(phone: Page) -> None:
    phone.goto("/parts")
    phone.keyboard.press("Tab")
    first = phone.locator(":focus")
    assert (first.inner_text(), first.evaluate("e => getComputedStyle(e).clipPath")) == (
        "本文へ移動する",
        "none",
    )

    phone.keyboard.press("Enter")

    assert phone.evaluate("document.activeElement.id") == "main"


def test_focus_is_a_black_ring_with_yellow_inside(desk: Page) -> None:
    desk.goto("/accounts/login/")
    desk.locator("input[name=login]").focus()
    desk.keyboard.press("Tab")

    style = desk.locator(":focus").evaluate("e => [getComputedStyle(e).outline, getComputedStyle(e).boxShadow]")

    assert style == ["rgb(0, 0, 0) solid 4px", "rgb(255, 212, 61) 0px 0px 0px 2px"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_its_own_content_policy(desk: Page, name: str) -> None:
    complaints: list[str] = []
    desk.on("console", lambda message: complaints.append(message.text))
    desk.on("pageerror", lambda error: complaints.append(str(error)))

    desk.goto(PAGES[name])

    assert [text for text in complaints if "404 (Not Found)" not in text] == []


def test_a_page_works_without_scripts(open_page: object, size: dict[str, int]) -> None:
    page = open_page(size, java_script_enabled=False)  # type: ignore[operator]
    page.goto("/parts")

    page.get_by_text("くわしく", exact=True).click()

    assert page.get_by_text("枠のない形です。").is_visible()
    assert not page.get_by_text("このページを印刷する").is_visible()


def test_paper_carries_no_navigation(desk: Page) -> None:
    desk.goto("/parts")

    desk.emulate_media(media="print")

    shown = {name: desk.locator(name).first.is_visible() for name in (".site-nav", ".person", ".brand", "main h1")}
    assert shown == {".site-nav": False, ".person": False, ".brand": True, "main h1": True}
