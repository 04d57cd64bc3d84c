"""The frame of every page: keyboard, focus, mistakes, print. axe and width on each page: test_every_page.py."""

from playwright.sync_api import Page

from tests.browser.conftest import Site, flaws, shoot, sign_in


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
    assert flaws(look_page) == []
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
