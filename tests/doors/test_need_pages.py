"""A need at the company's side: asked for, three candidates, the choice, the next, matched, taken back. By link and signed in."""

import re

import pytest
from django.test import Client
from django.urls import resolve

from tests.doors.entering import text_of
from tests.doors.need_steps import NUMBERS, brought, choose, here, matched, own_company, press
from tests.matching.needing import COMPANY, able, needed, proposal_of, states_of
from tests.specialists.published import AT
from tsunagu.guidance.links import SPECIALIST
from tsunagu.guidance.models import Engagement
from tsunagu.mail.models import Letter
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.need_links import COMPANY as OWN_PAGE
from tsunagu.matching.need_links import CONFIRM, NEED, OFFICE, PARTNER, PROPOSAL, need_link, need_token
from tsunagu.matching.states import Refusal
from tsunagu.specialists.models import PublishedSheet
from tsunagu.specialists.states import Availability

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def test_the_choice_is_confirmed_and_then_waited_for(client: Client) -> None:
    able(*NUMBERS)
    need = needed()

    before = text_of(client.get(f"{here(need)}?first={proposal_of(need, '000002').pk}"))
    sent = choose(client, need, "000002", "000003", "000001")

    assert ("見本 000002さんに頼みますか" in before, "見本 000001さん、つぎに見本 000003さん" in before) == (True, True)
    assert sent["Location"] == here(need)
    assert states_of(need) == {"000001": "shown", "000002": "asked", "000003": "shown"}
    page = text_of(client.get(here(need)))
    assert ("見本 000002さんの返事を待っています" in page, "順番：見本 000003さん、見本 000001さん" in page) == (
        True,
        True,
    )


def test_who_waits_may_choose_anew_and_a_second_press_changes_nothing(client: Client) -> None:
    able(*NUMBERS)
    need = needed()
    choose(client, need, "000002", "000003", "000001")

    waiting = text_of(client.get(here(need)))
    press(client, here(need), do="change")
    press(client, here(need), do="change")

    assert "別の方に変える" in waiting
    assert states_of(need) == {"000001": "shown", "000002": "dropped", "000003": "shown"}
    assert "頼みたい方を選んでください" in text_of(client.get(here(need)))


def test_looking_asks_nobody(client: Client) -> None:
    able(*NUMBERS)
    need = needed()

    client.get(f"{here(need)}?first={proposal_of(need, '000001').pk}")
    client.get(f"{here(need)}?do=ask&first={proposal_of(need, '000001').pk}")

    assert set(states_of(need).values()) == {"shown"}


def test_after_a_no_the_next_is_asked_and_it_is_said_kindly(client: Client) -> None:
    able(*NUMBERS)
    need = needed()
    choose(client, need, "000001", "000002", "000003")
    said = proposal_of(need, "000001")
    decline_proposal(said, said.specialist, Refusal.BUSY, by=COMPANY, at=AT)

    page = text_of(client.get(here(need)))

    assert "見本 000001さん：今回は難しいとのことでした（日程が合わない）。" in page
    assert "見本 000002さんの返事を待っています" in page


def test_all_said_no_is_told_honestly_with_what_one_can_do(client: Client) -> None:
    able(*NUMBERS)
    need = needed()
    choose(client, need, "000001", "000002", "000003")
    for number in NUMBERS:
        said = proposal_of(need, number)
        decline_proposal(said, said.specialist, Refusal.FAR, by=COMPANY, at=AT)

    page = text_of(client.get(here(need)))

    assert ("引き受けられる専門家がいません" in page, "自分で一覧からさがす" in page) == (True, True)


def test_matched_shows_how_to_reach_and_what_comes_next(client: Client) -> None:
    need = matched(client)

    page = text_of(client.get(here(need)))

    assert "見本 000001さんに決まりました" in page
    assert (proposal_of(need, "000001").specialist.user.email in page, "第3回の訪問" in page) == (True, True)


@pytest.mark.parametrize(("words", "state"), [("", "open"), ("担当者が辞めました。", "withdrawn")])
def test_withdrawing_needs_words(client: Client, words: str, state: str) -> None:
    need = matched(client)

    sent = press(client, here(need), do="withdraw", words=words)

    assert (sent.status_code, Engagement.objects.get().state) == (302 if words else 200, state)
    assert ("始まる前に取りやめになりました" in text_of(client.get(here(need)))) is bool(words)


def test_taking_it_back_ends_it_once(client: Client) -> None:
    able(*NUMBERS)
    need = needed()

    press(client, here(need), do="close")
    press(client, here(need), do="close")

    need.refresh_from_db()
    assert need.closed_reason == "by_company"
    assert "この申込みは終わりました" in text_of(client.get(here(need)))


def test_who_is_signed_in_puts_it_on_the_companys_page(client: Client) -> None:
    able(*NUMBERS)
    need = needed()
    company = own_company(client)

    sent = press(client, here(need), do="claim")

    need.refresh_from_db()
    assert (sent.status_code, need.company) == (302, company)
    assert client.get(f"/company/needs/{need.pk}").status_code == 200


@pytest.mark.parametrize("do", ["claim", "explode", ""])
def test_what_no_button_sends_does_not_exist(client: Client, do: str) -> None:
    able(*NUMBERS)

    assert press(client, here(needed()), do=do).status_code == 404


def test_the_need_of_another_company_does_not_exist(client: Client) -> None:
    need = needed()
    own_company(client)

    assert client.get(f"/company/needs/{need.pk}").status_code == 404
    assert client.get("/needs/wrong-link-of-nobody").status_code == 404


def test_signed_out_a_companys_page_leads_to_sign_in(client: Client) -> None:
    assert client.get("/company/needs/1")["Location"] == "/accounts/login/?next=/company/needs/1"


def test_letters_lead_to_pages_of_ours(client: Client) -> None:
    able(*NUMBERS)
    need = needed()

    link = re.search(r"https?://[^/\s]+(/\S+)", Letter.objects.get(template="need_candidates").body)[1]

    assert (link, NEED + need_token(need)) == (here(need), here(need))
    assert need_link(need).endswith(here(need))
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("address", "route"),
    [
        (CONFIRM, "public:need_confirm"),
        (f"{NEED}{'x' * 40}", "public:need"),
        (f"{OWN_PAGE}1", "company:need"),
        (f"{PARTNER}1", "partner:need"),
        (f"{OFFICE}1", "office:need"),
        (f"{PROPOSAL}1", "specialist:proposal"),
        (f"{SPECIALIST}1", "specialist:engagement"),
    ],
)
def test_where_letters_lead_there_is_a_page(address: str, route: str) -> None:
    assert resolve(address).view_name == route


def test_no_cache_keeps_what_a_link_alone_opens(client: Client) -> None:
    able(*NUMBERS)

    assert client.get(here(needed()))["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client: Client, count: int, django_assert_num_queries) -> None:
    able(*NUMBERS[:count])
    address = here(needed())
    client.get(address)

    with django_assert_num_queries(4):
        client.get(address)


def test_how_candidates_are_found_is_explained(client: Client) -> None:
    page = text_of(client.get("/about-candidates"))

    assert ("3人までの候補を示します" in page, "指導テーマ 25点" in page) == (True, True)


def test_a_company_that_was_brought_decides_and_it_begins_at_once(client: Client) -> None:
    need = brought()
    first = proposal_of(need, "000001").pk

    page = text_of(client.get(here(need)))
    asked = text_of(client.get(f"{here(need)}?first={first}"))
    choose(client, need, "000001")

    assert ("専門家から、支援の申し出があります" in page, "この方の紹介です" in page) == (True, True)
    assert "もう引き受けています。頼むと、すぐに決まります。" in asked
    assert Engagement.objects.get().specialist.riss_no == "000001"


def test_a_company_that_was_brought_may_compare(client: Client) -> None:
    need = brought()

    press(client, here(need), do="more")

    assert states_of(need) == dict.fromkeys(NUMBERS, "shown")
    assert "合う度合い" in text_of(client.get(here(need)))


def test_who_has_no_room_now_cannot_be_pressed(client: Client) -> None:
    able(*NUMBERS)
    need = needed()
    PublishedSheet.objects.filter(riss_no="000002").update(availability=Availability.UNAVAILABLE)

    page = client.get(here(need))

    pressed = set(re.findall(r'href="\?first=(\d+)"', page.content.decode()))
    assert pressed == {str(proposal_of(need, number).pk) for number in ("000001", "000003")}
    assert "いまは頼めません" in text_of(page)


def test_after_a_withdrawal_the_company_chooses_anew(client: Client) -> None:
    need = matched(client)

    press(client, here(need), do="withdraw", words="担当者が辞めました。")

    page = text_of(client.get(here(need)))
    assert ("前に決まった支援は、始まる前に取りやめになりました" in page, "候補が2人います" in page) == (True, True)
    assert "メールアドレス 000001@people.example" not in page
