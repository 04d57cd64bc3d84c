"""An event from its draft to a full room: a briefing with a waiting list; a seminar that is cancelled. On a phone."""

from collections.abc import Callable
from datetime import datetime, time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, axe, overflow, shoot
from tests.browser.gathering import announce, desk, link, register
from tsunagu.base.actor import SYSTEM
from tsunagu.base.calendar import JST, day_of, days_after
from tsunagu.events.actions.rounds import move_events
from tsunagu.events.models import Event
from tsunagu.mail.models import Letter

__all__ = ["desk"]  # a fixture
pytestmark = pytest.mark.django_db(transaction=True)
SILENT: set[Page] = set()  # axe is a script: it waits for ever where none run


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def guest(open_page: Callable[..., Page], request: pytest.FixtureRequest, live_server) -> Page:
    """Somebody without an account, on a phone."""
    page = open_page(PHONE, java_script_enabled=request.param)
    if not request.param:
        SILENT.add(page)
    return page


def look(page: Page, name: str) -> None:
    if page not in SILENT:
        shoot(page, name)
        assert (axe(page), overflow(page)) == ([], 0)


def test_a_briefing_fills_up_and_who_waits_moves_up(guest: Page, desk: Page, live_server) -> None:
    announce(desk, live_server, "専門家向けの説明会", "相談員になる方への説明会", "2")
    for number in (1, 2):
        register(guest, live_server, "相談員になる方への説明会", number)
        expect(guest.locator("main")).to_contain_text("受け付けました")
        expect(guest.get_by_alt_text("受付用のQRコード")).to_be_visible()
    look(guest, "event-seated")

    register(guest, live_server, "相談員になる方への説明会", 3)
    expect(guest.locator("main")).to_contain_text("キャンセル待ちです")
    expect(guest.locator("main")).to_contain_text("1番目")
    look(guest, "event-waiting")
    desk.goto(f"{live_server.url}/partner/events/{Event.objects.get().pk}/registrations")
    expect(desk.locator("tbody tr")).to_have_count(3)
    look(desk, "event-registrations")

    guest.goto(link("event_accepted", "soumu1@kaisha.example", live_server))
    guest.locator("summary", has_text="申込みを取り消す").click()
    guest.get_by_role("button", name="取り消す").click()
    expect(guest.locator("main")).to_contain_text("取り消した申込みです")

    guest.goto(link("event_moved_up", "soumu3@kaisha.example", live_server))
    expect(guest.locator("main")).to_contain_text("受け付けました")
    desk.reload()
    states = [one.inner_text() for one in desk.locator("tbody td[data-label=状態] .tag").all()]
    assert states == ["受付済み", "受付済み", "申込者が取消"]
    move_events(by=SYSTEM, at=datetime.combine(days_after(day_of(timezone.now()), 13), time(9), JST))
    reminded = Letter.objects.filter(template="event_reminder").order_by("pk").values_list("to", flat=True)
    assert list(reminded) == ["soumu2@kaisha.example", "soumu3@kaisha.example"]


def test_a_cancelled_event_is_told_to_all_and_says_so_everywhere(guest: Page, desk: Page, live_server) -> None:
    announce(desk, live_server, "セミナー", "はじめての守り方", "1")
    for number in (1, 2):
        register(guest, live_server, "はじめての守り方", number)

    desk.locator("summary", has_text="中止する").click()
    desk.get_by_role("button", name="この催しを中止する").click()
    expect(desk.locator(".error-summary")).to_contain_text("入力してください。")
    look(desk, "event-cancel-mistake")
    desk.get_by_label("中止の理由").fill("台風が近づいているため")
    desk.get_by_role("button", name="この催しを中止する").click()
    expect(desk.locator("main")).to_contain_text("中止しました")
    look(desk, "event-cancelled-desk")

    guest.reload()
    expect(guest.locator("main")).to_contain_text("この催しは中止になりました")
    look(guest, "event-cancelled-own")
    guest.goto(link("event_cancelled", "soumu2@kaisha.example", live_server))
    expect(guest.locator("main")).to_contain_text("台風が近づいているため")
    expect(guest.get_by_role("link", name="申し込む")).to_have_count(0)
    look(guest, "event-cancelled")
    states = set(Event.objects.get().registrations.values_list("state", flat=True))
    assert states == {"event_cancelled"}
