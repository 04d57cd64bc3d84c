"""One person, the whole way: applies, returned, sent again, approved, found, enquired, accepted; in one browser each."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_enquire import letter, press_the_button, write
from tests.doors.applying import without_contact
from tests.doors.entering import SEED
from tests.doors.people import member
from tests.specialists.applicants import filled
from tests.specialists.published import registered
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.base.calendar import day_of, days_after
from tsunagu.specialists.models import Listing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def open_as(open_page: Callable[..., Page], live_server: Any) -> Callable[..., Page]:
    """A page on which that person is signed in."""

    def opened(size: dict[str, int], user: User | None = None) -> Page:
        page = open_page(size)
        if user is not None:
            client = Client()
            client.force_login(user)
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        return page

    return opened


def send(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/specialist/apply/submit/")
    page.get_by_label("アクティブリストに載ることに同意します 必須", exact=True).check()
    page.get_by_role("button", name="申請を送る").click()
    expect(page.locator("main")).to_contain_text("申請を受け付けました")


def take_up(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/office/review/000001/")
    page.get_by_role("button", name="確認を始める").click()
    expect(page.locator("h1 ~ p .tag").first).to_have_text("資格確認中")


def tick_what_is_open(page: Page) -> None:
    buttons = page.locator("#criteria ~ ol details[open] button[value=yes]")
    while buttons.count():
        buttons.first.click()
        expect(page.locator(".site-messages")).to_contain_text("基準の確認を記録しました。")


def test_applied_returned_sent_again_approved_found_enquired_accepted(
    open_as: Callable[..., Page], live_server: Any
) -> None:
    owner, clerk = member(Role.SPECIALIST, seed=SEED), member(Role.OFFICE_CLERK, seed=SEED)
    registered("000001", name="見本 花子", valid_until=days_after(day_of(timezone.now()), 700))
    filled("000001", user=owner, content=without_contact())
    specialist, office, company = open_as(PHONE, owner), open_as(DESK, clerk), open_as(PHONE)

    send(specialist, live_server)
    take_up(office, live_server)
    office.fill("#return-text", "自己紹介を、もう少しくわしく書いてください。")
    office.get_by_role("button", name="質問を添えて差し戻す").click()
    expect(office.locator("h1 ~ p .tag").first).to_have_text("差戻し")

    specialist.goto(f"{live_server.url}/specialist/apply/messages/")
    expect(specialist.locator("main")).to_contain_text("もう少しくわしく")
    specialist.goto(f"{live_server.url}/specialist/apply/introduction/")
    specialist.fill("#id_introduction", "小さな工場の規程づくりを、十年手伝ってきました。")
    specialist.get_by_role("button", name="保存して次へ").click()
    send(specialist, live_server)

    take_up(office, live_server)
    tick_what_is_open(office)
    office.get_by_role("button", name="承認して公開する").click()
    expect(office.locator(".site-messages")).to_contain_text("承認しました。個票を公開しました。")

    company.goto(f"{live_server.url}/specialists?q=規程づくり")
    company.get_by_role("link", name="見本 花子").first.click()
    expect(company.locator("main")).to_contain_text("十年手伝ってきました。")
    company.get_by_role("link", name="この人に問い合わせる").click()
    company.get_by_label("支援してほしいこと").select_option("A-1")
    write(company, "取引先に出す規程を作りたいです。")
    press_the_button(company, live_server)

    specialist.goto(letter("enquiry_asked", live_server))
    specialist.get_by_role("button", name="私が対応します").click()
    expect(specialist.locator(".site-messages")).to_contain_text("返事を送りました。")
    company.goto(letter("enquiry_accepted", live_server))
    expect(company.locator("main")).to_contain_text("対応します")
    assert Listing.objects.get().state == "published"
