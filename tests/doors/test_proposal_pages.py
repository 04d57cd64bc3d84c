"""The specialist's side: what was asked, the two answers, bringing a company, the engagement and its papers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format

from tests.doors.entering import SEED, text_of
from tests.doors.people import BEGUN
from tests.matching.needing import COMPANY, able, company, needed, proposal_of, states_of, user_of
from tests.specialists.published import AT
from tsunagu.accounts.models import Membership
from tsunagu.accounts.states import Role
from tsunagu.companies.models import CareGrant
from tsunagu.guidance.actions import choose_candidate
from tsunagu.guidance.models import Engagement
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_links import PROPOSAL
from tsunagu.questionnaires.models import PrivateAnswers
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.specialists.models import RegisterEntry
from tsunagu.toolkit.diagnosis_set import CODE

pytestmark = pytest.mark.django_db
NUMBERS = ("000001", "000002", "000003")
BROUGHT = {
    "what": "T1", "organisation_name": "見本鉄工", "industry": "construction", "prefecture": "13",
    "contact_name": "見本 次郎", "email": "jiro@kaisha.example",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def enter_as(client: Client, number: str) -> None:
    """That specialist is signed in, with the second factor."""
    from allauth.mfa.totp.internal import auth as totp

    user = user_of(number)
    Membership.objects.create(user=user, role=Role.SPECIALIST, since=BEGUN)
    totp.TOTP.activate(user, SEED)
    client.force_login(user)


def asked(number: str = "000001", **more) -> Proposal:
    """A company chose that specialist."""
    able(*NUMBERS)
    need = needed(**more)
    first = proposal_of(need, number)
    choose_candidate(
        first,
        [one.pk for one in need.proposals.exclude(pk=first.pk).order_by("specialist__riss_no")],
        by=COMPANY,
        at=AT,
    )
    return proposal_of(need, number)


def test_who_is_asked_reads_what_it_takes_to_decide(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")

    listed = text_of(client.get("/specialist/proposals/"))
    page = text_of(client.get(f"{PROPOSAL}{one.pk}"))

    assert ("見本製作所" in listed, "返事を待っています" in listed) == (True, True)
    told = ("見本製作所からの依頼", "情報セキュリティ規程の整備", "東京都", "建設業", one.need.words)
    assert [words for words in told if words not in page] == []
    assert (one.need.email in page, one.need.telephone in page) == (False, False)
    assert "企業からの依頼が1件あります" in text_of(client.get("/specialist/"))


def test_accepting_opens_the_engagement_with_both_addresses(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")

    sent = client.post(f"{PROPOSAL}{one.pk}", {"accept": "1"})

    engagement = Engagement.objects.get()
    assert sent["Location"] == f"/specialist/engagements/{engagement.pk}"
    page = text_of(client.get(sent["Location"]))
    assert (one.need.email in page, one.need.telephone in page, "第1回の訪問" in page) == (True, True, True)


def test_accepting_twice_is_one_engagement(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")

    client.post(f"{PROPOSAL}{one.pk}", {"accept": "1"})
    again = client.post(f"{PROPOSAL}{one.pk}", {"accept": "1"})

    assert (again.status_code, Engagement.objects.count()) == (200, 1)
    assert "もう答えています" in text_of(again)


def test_declining_with_a_reason_asks_the_next_and_hides_the_company(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")

    sent = client.post(f"{PROPOSAL}{one.pk}", {"decline": "1", "no-reason": "far"})

    assert sent["Location"] == "/specialist/proposals/"
    assert states_of(one.need) == {"000001": "declined", "000002": "asked", "000003": "shown"}
    page = text_of(client.get(f"{PROPOSAL}{one.pk}"))
    assert ("見本製作所" in page, one.need.words in page, "訪問するには遠い" in page) == (False, False, True)


@pytest.mark.parametrize(
    ("told", "words"),
    [({}, "選んでください。"), ({"no-reason": "other"}, "理由をことばで書いてください。")],
)
def test_a_refusal_without_its_reason_is_told_on_the_form(client: Client, told: dict, words: str) -> None:
    one = asked()
    enter_as(client, "000001")

    page = client.post(f"{PROPOSAL}{one.pk}", {"decline": "1", **told})

    assert (page.status_code, words in text_of(page), states_of(one.need)["000001"]) == (200, True, "asked")


def test_who_was_only_shown_knows_of_nothing(client: Client) -> None:
    one = asked("000001")
    enter_as(client, "000002")

    assert "見本製作所" not in text_of(client.get("/specialist/proposals/"))
    assert client.get(f"{PROPOSAL}{proposal_of(one.need, '000002').pk}").status_code == 404
    assert client.get(f"{PROPOSAL}{one.pk}").status_code == 404


def test_looking_answers_nothing(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")

    client.get(f"{PROPOSAL}{one.pk}?accept=1")

    assert states_of(one.need)["000001"] == "asked"


def test_struck_off_the_requests_are_gone(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")
    RegisterEntry.objects.filter(riss_no="000001").update(valid_until=AT.date() - timedelta(days=1))

    assert client.get("/specialist/proposals/").status_code == 404
    assert client.get(f"{PROPOSAL}{one.pk}").status_code == 404


def test_of_two_the_first_yes_waits_for_the_other(client: Client) -> None:
    one = asked()
    Proposal.objects.filter(pk=one.pk).update(companion=proposal_of(one.need, "000002").specialist)
    enter_as(client, "000001")

    sent = client.post(f"{PROPOSAL}{one.pk}", {"accept": "1"})

    assert (sent["Location"], Engagement.objects.count()) == (f"{PROPOSAL}{one.pk}", 0)
    page = text_of(client.get(f"{PROPOSAL}{one.pk}"))
    assert ("もう一人の返事を待っています" in page, "見本 000002さん まだ答えていません" in page) == (True, True)
    assert "企業からの依頼が" not in text_of(client.get("/specialist/"))
    enter_as(client, "000002")
    assert "企業からの依頼が1件あります" in text_of(client.get("/specialist/"))


def test_a_company_is_brought_and_asked_by_mail(client: Client) -> None:
    able("000001")
    enter_as(client, "000001")

    sent = client.post("/specialist/bring", BROUGHT)

    need = Need.objects.get()
    assert sent["Location"] == "/specialist/proposals/"
    assert (need.origin, need.brought_by.riss_no, need.proved_at) == ("specialist", "000001", None)
    assert list(Letter.objects.values_list("template", "to")) == [("confirm_address", "jiro@kaisha.example")]
    assert "見本鉄工" in text_of(client.get("/specialist/proposals/"))


def test_bringing_needs_the_companys_address(client: Client) -> None:
    able("000001")
    enter_as(client, "000001")

    page = client.post("/specialist/bring", BROUGHT | {"email": ""})

    assert (page.status_code, Need.objects.count(), "見本 次郎" in page.content.decode()) == (200, 0, True)


def opened(client: Client, **more) -> Engagement:
    """The signed-in specialist took a company on."""
    one = asked(**more)
    enter_as(client, "000001")
    client.post(f"{PROPOSAL}{one.pk}", {"accept": "1"})
    return Engagement.objects.get()


def diagnosed(scope: str) -> None:
    done = {str(item.no): "done" for item in self_diagnosis().items}
    PrivateAnswers.objects.create(
        set_code=CODE, set_version="2026.1", subject=scope, scope=scope, answers=done, revision=1, answered_at=AT,
        frozen_at=AT,
    )  # fmt: skip


def test_the_companys_diagnosis_is_read_and_the_company_sees_who_did(client: Client) -> None:
    owner = company()
    diagnosed(f"company:{owner.pk}")
    engagement = opened(client, company=owner)
    address = f"/specialist/engagements/{engagement.pk}/diagnosis"

    assert address in client.get(f"/specialist/engagements/{engagement.pk}").content.decode()
    page = text_of(client.get(address))

    assert "見本製作所の自社診断" in page
    assert Entry.objects.filter(verb="engagement.diagnosis_read").count() == 1
    CareGrant.objects.update(ended_at=AT)
    assert client.get(address).status_code == 404


def test_without_a_known_company_there_is_no_diagnosis(client: Client) -> None:
    engagement = opened(client)

    assert client.get(f"/specialist/engagements/{engagement.pk}/diagnosis").status_code == 404


def test_withdrawing_ends_it_and_hides_how_to_reach_the_company(client: Client) -> None:
    engagement = opened(client)
    here = f"/specialist/engagements/{engagement.pk}"

    empty = client.post(here, {"do": "withdraw", "words": ""})
    sent = client.post(here, {"do": "withdraw", "words": "急に入院しました。"})

    engagement.refresh_from_db()
    assert (empty.status_code, sent.status_code, engagement.state) == (200, 302, "withdrawn")
    page = text_of(client.get(here))
    assert (engagement.need.email in page, "取りやめになりました" in page) == (False, True)


def test_the_engagement_of_another_does_not_exist(client: Client) -> None:
    one = asked("000001")
    first = Client()
    enter_as(first, "000001")
    first.post(f"{PROPOSAL}{one.pk}", {"accept": "1"})
    enter_as(client, "000003")

    assert client.get(f"/specialist/engagements/{Engagement.objects.get().pk}").status_code == 404


def test_the_letter_leads_to_the_request(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")

    body = Letter.objects.get(template="proposal_asked").body

    assert f"{PROPOSAL}{one.pk}" in body
    assert client.get(f"{PROPOSAL}{one.pk}").status_code == 200


def test_the_deadline_stands_on_the_page(client: Client) -> None:
    one = asked()
    enter_as(client, "000001")

    page = text_of(client.get(f"{PROPOSAL}{one.pk}"))

    assert date_format(one.deadline_at, "Y年n月j日") in page
