"""Found → enquired → proved → accepted; declined; expired; urgent. On a phone, with and without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, flaws, shoot
from tests.directory.asking import person
from tests.doors.entering import SEED
from tests.doors.people import member
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.base.calendar import day_of, days_after
from tsunagu.directory.actions.rounds import move_enquiries
from tsunagu.directory.models import EnquiryTarget
from tsunagu.mail.models import Letter
from tsunagu.specialists.models import RegisterEntry, Specialist

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "soumu@kaisha.example"
SILENT: set[Page] = set()  # axe is a script: it waits for ever where none run


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone_page(open_page: Callable[..., Page], request: pytest.FixtureRequest, live_server) -> Page:
    page = open_page(PHONE, java_script_enabled=request.param)
    if not request.param:
        SILENT.add(page)
    return page


@pytest.fixture
def own() -> Specialist:
    """Somebody on the list with a valid registration, who signs in with a second factor; and somebody else."""
    person("000002")
    specialist = person("000001")
    user = member(Role.SPECIALIST, seed=SEED)
    Specialist.objects.filter(pk=specialist.pk).update(user=user)
    RegisterEntry.objects.update(valid_until=days_after(day_of(timezone.now()), 700))
    return Specialist.objects.get(pk=specialist.pk)


def look(page: Page, name: str) -> None:
    if page in SILENT:
        return
    shoot(page, name)
    assert flaws(page) == []


def letter(template: str, live_server) -> str:
    """The link of the newest letter of that kind, on this server."""
    body = Letter.objects.filter(template=template).latest("pk").body
    return live_server.url + re.search(r"https?://[^/\s]+(/(?:enquiries|specialist)/\S+)", body)[1]


def write(page: Page, words: str) -> None:
    """The form, filled in and sent."""
    page.get_by_label("会社や団体の名前").fill("架空製作所")
    page.get_by_label("会社のある都道府県").select_option("13")
    page.get_by_label("相談したいこと").fill(words)
    page.get_by_label("担当者のお名前").fill("架空 太郎")
    page.get_by_label("メールアドレス").fill(EMAIL)
    page.get_by_role("button", name="確認のメールを受け取る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("問い合わせの確認メールを送りました")


def press_the_button(page: Page, live_server, template: str = "confirm_address") -> None:
    """The link in the mail, and its button."""
    page.goto(letter(template, live_server))
    page.get_by_role("button", name="この内容で送る").click()
    expect(page.locator("main")).to_contain_text("専門家に届けました")


def asked(page: Page, live_server, words: str = "規程を作りたいです。") -> None:
    """From the list to an enquiry that was delivered."""
    page.goto(f"{live_server.url}/specialists?need=A-1&place=13")
    page.get_by_role("link", name="見本 000001").first.click()
    page.get_by_role("link", name="この人に問い合わせる").click()
    expect(page.locator("main")).to_contain_text("会社の弱いところは書かないでください。")
    write(page, words)
    press_the_button(page, live_server)


def enter(page: Page, specialist: Specialist, live_server) -> None:
    """Signed in as that specialist."""
    client = Client()
    client.force_login(specialist.user)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


def test_found_enquired_proved_accepted(
    phone_page: Page, open_page: Callable[..., Page], own: Specialist, live_server
) -> None:
    company, specialist = phone_page, open_page(PHONE)
    asked(company, live_server)
    look(company, "enquiry-sent")

    enter(specialist, own, live_server)
    specialist.goto(f"{live_server.url}/specialist/enquiries/")
    look(specialist, "enquiry-inbox")
    specialist.goto(letter("enquiry_asked", live_server))
    expect(specialist.locator("main")).to_contain_text("規程を作りたいです。")
    look(specialist, "enquiry-waiting")
    specialist.get_by_label("会社へのひとこと").fill("お手伝いします。")
    specialist.get_by_role("button", name="私が対応します").click()
    expect(specialist.locator(".site-messages")).to_contain_text("返事を送りました。")
    look(specialist, "enquiry-answered")

    company.goto(letter("enquiry_accepted", live_server))
    expect(company.locator("main")).to_contain_text("お手伝いします。")
    assert own.user.email not in company.content()
    look(company, "enquiry-accepted")


def test_declined_with_a_reason_the_company_is_told_who_else_there_is(
    phone_page: Page, open_page: Callable[..., Page], own: Specialist, live_server
) -> None:
    company, specialist = phone_page, open_page(PHONE)
    asked(company, live_server)
    enter(specialist, own, live_server)
    specialist.goto(letter("enquiry_asked", live_server))
    specialist.locator("summary", has_text="今回は難しい").click()
    specialist.get_by_role("button", name="「今回は難しい」と答える").click()
    expect(specialist.locator(".error-summary")).to_contain_text("選んでください。")
    look(specialist, "enquiry-decline-mistake")

    specialist.get_by_label("場所が遠く、伺えません").check()
    specialist.get_by_role("button", name="「今回は難しい」と答える").click()
    expect(specialist.locator("main")).to_contain_text("今回は難しい（場所が遠く、伺えません）")

    assert "・見本 000001さん：場所が遠く、伺えません" in Letter.objects.get(template="enquiry_nobody").body
    company.reload()
    expect(company.locator("main")).to_contain_text("対応できる専門家がいませんでした")
    expect(company.locator("main")).to_contain_text("見本 000002")
    look(company, "enquiry-nobody")


def test_expired_both_are_told(phone_page: Page, open_page: Callable[..., Page], own: Specialist, live_server) -> None:
    company, specialist = phone_page, open_page(PHONE)
    asked(company, live_server)
    move_enquiries(by=SYSTEM, at=timezone.now() + timedelta(days=3))
    expect(company.locator("main")).to_contain_text("返事を待っています")

    move_enquiries(by=SYSTEM, at=timezone.now() + timedelta(days=8))

    kinds = list(Letter.objects.order_by("pk").values_list("template", flat=True))
    assert kinds[-3:] == ["enquiry_reminder", "enquiry_lapsed", "enquiry_nobody"]
    company.reload()
    expect(company.locator("main")).to_contain_text("期限までに返事がありませんでした")
    enter(specialist, own, live_server)
    specialist.goto(f"{live_server.url}/specialist/enquiries/{EnquiryTarget.objects.get().pk}")
    expect(specialist.get_by_role("button", name="私が対応します")).to_have_count(0)
    look(specialist, "enquiry-expired")


def test_urgent_it_goes_to_several_with_telephones_first(phone_page: Page, own: Specialist, live_server) -> None:
    page = phone_page
    page.goto(f"{live_server.url}/emergency?place=13")
    page.get_by_role("link", name="まとめて緊急の問い合わせを送る").click()

    expect(page.locator("main")).to_contain_text("急ぐときは、先に電話してください")
    expect(page.locator("main")).to_contain_text("090-0000-0000")
    expect(page.locator("main")).to_contain_text("返事の期限は24時間です。")
    look(page, "enquiry-urgent")
    write(page, "急ぎです。電話をください。")
    press_the_button(page, live_server)

    targets = EnquiryTarget.objects.all()
    assert {target.deadline_at - target.delivered_at for target in targets} == {timedelta(hours=24)}
    assert Letter.objects.filter(template="enquiry_asked_urgent").count() == 2


def test_taken_back_by_the_company(phone_page: Page, own: Specialist, live_server) -> None:
    page = phone_page
    asked(page, live_server)

    page.locator("summary", has_text="問い合わせを取り下げる").click()
    page.get_by_role("button", name="取り下げる").click()

    expect(page.locator("main")).to_contain_text("取り下げました")
    assert EnquiryTarget.objects.get().state == "ended"
