"""Journey J1 up to the sheet, in a browser: menu → need → conditions → list → compare → sheet."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, flaws, shoot


def people(page: Page) -> list[str]:
    """Names on the list, in their order."""
    return page.locator(".list-link").all_inner_texts()


def total(page: Page) -> int:
    return int(page.locator(".count-number").inner_text())


def test_from_a_trouble_to_a_sheet(look_page: Page) -> None:
    look_page.goto("/")
    look_page.get_by_role("link", name="セキュリティに関するお困りごと・相談ごと").click()
    look_page.get_by_role("link", name="サイバーセキュリティ対策の方針策定と管理体制づくり").click()
    look_page.get_by_label("会社のある都道府県").select_option(label="東京都")
    look_page.get_by_label("オンラインでもよい").check()
    look_page.get_by_role("button", name="この条件で一覧を見る").click()

    assert re.search(r"need=A-2.*place=13.*online=1", look_page.url)
    names, count = people(look_page), total(look_page)
    assert (len(names), count > 20) == (20, True)
    shoot(look_page, "find-list")
    assert flaws(look_page) == []

    for number in range(3):
        look_page.get_by_label("くらべる：").nth(number).check()
    look_page.get_by_role("button", name="印を付けた人をくらべる").click()
    expect(look_page.locator(".compare-table thead th")).to_have_text(names[:3])
    shoot(look_page, "find-compare")
    assert flaws(look_page) == []

    look_page.get_by_role("link", name=names[1]).click()
    expect(look_page.get_by_role("heading", level=1)).to_have_text(names[1])
    expect(look_page.get_by_role("heading", name="合う理由")).to_be_visible()
    shoot(look_page, "find-sheet")
    assert flaws(look_page) == []


def test_a_chip_tells_what_its_removal_brings_and_brings_it(desk: Page) -> None:
    desk.goto("/specialists?need=A-2&place=13")
    before = total(desk)
    chip = desk.locator(".chip", has_text="東京都")
    gain = int(re.search(r"([+-]\d+)名", chip.inner_text()).group(1))  # type: ignore[union-attr]

    chip.click()

    assert total(desk) == before + gain
    assert "place=" not in desk.url


def test_own_words_beside_the_menus(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_label("さがす言葉").fill("ｸﾗｳﾄﾞ")
    phone.get_by_role("button", name="さがす").click()

    found = total(phone)
    phone.goto("/specialists?q=くらうど")
    assert (found, found > 0) == (total(phone), True)


def test_an_empty_result_offers_a_way_out(look_page: Page) -> None:
    look_page.goto("/specialists?place=47&theme=T6&fee=p1&first_free=1")
    assert people(look_page) == []
    shoot(look_page, "find-empty")
    assert flaws(look_page) == []
    way = look_page.locator(".empty .chip").first
    gain = int(re.search(r"\+(\d+)名", way.inner_text()).group(1))  # type: ignore[union-attr]

    way.click()

    assert (total(look_page), len(people(look_page))) == (gain, min(gain, 20))


def test_the_second_page_and_the_back_button_show_the_same_people(phone: Page) -> None:
    phone.goto("/specialists")
    first = people(phone)
    phone.get_by_role("link", name=re.compile(r"次の\d+名")).click()
    second = people(phone)
    phone.go_back()

    assert people(phone) == first
    assert set(first) & set(second) == set()


def test_a_candidate_stays_on_the_shortlist(phone: Page) -> None:
    phone.goto("/specialists?place=13")
    name = people(phone)[0]
    phone.get_by_role("button", name=re.compile(f"候補に残す.*{name}")).click()

    expect(phone.get_by_role("button", name=re.compile(f"候補から外す.*{name}"))).to_be_visible()
    phone.get_by_role("link", name="候補を見る（1人）").click()
    expect(phone.get_by_role("heading", level=2)).to_have_text([name])


def test_the_search_works_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    page.goto("/conditions?need=A-1")
    page.get_by_label("会社のある都道府県").select_option(label="大阪府")
    page.locator("summary", has_text="対応できる指導テーマ").click()
    page.get_by_label("情報セキュリティ規程の整備").first.check()
    page.get_by_role("button", name="この条件で一覧を見る").click()

    assert re.search(r"need=A-1.*place=27.*theme=T1", page.url)
    assert total(page) == len(people(page)) or len(people(page)) == 20


def test_somebody_in_trouble_finds_whom_to_call_within_two_presses(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("link", name="いま、事故が起きている").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("緊急のとき")
    assert phone.locator('a[href="tel:%239110"]').is_visible()


@pytest.mark.parametrize("address", ["/specialists?place=13", "/compare"])
def test_paper_shows_people_and_no_buttons(desk: Page, address: str) -> None:
    desk.goto(address)
    desk.emulate_media(media="print")

    shown = [desk.locator(name).first.is_visible() for name in (".list-acts", ".compare-bar", "[data-print]")]
    assert shown == [False, False, False]
