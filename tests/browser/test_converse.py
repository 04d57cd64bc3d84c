"""Two talk, meet, say how it went and agree on business, on a telephone and on a desk."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Site, flaws, shoot, sign_in
from tests.browser.conversing import let_time_pass, talk
from tsunagu.base.calendar import JST


def look(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def said(page: Page, words: str) -> None:
    expect(page.locator(".site-messages")).to_contain_text(words)


def propose(page: Page, days: int, *, link: str = "https://meet.kakuu.example/a") -> None:
    moment = (datetime.now(JST) + timedelta(days=days)).strftime("%Y-%m-%dT14:00")
    page.fill("#times-first", moment)
    page.get_by_label("オンライン", exact=True).check()
    page.fill("#times-place", link)
    press(page, "日時を提案する")


def test_from_the_first_message_to_the_contract(open_page: Callable[..., Page], site: Site) -> None:
    address, key = talk(site)
    company, specialist = open_page(PHONE, accept_downloads=True), open_page(PHONE)
    sign_in(specialist, site, "specialist")
    company.goto(address)
    look(company, "talk-begun")

    company.fill("#write-words", "はじめまして。<b>規程</b>の相談です。")
    press(company, "メッセージを送る")
    said(company, "メッセージを送りました。")
    specialist.goto(f"/specialist/enquiries/{key}/talk")
    expect(specialist.locator(".talk .said")).to_have_text("はじめまして。<b>規程</b>の相談です。")
    specialist.fill("#write-words", "一度お話ししましょう。")
    press(specialist, "メッセージを送る")
    press(specialist, "会って話したい")
    said(specialist, "「会って話したい」と伝えました。")
    company.reload()
    assert company.locator(".talk .said").all_inner_texts() == [
        "はじめまして。<b>規程</b>の相談です。",
        "一度お話ししましょう。",
    ]
    press(company, "会って話したい")

    specialist.reload()
    propose(specialist, 3, link="http://x")
    expect(specialist.locator("#times-place_error")).to_contain_text("https:// で始まるリンク")
    look(specialist, "talk-times-mistake")
    propose(specialist, 3)
    said(specialist, "日時を提案しました。")
    company.reload()
    look(company, "talk-times")
    press(company, "この日時にする")
    said(company, "面談の日時が決まりました。")
    with company.expect_download() as download:
        company.get_by_role("link", name="カレンダーに入れるファイル").click()
    assert download.value.suggested_filename == "meeting.ics"

    let_time_pass(site, key)
    company.reload()
    look(company, "talk-afterword")
    company.get_by_label("進んだ", exact=True).check()
    company.get_by_label("とてもよかった", exact=True).check()
    press(company, "答える")
    said(company, "答えていただき、ありがとうございました。")

    specialist.reload()
    specialist.get_by_text("仕事の条件を提案する", exact=True).click()
    specialist.select_option("#terms-form", "long_term")
    specialist.fill("#terms-sessions", "3")
    specialist.fill("#terms-fee_yen", "30000")
    specialist.fill("#terms-work", "規程づくりを手伝います。")
    press(specialist, "条件を提案する")
    company.reload()
    press(company, "この条件に合意する")
    said(company, "仕事の条件に合意しました。")
    look(company, "talk-agreed")
    company.get_by_role("link", name="業務委託の契約書を印刷する").click()
    expect(company.get_by_role("heading", level=1)).to_have_text("業務委託の契約書")
    look(company, "talk-paper")


def test_a_conversation_works_without_scripts_and_ends(open_page: Callable[..., Page], site: Site) -> None:
    address, _ = talk(site)
    page = open_page(PHONE, java_script_enabled=False)
    page.goto(address)

    page.fill("#write-words", "ありがとうございました。")
    press(page, "メッセージを送る")
    page.get_by_text("やりとりを終える", exact=True).first.click()
    press(page, "やりとりを終える")

    expect(page.get_by_text("このやりとりは終わりました")).to_be_visible()
    assert page.locator("main form").count() == 0
