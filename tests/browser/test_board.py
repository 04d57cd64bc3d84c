"""The board: begun, solved, one pair swapped, a colleague in between, published; by form, by hand, on a phone."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.boarding import company_link, consultation_day, overtake
from tests.browser.conftest import DESK, PHONE, Site, flaws, shoot, sign_in


def look(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def solved(page: Page, site: Site, event: int) -> None:
    sign_in(page, site, "chamber")
    page.goto(f"/partner/events/{event}/board")
    press(page, "組み合わせを始める")
    press(page, "組む")
    expect(page.locator("main")).to_contain_text("すべての会社に、相談の時間があります。")


def test_a_board_is_solved_one_pair_swapped_and_published(
    open_page: Callable[..., Page], site: Site, size: dict[str, int]
) -> None:
    event = consultation_day(site)
    page = open_page(size, java_script_enabled=size == DESK)
    solved(page, site, event)
    seats = page.locator(".board-seat a")
    expect(seats).to_have_count(4)
    if size == DESK:
        look(page, "board-solved")

    seats.first.click()
    expect(page.locator("main")).to_contain_text("合うところ")
    page.get_by_role("link", name="組み合わせの表へ戻る").click()
    seat = dict(parse_qsl(urlsplit(seats.filter(has_text="架空医院").get_attribute("href")).query))
    page.select_option("#try-company", label="架空商店")
    page.select_option("#try-adviser", seat["adviser"])
    page.select_option("#try-slot", seat["slot"])
    press(page, "どうなるか見る")
    expect(page.locator("main")).to_contain_text("に入れると")
    if size == DESK:
        look(page, "board-pair")
    press(page, "この通りに動かす")
    expect(page.locator(".site-messages")).to_contain_text("動かしました")
    expect(page.locator(".board .tag-key")).to_have_count(1)
    swapped = seats.filter(has_text="架空商店").get_attribute("href")
    assert dict(parse_qsl(urlsplit(swapped).query))["slot"] == seat["slot"]

    press(page, "公表する")
    expect(page.locator(".site-messages")).to_contain_text("公表しました")
    if size == DESK:
        look(page, "board-published")


def test_a_board_on_a_phone_and_the_own_timetable(open_page: Callable[..., Page], site: Site) -> None:
    event = consultation_day(site)
    page, company = open_page(PHONE), open_page(PHONE)
    solved(page, site, event)
    look(page, "board-phone")
    page.locator(".board-seat a").first.click()
    look(page, "board-pair-phone")
    page.goto(f"/partner/events/{event}/board")
    press(page, "公表する")

    company.goto(company_link(site, event))
    expect(company.locator("main")).to_contain_text("席")
    look(company, "timetable")
    with company.expect_download() as file:
        company.get_by_role("link", name="カレンダーに入れる").click()
    assert b"BEGIN:VEVENT" in file.value.path().read_bytes()


def test_the_second_of_two_sees_what_the_first_changed(open_page: Callable[..., Page], site: Site) -> None:
    event = consultation_day(site)
    page = open_page(DESK)
    solved(page, site, event)
    overtake(site, event)

    press(page, "組む")

    expect(page.locator("main")).to_contain_text("ほかの人が先に変えました")
    expect(page.locator("main")).to_contain_text("架空 同僚：組み合わせを外しました")
    look(page, "board-overtaken")
    press(page, "組む")
    expect(page.locator(".site-messages")).to_contain_text("組みました")


def test_a_company_is_dragged_where_it_may_go_and_marked_where_not(open_page: Callable[..., Page], site: Site) -> None:
    event = consultation_day(site)
    page = open_page(DESK)
    solved(page, site, event)
    name = page.locator(".board-seat a", has_text="架空ねじ工業")
    away, last = page.locator("td[data-slot='2']").first, page.locator("td[data-slot='4']").first

    held = page.evaluate_handle("new DataTransfer()")
    name.dispatch_event("dragstart", {"dataTransfer": held})
    expect(away).to_have_attribute("data-hurdle", "会社の都合が悪い時間です")
    look(page, "board-dragging")
    last.dispatch_event("drop", {"dataTransfer": held})

    expect(page.locator("h1")).to_contain_text("架空ねじ工業 × ")
    assert f"/partner/events/{event}/board/pair" in page.url
