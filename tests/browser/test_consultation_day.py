"""J3 in one piece: announced, eight register, one waits and moves up, diagnosed, a board solved, a pair moved, published, recorded."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, flaws, shoot
from tests.browser.gathering import announce, desk, enter, link, register
from tests.doors.entering import SEED
from tests.doors.people import member
from tests.specialists.published import listed
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.consultations.models import Consultation
from tsunagu.events.actions.advising import answer_adviser
from tsunagu.events.models import Event, EventAdviser, EventSlot

__all__ = ["desk"]  # a fixture
pytestmark = pytest.mark.django_db(transaction=True)
TITLE, COMPANIES = "架空市の相談会", 8


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def look(page: Page, name: str) -> None:
    shoot(page, name)
    assert flaws(page) == []


def lay_out(desk: Page, live_server, event: Event) -> None:
    """Four slots in two rooms; two specialists are asked, and say yes."""
    desk.goto(f"{live_server.url}/partner/events/{event.pk}/advisers")
    for field, words in (("number", "4"), ("rooms", "2")):
        desk.locator(f"[name={field}]").fill(words)
    press(desk, "この枠にする")
    for number in ("000011", "000012"):
        desk.get_by_label("登録番号（6けた）").fill(number)
        press(desk, "頼む")
    look(desk, "day-advisers")
    for adviser in EventAdviser.objects.select_related("event", "specialist"):
        by = Actor(f"user:{adviser.specialist.user_id}", adviser.specialist.name)
        answer_adviser(adviser, is_accepted=True, by=by, at=timezone.now())


def diagnose(guest: Page) -> None:
    guest.get_by_role("link", name="25の質問で自社診断をする").click()
    guest.locator("main .buttons a").first.click()
    for label in ("保存して次へ", "保存して次へ", "保存して結果を見る"):
        for choice in guest.locator("main input[value=unknown]").all():
            choice.check()
        press(guest, label)
    expect(guest.locator(".measures").first.locator("li")).to_have_count(6)
    look(guest, "day-diagnosis")


def begin(event: Event) -> None:
    """It is the day: everything of the event began an hour ago."""
    event.refresh_from_db()
    earlier = event.starts_at - timezone.now() + timedelta(hours=1)
    times = ("starts_at", "ends_at")
    EventSlot.objects.filter(event=event).update(**{one: F(one) - earlier for one in times})
    Event.objects.filter(pk=event.pk).update(**{one: F(one) - earlier for one in (*times, "closes_at")})


def test_a_consultation_day_from_its_announcement_to_the_wish_for_guidance(
    open_page: Callable[..., Page], desk: Page, live_server
) -> None:
    for number in ("000011", "000012"):
        specialist = listed(number)
        specialist.user = member(Role.SPECIALIST, seed=SEED, address=f"s{number}@people.example")
        specialist.save(update_fields=["user"])
    announce(desk, live_server, "相談会（講演と個別相談）", TITLE, str(COMPANIES - 1))
    event = Event.objects.get()
    lay_out(desk, live_server, event)

    guest = open_page(PHONE)
    for number in range(1, COMPANIES + 1):
        register(guest, live_server, TITLE, number, wants_consultation=True)
    expect(guest.locator("main")).to_contain_text("キャンセル待ちです")
    guest.goto(link("event_accepted", "soumu1@kaisha.example", live_server))
    guest.locator("summary", has_text="申込みを取り消す").click()
    press(guest, "取り消す")
    guest.goto(link("event_moved_up", f"soumu{COMPANIES}@kaisha.example", live_server))
    expect(guest.locator("main")).to_contain_text("受け付けました")
    diagnose(guest)

    desk.goto(f"{live_server.url}/partner/events/{event.pk}")
    press(desk, "受付を終える")
    desk.goto(f"{live_server.url}/partner/events/{event.pk}/board")
    press(desk, "組み合わせを始める")
    press(desk, "組む")
    expect(desk.locator("main")).to_contain_text("すべての会社に、相談の時間があります。")
    seats = desk.locator(".board-seat a")
    expect(seats).to_have_count(COMPANIES - 1)
    one, other = (seats.filter(has_text=f"架空{number}製作所") for number in (2, 3))
    where = {key: dict(parse_qsl(urlsplit(seat.get_attribute("href")).query)) for key, seat in ((2, one), (3, other))}
    desk.select_option("#try-company", label="架空2製作所")
    desk.select_option("#try-adviser", where[3]["adviser"])
    desk.select_option("#try-slot", where[3]["slot"])
    press(desk, "どうなるか見る")
    press(desk, "この通りに動かす")
    moved = dict(parse_qsl(urlsplit(one.get_attribute("href")).query))
    assert (moved["adviser"], moved["slot"]) == (where[3]["adviser"], where[3]["slot"])
    press(desk, "公表する")
    expect(desk.locator(".site-messages")).to_contain_text("公表しました")
    look(desk, "day-published")
    assert Consultation.objects.filter(state="planned").count() == COMPANIES - 1

    begin(event)
    talk = Consultation.objects.get(registration=event.registrations.latest("made_at"))
    specialist_page = open_page(PHONE)
    enter(specialist_page, talk.specialist.user, live_server)
    specialist_page.goto(f"{live_server.url}/specialist/consultations/")
    specialist_page.locator(f"main a[href$='/consultations/{talk.pk}']").click()
    specialist_page.fill("#record-issue1", "控えがない")
    specialist_page.fill("#record-summary", "控えの取り方を話しました。")
    specialist_page.locator("#record-theme_code").select_option("T1")
    specialist_page.get_by_label("希望する", exact=True).check()
    press(specialist_page, "記録を保存")

    guest.goto(link("event_moved_up", f"soumu{COMPANIES}@kaisha.example", live_server))
    guest.locator("#consultations ~ ul a").first.click()
    press(guest, "このまとめで合っています")
    expect(guest.locator("main")).to_contain_text("まとめを確かめました")
    look(guest, "day-confirmed")
    talk.refresh_from_db()
    assert (talk.state, talk.wish, talk.confirmed_at is None) == ("held", "yes", False)
