"""The page of a reminder's link, the buttons of the own page, and the page of availability."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tests.doors.entering import enter, text_of
from tests.specialists.published import listed
from tsunagu.accounts.models import User
from tsunagu.accounts.states import Role
from tsunagu.base.actor import SYSTEM
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.freshness import keep_true
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.states import HiddenReason, ListingState, RegisterStatus

pytestmark = pytest.mark.django_db
S = ListingState
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
FIRST = datetime(2026, 10, 1, 22, 0, tzinfo=UTC)  # 7:00 on the day after the confirmation
STEPS = {S.UPDATE_REQUESTED: 90, S.STALE: 111, S.HIDDEN: 135}


def owned(user: User) -> Specialist:
    specialist = listed("000001")
    Specialist.objects.filter(pk=specialist.pk).update(user=user)
    RegisterEntry.objects.update(valid_until=date(2029, 9, 30))
    return Specialist.objects.get(pk=specialist.pk)


def silent(client: Client, until: int) -> User:
    """Signed in as somebody who has not answered until so many days after the confirmation."""
    user = enter(client, Role.SPECIALIST)
    owned(user)
    for days in (90, 104, 111, 128, 135):
        if days <= until:
            keep_true(by=SYSTEM, at=FIRST + timedelta(days=days - 1))
    return user


def link() -> str:
    """The link of the last letter."""
    return re.search(r"http://localhost:8000(\S+)", Letter.objects.latest("pk").body)[1]


def state() -> tuple[str, str]:
    return Listing.objects.values_list("state", "hidden_reason").get()


def on(days: int) -> datetime:
    return FIRST + timedelta(days=days - 1, hours=2)


@pytest.mark.parametrize("days", STEPS.values())
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_opening_the_link_changes_nothing(client: Client, time_machine_at, days: int, method: str) -> None:
    silent(client, days)
    before = state()

    with time_machine_at(on(days)):
        answers = [getattr(Client(), method)(link()).status_code // 100 for _ in range(3)]

    assert (answers, state()) == ([2, 2, 2], before)


@pytest.mark.parametrize("days", STEPS.values())
def test_the_page_shows_whose_sheet_and_one_button(client: Client, time_machine_at, days: int) -> None:
    silent(client, days)

    with time_machine_at(on(days)):
        response = Client().get(link())

    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)[0]
    assert (main.count("<form"), main.count("<button")) == (1, 1)
    words = text_of(response)
    assert "見本 000001 登録番号 第000001号" in words
    assert ("また載せる" in words, "公開している個票を読む" in words) == (days == 135, days != 135)


@pytest.mark.parametrize("days", STEPS.values())
def test_pressing_the_button_without_signing_in_brings_the_sheet_back_once(
    client: Client, time_machine_at, days: int
) -> None:
    silent(client, days)
    token = link().partition("token=")[2]

    with time_machine_at(on(days)):
        answers = [Client().post("/keep-true", {"token": token}) for _ in range(2)]
        again = Client().get(link())

    assert [(one.status_code, "確認しました" in text_of(one)) for one in (*answers, again)] == [(200, True)] * 3
    assert (state(), PublishedSheet.objects.get().is_listed) == (("published", ""), True)
    assert Entry.objects.filter(verb="listing.confirmed").count() == 1


def test_an_old_link_leads_to_signing_in(client: Client, time_machine_at) -> None:
    silent(client, 135)

    with time_machine_at(on(135) + timedelta(days=61)):
        page = Client().get(link())

    assert (page.status_code, state()) == (200, ("hidden", "not_confirmed"))
    assert "期限が切れました" in text_of(page)
    assert re.findall(r'href="([^"]+)">ログインして、自分の個票を開く', page.content.decode()) == ["/specialist/"]


@pytest.mark.parametrize("token", ["", "x", "\ud7ff", "あ" * 5000])
def test_a_token_nobody_signed_is_no_breakdown(token: str) -> None:
    answers = [Client().get("/keep-true", {"token": token}), Client().post("/keep-true", {"token": token})]

    assert [(one.status_code, "使えません" in text_of(one)) for one in answers] == [(200, True)] * 2


@pytest.mark.parametrize(
    ("to", "why"), [(S.HIDDEN, HiddenReason.OWN_WISH), (S.SUSPENDED, None), (S.EXPIRED, None), (S.WITHDRAWN, None)]
)
def test_the_link_does_not_bring_back_who_left_for_another_reason(
    client: Client, time_machine_at, to: S, why: HiddenReason | None
) -> None:
    silent(client, 111)
    move_listing(Listing.objects.get(), to, by=SYSTEM, at=on(112), hidden_reason=why)
    token = link().partition("token=")[2]

    with time_machine_at(on(112)):
        answers = [Client().get(link()), Client().post("/keep-true", {"token": token})]

    assert [("使えません" in text_of(one), 'name="token"' in one.content.decode()) for one in answers] == [
        (True, False)
    ] * 2
    assert state() == (to.value, why.value if why else "")


def test_who_is_no_longer_registered_is_told_so_by_the_link(client: Client, time_machine_at) -> None:
    silent(client, 135)
    RegisterEntry.objects.update(status=RegisterStatus.SUSPENDED)
    token = link().partition("token=")[2]

    with time_machine_at(on(135)):
        page = Client().post("/keep-true", {"token": token})

    assert ("名称の使用停止" in text_of(page), state()[0]) == (True, "hidden")


def test_the_button_needs_the_pages_own_token(client: Client, time_machine_at) -> None:
    silent(client, 111)
    token = link().partition("token=")[2]

    with time_machine_at(on(111)):
        answer = Client(enforce_csrf_checks=True).post("/keep-true", {"token": token})

    assert (answer.status_code, state()[0]) == (403, "stale")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (89, ["次は2026年12月30日に"]),
        (90, ["2027年1月20日 に「内容が古いかもしれません」の注意書きが付きます"]),
        (111, ["2027年2月13日 に非公開になります"]),
        (135, ["理由：内容の確認がない。下のボタンを押すと、すぐに戻ります。", "いまも正しい。また載せる"]),
    ],
)
def test_the_own_page_says_what_comes_next(client: Client, time_machine_at, days: int, said: list[str]) -> None:
    user = silent(client, days)

    with time_machine_at(on(days)):
        client.force_login(user)
        words = text_of(client.get("/specialist/"))

    assert [part for part in said if part not in words] == []


@pytest.mark.parametrize("days", [89, *STEPS.values()])
def test_the_own_button_confirms_from_every_step(client: Client, time_machine_at, days: int) -> None:
    user = silent(client, days)

    with time_machine_at(on(days)):
        client.force_login(user)
        page = client.post("/specialist/confirm/", follow=True)

    assert ("確認しました。ありがとうございます。" in page.content.decode(), state()) == (True, ("published", ""))


def test_the_buttons_of_the_own_page_carry_the_pages_token(client: Client, time_machine_at) -> None:
    user = silent(client, 111)
    strict = Client(enforce_csrf_checks=True)

    with time_machine_at(on(111)):
        strict.force_login(user)
        html = strict.get("/specialist/").content.decode()
        form = re.search(r'action="/specialist/confirm/">.*?name="csrfmiddlewaretoken" value="(\w+)"', html, re.DOTALL)
        answers = [
            strict.post("/specialist/confirm/", sent).status_code for sent in ({}, {"csrfmiddlewaretoken": form[1]})
        ]

    assert (answers, state()) == ([403, 302], ("published", ""))


def test_leaving_and_returning_by_the_own_buttons(client: Client, time_machine_at) -> None:
    with time_machine_at(NOW):
        owned(enter(client, Role.SPECIALIST))

        client.post("/specialist/hide/")
        left = (state(), text_of(client.get("/specialist/")))
        refused = client.post("/specialist/confirm/", follow=True).content.decode()
        client.post("/specialist/return/")

    assert (left[0], "下のボタンで、いつでも戻せます。" in left[1]) == (("hidden", "own_wish"), True)
    assert ("自分の個票のページから、もう一度載せられます。" in refused, state()) == (True, ("published", ""))


def test_a_stopped_listing_has_no_button_and_a_forged_press_is_refused(client: Client, time_machine_at) -> None:
    with time_machine_at(NOW):
        specialist = owned(enter(client, Role.SPECIALIST))
        move_listing(specialist.listing, S.SUSPENDED, by=SYSTEM, at=NOW)
        page = client.get("/specialist/").content.decode()
        answers = [client.post(f"/specialist/{name}/").status_code for name in ("confirm", "hide", "return")]

    assert ("/specialist/confirm/" in page, "/specialist/return/" in page) == (False, False)
    assert (answers, state()) == ([302] * 3, ("suspended", ""))


def test_without_a_listing_buttons_and_page_lead_nowhere(client: Client) -> None:
    enter(client, Role.SPECIALIST)

    assert client.post("/specialist/confirm/")["Location"] == "/specialist/"
    assert "まだ決められません" in text_of(client.get("/specialist/availability/"))


GOOD = {"availability": "waitlist", "available_from": "2026-12-21", "paused_until": "", "monthly_cap": "5"}


def test_availability_is_shown_changed_and_shown_again(client: Client, time_machine_at) -> None:
    with time_machine_at(NOW):
        owned(enter(client, Role.SPECIALIST))
        before = client.get("/specialist/availability/").content.decode()

        answer = client.post("/specialist/availability/", GOOD)
        after = client.get("/specialist/availability/").content.decode()
        home = text_of(client.get("/specialist/"))

    checked = re.compile(r'value="(\w+)"[^>]*checked')
    assert (checked.findall(before), answer["Location"], checked.findall(after)) == (
        ["available"], "/specialist/", ["waitlist"],
    )  # fmt: skip
    assert ('value="2026-12-21"' in after, 'value="5"' in after) == (True, True)
    assert "受付 予約待ち（12月21日から受付）" in home


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("availability", "", "選んでください。"),
        ("availability", "no-such", "選んでください。"),
        ("available_from", "x", "日付を「2026-12-01」の形で入力してください。"),
        ("available_from", "2026-11-21", "明日か、その後の日付にしてください。"),
        ("available_from", "9999-12-31", "1年以内の日付にしてください。"),
        ("paused_until", "0001-01-01", "今日か、その後の日付にしてください。"),
        ("monthly_cap", "", "入力してください。"),
        ("monthly_cap", "0", "1 から 30 までの数にしてください。"),
        ("monthly_cap", "9" * 40, "1 から 30 までの数にしてください。"),
        ("monthly_cap", "三", "整数で入力してください。"),
    ],
)
def test_a_mistake_is_told_beside_its_field(client: Client, time_machine_at, field: str, value: str, said: str) -> None:
    with time_machine_at(NOW):
        owned(enter(client, Role.SPECIALIST))
        before = PublishedSheet.objects.values().get()

        html = client.post("/specialist/availability/", GOOD | {field: value}).content.decode()

    error = re.search(rf'id="id_{field}_error"><ul><li>([^<]+)</li>', html)
    assert (error and error[1], PublishedSheet.objects.values().get()) == (said, before)


def test_availability_takes_effect_in_the_list_at_once(client: Client, time_machine_at) -> None:
    with time_machine_at(NOW):
        owned(enter(client, Role.SPECIALIST))
        seen = ["000001" in Client().get("/specialists").content.decode()]

        client.post("/specialist/availability/", GOOD | {"paused_until": "2026-11-30"})

        seen.append("000001" in Client().get("/specialists").content.decode())

    assert seen == [True, False]


def test_by_link_new_terms_need_a_tick_beside_the_button(client: Client, time_machine_at) -> None:
    user = silent(client, 135)
    User.objects.filter(pk=user.pk).update(terms_version="2020-01", terms_agreed_at=FIRST)
    token = link().split("token=")[1]
    with time_machine_at(on(136)):
        before = Client().get(link()).content.decode()
        refused = Client().post("/keep-true", {"token": token}).content.decode()
        stood = state()
        done = Client().post("/keep-true", {"token": token, "terms": "on"})

    assert ("新しい利用規約に同意します" in before, "ここに印を付けてください" in before) == (True, False)
    assert ('id="id_terms_error"' in refused, stood) == (True, ("hidden", "not_confirmed"))
    assert ("確認しました" in text_of(done), state()) == (True, ("published", ""))


def test_on_the_own_page_too_and_who_agreed_is_not_asked(client: Client, time_machine_at) -> None:
    user = silent(client, 135)
    with time_machine_at(on(136)):
        client.force_login(user)
        plain = client.get("/specialist/").content.decode()
        User.objects.filter(pk=user.pk).update(terms_version="2020-01", terms_agreed_at=FIRST)
        asked = client.get("/specialist/").content.decode()
        refused = client.post("/specialist/confirm/", follow=True)
        client.post("/specialist/confirm/", {"terms": "on"})

    assert ['name="terms"' in page for page in (plain, asked)] == [False, True]
    assert ("利用規約が新しくなりました" in refused.content.decode(), state()) == (True, ("published", ""))


def test_who_was_paused_for_silence_comes_back_by_the_button_of_the_own_page(client: Client, time_machine_at) -> None:
    user = enter(client, Role.SPECIALIST)
    move_listing(owned(user).listing, S.HIDDEN, by=SYSTEM, at=FIRST, hidden_reason=HiddenReason.SILENT)

    with time_machine_at(on(5)):
        client.force_login(user)
        page = text_of(client.get("/specialist/"))
        client.post("/specialist/confirm/")

    assert ("問い合わせに返事がない" in page, "いまも正しい。また載せる" in page) == (True, True)
    assert state() == ("published", "")
