"""From a consultation to an engagement, as each visitor: need, three candidates, choice, no, the next, yes; and all say no.

Axe looks at each of these pages in test_every_page.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, shoot
from tests.browser.gathering import enter, link
from tests.consultations.days import coming, consultation_day
from tests.doors.entering import SEED
from tests.doors.people import member
from tests.specialists.published import listed
from tsunagu.accounts.states import Role
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState, GuidanceWish
from tsunagu.events.links import registration_token
from tsunagu.guidance.models import Engagement
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_links import NEED, need_token

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERS = ("000011", "000012", "000013")
EMAIL = "soumu@kaisha.example"


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def settled() -> Consultation:
    """Three specialists with an account, and a company that was heard yesterday and wants more."""
    for number in NUMBERS:
        specialist = listed(number)
        specialist.user = member(Role.SPECIALIST, seed=SEED, address=f"s{number}@people.example")
        specialist.save(update_fields=["user"])
    now = timezone.now()
    event = consultation_day(
        starts_at=now - timedelta(days=1), ends_at=now - timedelta(hours=20), closes_at=now - timedelta(days=2)
    )
    event.partner = None
    event.scope = f"season:{event.season_id}"
    event.save(update_fields=["partner", "scope"])
    adviser = listed("000019", themes_able=("T5",), prefectures=("47",), online=False)
    registration = coming(event, prefecture="13", email=EMAIL)
    return Consultation.objects.create(
        event=event, registration=registration, specialist=adviser, scope=event.scope, room=1, theme_code="T1",
        state=ConsultationState.HELD, planned_at=now, recorded_at=now, wish=GuidanceWish.YES,
        summary="規程を作るところから始めましょう。", issues=["規程がない"],
    )  # fmt: skip


def ask(guest: Page, live_server, consultation: Consultation) -> Need:
    """The company reads its summary and asks to be guided."""
    token = registration_token(consultation.registration)
    guest.goto(f"{live_server.url}/events/registrations/{token}/consultations/{consultation.pk}")
    guest.get_by_role("link", name="訪問指導を申し込む").click()
    expect(guest.get_by_label("情報セキュリティ規程の整備", exact=True)).to_be_checked()
    shoot(guest, "need-new")
    press(guest, "申し込む")
    expect(guest.locator("main")).to_contain_text("候補が3人います")
    shoot(guest, "need-candidates")
    return Need.objects.get()


def choose_first(guest: Page) -> None:
    """The first candidate is pressed and confirmed; the others follow in the order shown."""
    guest.locator(".candidates .button").first.click()
    shoot(guest, "need-choose")
    press(guest, "この方に頼む")
    expect(guest.locator("main")).to_contain_text("の返事を待っています")


def asked_now(need: Need) -> Proposal:
    return need.proposals.select_related("specialist__user").get(state="asked")


def answering(open_page: Callable[..., Page], live_server, need: Need) -> Page:
    """Whoever is asked now has signed in and opened the request."""
    asked, page = asked_now(need), open_page(PHONE)
    enter(page, asked.specialist.user, live_server)
    page.goto(f"{live_server.url}/specialist/")
    page.get_by_role("link", name="返事を待つ企業からの依頼が1件あります").click()
    page.get_by_role("link", name="見本製作所").click()
    expect(page.locator("main")).to_contain_text("見本製作所からの依頼")
    return page


def say_no(page: Page, reason: str) -> None:
    page.locator("summary", has_text="今回は難しい").click()
    page.get_by_label(reason).check()
    press(page, "「今回は難しい」と答える")
    expect(page.locator(".site-messages")).to_contain_text("返事を送りました")


def test_from_a_consultation_to_an_engagement(open_page: Callable[..., Page], live_server) -> None:
    consultation = settled()
    guest = open_page(PHONE)
    need = ask(guest, live_server, consultation)
    choose_first(guest)
    shoot(guest, "need-asked")
    first = asked_now(need)

    say_no(answering(open_page, live_server, need), "日程が合わない")

    second = asked_now(need)
    assert (first.specialist_id != second.specialist_id, need.proposals.get(pk=first.pk).state) == (True, "declined")
    guest.goto(link("need_next_asked", EMAIL, live_server))
    expect(guest.locator("main")).to_contain_text(
        f"{first.specialist.name}さん：今回は難しいとのことでした（日程が合わない）。"
    )
    expect(guest.locator("main")).to_contain_text(f"{second.specialist.name}さんの返事を待っています")
    shoot(guest, "need-next")

    expert = answering(open_page, live_server, need)
    shoot(expert, "proposal")
    press(expert, "引き受けます")
    expect(expert.locator("main")).to_contain_text(EMAIL)
    shoot(expert, "engagement")

    guest.goto(link("engagement_company_opened", EMAIL, live_server))
    expect(guest.locator("main")).to_contain_text(f"{second.specialist.name}さんに決まりました")
    expect(guest.locator("main")).to_contain_text(second.specialist.user.email)
    shoot(guest, "need-matched")
    found = Engagement.objects.get()
    assert (found.state, found.specialist_id, found.visits_planned) == ("open", second.specialist_id, 3)


def test_all_say_no_is_told_honestly_and_stands_first_at_the_desk(open_page: Callable[..., Page], live_server) -> None:
    guest = open_page(PHONE, java_script_enabled=False)
    need = ask(guest, live_server, settled())
    choose_first(guest)
    for _ in NUMBERS:
        say_no(answering(open_page, live_server, need), "得意な分野ではない")

    guest.goto(f"{live_server.url}{NEED}{need_token(need)}")
    expect(guest.locator("main")).to_contain_text("いま、引き受けられる専門家がいません")
    expect(guest.get_by_role("link", name="自分で一覧からさがす")).to_be_visible()
    desk = open_page(DESK)
    enter(desk, member(Role.OFFICE_CLERK, seed=SEED), live_server)
    desk.goto(f"{live_server.url}/office/")
    desk.get_by_role("link", name="専門家の申込み").first.click()
    expect(desk.locator("tbody tr").first).to_contain_text("引き受け手がいません")
    shoot(desk, "desk-nobody")
    desk.get_by_role("link", name="見本製作所").click()
    expect(desk.locator("main")).to_contain_text("理由：得意な分野ではない")
    shoot(desk, "desk-nobody-need")
