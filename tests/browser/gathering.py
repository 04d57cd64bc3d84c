"""An event as people make it on the pages, on a server that shares the test's database."""

import re
from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.doors.entering import SEED
from tests.doors.people import member
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.base.calendar import JST, day_of, days_after
from tsunagu.mail.models import Letter
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind


@pytest.fixture
def desk(open_page: Callable[..., Page], live_server) -> Page:
    """A chamber's coordinator, on a phone, signed in with a second factor."""
    user = member(Role.COORDINATOR, seed=SEED)
    organisation = Membership.objects.get(user=user).organisation
    Partner.objects.create(organisation=organisation, kind=PartnerKind.CHAMBER)
    page = open_page(PHONE)
    enter(page, user, live_server)
    return page


def enter(page: Page, user: User, live_server) -> None:
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def moment(days: int, hour: int) -> str:
    return datetime.combine(days_after(day_of(timezone.now()), days), time(hour), JST).strftime("%Y-%m-%dT%H:%M")


def announce(desk: Page, live_server, kind: str, title: str, capacity: str) -> None:
    """Written, looked at and announced by the coordinator."""
    desk.goto(f"{live_server.url}/partner/events/")
    desk.get_by_role("link", name="催しを準備する").click()
    desk.get_by_label(kind).check()
    desk.get_by_label("催しの名前").fill(title)
    desk.get_by_label("内容").fill("見本の催しです。")
    for label, days, hour in (("始まり", 14, 14), ("終わり", 14, 16), ("申込みの締切", 13, 12)):
        desk.get_by_label(label, exact=False).first.fill(moment(days, hour))
    desk.get_by_label("定員（人）").fill(capacity)
    desk.get_by_label("会場の都道府県").select_option("27")
    desk.get_by_label("会場の名前").fill("見本会館")
    desk.get_by_label("問い合わせ先").fill("見本 000-000-0000")
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(title)
    desk.get_by_role("button", name="公開する").click()
    expect(desk.locator(".site-messages")).to_contain_text("申込みを受け付けています。")


def register(guest: Page, live_server, title: str, number: int, *, wants_consultation: bool = False) -> None:
    """From the list to the button in the mail."""
    guest.goto(f"{live_server.url}/events")
    guest.get_by_role("link", name=title).click()
    guest.locator("main a.button").first.click()
    guest.get_by_label("会社や団体の名前").fill(f"架空{number}製作所")
    guest.get_by_label("都道府県").select_option("27")
    guest.get_by_label("業種").select_option("retail")
    guest.get_by_label("連絡する方のお名前").fill("架空 太郎")
    guest.get_by_label("メールアドレス").fill(f"soumu{number}@kaisha.example")
    guest.get_by_label("参加する方のお名前（1人目）").fill("架空 太郎")
    if wants_consultation:
        guest.get_by_label("個別相談を希望する").check()
    guest.get_by_role("button", name="確認のメールを受け取る").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("メールを見てください")
    guest.goto(link("confirm_address", f"soumu{number}@kaisha.example", live_server))
    guest.get_by_role("button", name="申し込む").click()


def link(template: str, to: str, live_server) -> str:
    """The link of the newest letter of that kind to somebody, on this server."""
    letters = [one for one in Letter.objects.filter(template=template).order_by("-pk") if one.to == to]
    return live_server.url + re.search(r"https?://[^/\s]+(/\S+)", letters[0].body)[1]
