"""Stale → hidden → one button → back on the list; suspended by an import → gone. Without scripts too, on a phone."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, flaws, shoot
from tests.specialists.published import listed
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.base.calendar import day_of, days_after
from tsunagu.base.tables import Reading
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.freshness import keep_true
from tsunagu.specialists.actions.register import take_in_register
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.register_queries import register_plan
from tsunagu.specialists.register_table import RegisterLine
from tsunagu.specialists.states import RegisterStatus

pytestmark = pytest.mark.django_db(transaction=True)
STALE, HIDDEN = 111, 135
STEPS = (90, 104, 111, 128, 135)


@pytest.fixture
def owner(live_server) -> Specialist:
    """On the list, asked 45 days ago and silent since; yesterday the last warning stood."""
    specialist = listed("000001")
    user = User.objects.create_user("owner@mihon.example", name="見本 花子")
    Membership.objects.create(user=user, role=Role.SPECIALIST, since=timezone.now() - timedelta(days=400))
    Specialist.objects.filter(pk=specialist.pk).update(user=user)
    RegisterEntry.objects.update(valid_until=days_after(day_of(timezone.now()), 700))
    confirmed = days_after(day_of(timezone.now()), -HIDDEN)
    Listing.objects.update(confirmed_on=confirmed)
    PublishedSheet.objects.update(confirmed_on=confirmed)
    return Specialist.objects.get(pk=specialist.pk)


def silent_until(days: int) -> None:
    """The rounds that would have been made, so many days after the confirmation at most."""
    for step in STEPS:
        if step <= days:
            keep_true(by=SYSTEM, at=timezone.now() - timedelta(days=HIDDEN - step))


def link(live_server) -> str:
    """The link of the last letter, on this server."""
    return live_server.url + re.search(r"https?://[^/]+(/keep-true\S+)", Letter.objects.latest("pk").body)[1]


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return request.param


@pytest.fixture
def phone_page(open_page: Callable[..., Page], *, scripts: bool) -> Page:
    return open_page(PHONE, java_script_enabled=scripts)


@pytest.fixture
def look(phone_page: Page, *, scripts: bool) -> Callable[[str], None]:
    """The page fits the window, and axe (itself a script) finds nothing on it."""

    def looked(name: str) -> None:
        shoot(phone_page, name)
        assert not scripts or flaws(phone_page) == []

    return looked


def test_stale_then_hidden_then_one_button_and_back(phone_page: Page, look, owner: Specialist, live_server) -> None:
    page, sheet = phone_page, f"{live_server.url}/specialists/000001"
    silent_until(STALE)
    page.goto(sheet)
    expect(page.locator("main")).to_contain_text("内容が古いかもしれません")

    silent_until(HIDDEN)
    assert page.goto(sheet).status == 404
    page.goto(link(live_server))
    expect(page.locator("main")).to_contain_text("いまは一覧に載っていません")
    look("keep-true-hidden")
    assert page.goto(sheet).status == 404

    page.goto(link(live_server))
    page.get_by_role("button", name="いまも正しい。また載せる").click()

    expect(page.locator("main")).to_contain_text("確認しました。ありがとうございます")
    look("keep-true-done")
    assert page.goto(sheet).status == 200
    expect(page.locator("main")).not_to_contain_text("内容が古いかもしれません")
    page.goto(f"{live_server.url}/specialists")
    expect(page.locator("main")).to_contain_text("見本 000001")


def test_the_own_page_says_what_comes_and_availability_is_changed(
    phone_page: Page, look, owner: Specialist, live_server
) -> None:
    page = phone_page
    silent_until(STALE)
    enter(page, owner, live_server)
    page.goto(f"{live_server.url}/specialist/")
    expect(page.locator("main")).to_contain_text("非公開になります")
    look("keep-true-own-page")
    page.get_by_role("button", name="いまも正しい").click()
    expect(page.locator(".site-messages")).to_contain_text("確認しました")

    page.get_by_role("link", name="受付を変える").click()
    page.get_by_label("お休みの最後の日").fill("2020-01-01")
    page.get_by_role("button", name="この内容にする").click()
    expect(page.locator("#id_paused_until_error")).to_have_text("今日か、その後の日付にしてください。")
    look("availability-mistake")
    page.get_by_label("お休みの最後の日").fill(days_after(day_of(timezone.now()), 5).isoformat())
    page.get_by_role("button", name="この内容にする").click()

    expect(page.locator("main")).to_contain_text("受付のお休み")
    page.goto(f"{live_server.url}/specialists")
    expect(page.locator("main")).not_to_contain_text("見本 000001")


def test_suspended_by_an_import_one_is_gone_and_the_button_does_not_help(
    phone_page: Page, look, owner: Specialist, live_server
) -> None:
    page = phone_page
    silent_until(STALE)
    page.goto(link(live_server))
    import_as(RegisterStatus.SUSPENDED)

    page.get_by_role("button", name="いまも正しい").click()

    expect(page.locator("main")).to_contain_text("このページのボタンは使えません")
    look("keep-true-suspended")
    assert page.goto(f"{live_server.url}/specialists/000001").status == 404


def import_as(status: RegisterStatus) -> None:
    """Today's extract says this of the number."""
    entry, now = RegisterEntry.objects.get(), timezone.now()
    line = RegisterLine(entry.riss_no, entry.name, entry.registered_on, entry.valid_until, status, None)
    today = max(day_of(now), entry.extract_on, date(2026, 11, 1))
    plan = register_plan(Reading(rows=(line,), lines=(2,), messages=()), extract_on=today, today=day_of(now))
    take_in_register(plan, digest="0" * 64, by=SYSTEM, at=now)


def enter(page: Page, owner: Specialist, live_server) -> None:
    """Signed in as the owner."""
    client = Client()
    client.force_login(User.objects.get(specialist=owner))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
