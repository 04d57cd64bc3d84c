"""The desk of who is in charge of needs: the list, one need, entering one, engagements. Others' do not exist."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.consultations.days import chamber, coming, consultation_day
from tests.doors.entering import enter, rows_of, text_of
from tests.doors.need_steps import own_partner
from tests.matching.needing import CLERK, COMPANY, able, needed, proposal_of, states_of
from tests.specialists.published import AT
from tsunagu.accounts.states import Role
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState, GuidanceWish
from tsunagu.doors.needs import desk_engagements, desk_list
from tsunagu.guidance.actions import accept_proposal, choose_candidate
from tsunagu.guidance.models import Engagement
from tsunagu.mail.models import Letter
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.needs import close_need
from tsunagu.matching.models import Need
from tsunagu.matching.need_lists import ORDER, with_place
from tsunagu.matching.need_queries import need_state
from tsunagu.matching.states import NeedClosed, NeedOrigin, NeedState, Refusal
from tsunagu.partners.models import Partner

pytestmark = pytest.mark.django_db
NUMBERS = ("000001", "000002", "000003")
ENTERED = {
    "what": "T1", "organisation_name": "見本鉄工", "industry": "construction", "prefecture": "13",
    "contact_name": "見本 次郎", "telephone": "03-1111-2222",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def asked(need: Need, number: str) -> None:
    first = proposal_of(need, number)
    others = need.proposals.exclude(pk=first.pk).order_by("rank")
    choose_candidate(first, [one.pk for one in others], by=COMPANY, at=AT)


def declined(need: Need, *numbers: str) -> None:
    for number in numbers:
        one = proposal_of(need, number)
        decline_proposal(one, one.specialist, Refusal.BUSY, by=COMPANY, at=AT)


def one_of_each(partner: Partner) -> dict[NeedState, Need]:
    """A need of that partner in every state."""
    able(*NUMBERS)
    told = {"partner": partner, "by": COMPANY}
    found = {NeedState.PREPARING: needed(organisation_name="準備", waits_for_batch=True, **told)}
    found[NeedState.AWAITING_PROOF] = needed(organisation_name="確認前", is_proved=False, **told)
    found[NeedState.CHOOSING] = needed(organisation_name="選ぶ", **told)
    found[NeedState.ASKED] = needed(organisation_name="依頼中", **told)
    asked(found[NeedState.ASKED], "000001")
    found[NeedState.MATCHED] = needed(organisation_name="決定", **told)
    asked(found[NeedState.MATCHED], "000002")
    one = proposal_of(found[NeedState.MATCHED], "000002")
    accept_proposal(one, person=one.specialist, by=COMPANY, at=AT)
    found[NeedState.CLOSED] = needed(organisation_name="終了", **told)
    close_need(found[NeedState.CLOSED], NeedClosed.BY_COMPANY, by=COMPANY, at=AT)
    found[NeedState.NOBODY] = needed(organisation_name="だれも", prefecture="47", **told)
    return found


def test_the_state_in_the_list_is_the_state_of_the_need(client: Client) -> None:
    found = one_of_each(own_partner(client))

    listed = {need.pk: ORDER[need.place] for need in with_place(Need.objects.all())}

    assert listed == {need.pk: state for state, need in found.items()}
    assert listed == {need.pk: need_state(need) for need in Need.objects.all()}


def test_nobody_stands_first_and_the_filters_count(client: Client) -> None:
    one_of_each(own_partner(client))

    page = client.get("/partner/needs/")

    names = [row[0] for row in rows_of(page)]
    assert names == ["だれも", "準備", "確認前", "選ぶ", "依頼中", "決定", "終了"]
    assert "引き受け手がいません 1" in text_of(page)
    only = client.get("/partner/needs/?state=asked")
    assert [row[0] for row in rows_of(only)] == ["依頼中"]
    assert rows_of(client.get("/partner/needs/?theme=T2")) == []
    assert len(rows_of(client.get("/partner/needs/?theme=no-such&state=no-such"))) == 7
    assert "引き受け手がいない申込みがあります" in text_of(client.get("/partner/"))


def test_paging_repeats_and_loses_nobody(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one_of_each(own_partner(client))
    monkeypatch.setattr(desk_list, "SIZE", 2)
    names, address = [], "/partner/needs/"
    while address:
        page = client.get(address)
        names += [row[0] for row in rows_of(page)]
        following = re.search(r'href="(\?[^"]+)" rel="next"', page.content.decode())
        address = f"/partner/needs/{following[1]}".replace("&amp;", "&") if following else ""

    assert names == ["だれも", "準備", "確認前", "選ぶ", "依頼中", "決定", "終了"]


@pytest.mark.parametrize("mark", ["x", "9~2026-01-01T00:00:00+00:00_1", "1~x", "~", "1~2026-01-01T00:00:00+00:00_x"])
def test_a_page_mark_that_is_none_begins_at_the_first(client: Client, mark: str) -> None:
    one_of_each(own_partner(client))

    assert len(rows_of(client.get("/partner/needs/", {"page": mark}))) == 7


def test_the_secretariat_keeps_what_has_no_partner_and_not_a_partners(client: Client) -> None:
    able(*NUMBERS)
    own, others = needed(organisation_name="事務局の会社"), needed(partner=chamber(), organisation_name="会議所の会社")
    enter(client, Role.OFFICE_CLERK)

    page = client.get("/office/needs/")
    assert [row[0] for row in rows_of(page)] == ["事務局の会社"]
    assert "引き受け手がいないものが0件、進行中が1件あります。" in text_of(page)
    assert client.get(f"/office/needs/{own.pk}").status_code == 200
    assert client.get(f"/office/needs/{others.pk}").status_code == 404


def test_another_partners_need_does_not_exist(client: Client) -> None:
    able(*NUMBERS)
    own_partner(client)
    others = needed(partner=chamber())

    assert client.get(f"/partner/needs/{others.pk}").status_code == 404
    assert client.post(f"/partner/needs/{others.pk}", {"do": "offer"}).status_code == 404


def test_the_secretariats_first_page_counts_who_finds_nobody(client: Client) -> None:
    needed()
    enter(client, Role.OFFICE_CLERK)

    page = text_of(client.get("/office/"))

    assert "引き受け手がいません。会社に電話し、条件を相談します。 1件" in page


def test_why_nobody_can_be_found_stands_at_the_desk(client: Client) -> None:
    able(*NUMBERS)
    need = needed(partner=own_partner(client), prefecture="47")

    page = text_of(client.get(f"/partner/needs/{need.pk}"))

    assert re.search(r"いま候補がいない理由：\S+", page)


def test_the_desk_is_told_when_somebody_can_by_now(client: Client) -> None:
    need = needed(partner=own_partner(client))
    able(*NUMBERS)

    page = text_of(client.get(f"/partner/needs/{need.pk}"))

    assert "いまは、合う方がいます。「候補をさがす」を押すと、会社に示せます。" in page


def test_one_need_shows_why_and_who_was_asked_when(client: Client) -> None:
    able(*NUMBERS)
    need = needed(partner=own_partner(client))
    asked(need, "000001")
    declined(need, "000001")

    page = text_of(client.get(f"/partner/needs/{need.pk}"))

    told = (
        "理由：日程が合わない",
        "頼んだ日：11月21日 10時00分",
        "返事の期限：11月28日 10時00分",
        "指導テーマ 25/25点",
    )
    assert [words for words in told if words not in page] == []


def test_the_companys_answer_by_telephone_is_entered(client: Client) -> None:
    able(*NUMBERS)
    need = needed(partner=own_partner(client))
    first = proposal_of(need, "000002").pk
    here = f"/partner/needs/{need.pk}?first={first}"

    assert "見本 000002さんに頼みますか" in text_of(client.get(here))
    sent = client.post(here, {"do": "ask", "first": first, "then": ""})

    assert sent["Location"] == f"/partner/needs/{need.pk}"
    assert states_of(need)["000002"] == "asked"


def test_taken_out_is_filled_up(client: Client) -> None:
    able(*NUMBERS, "000004")
    need = needed(partner=own_partner(client))
    gone = next(iter(states_of(need)))

    client.post(f"/partner/needs/{need.pk}", {"do": "drop", "candidate": proposal_of(need, gone).pk})

    states = states_of(need)
    assert (states[gone], sorted(states.values())) == ("dropped", ["dropped", "shown", "shown", "shown"])


def test_a_candidate_of_another_need_does_not_exist(client: Client) -> None:
    able(*NUMBERS)
    need, other = needed(partner=own_partner(client)), needed()
    number = proposal_of(other, "000001").pk

    answer = client.post(f"/partner/needs/{need.pk}", {"do": "drop", "candidate": number})

    assert (answer.status_code, states_of(other)["000001"]) == (404, "shown")


def test_candidates_are_found_at_once_for_what_waited(client: Client) -> None:
    able(*NUMBERS)
    need = needed(partner=own_partner(client), waits_for_batch=True)

    client.post(f"/partner/needs/{need.pk}", {"do": "offer"})

    assert states_of(need) == dict.fromkeys(NUMBERS, "shown")


@pytest.mark.parametrize(("reason", "state"), [("", ""), ("by_office", "by_office"), ("silent", "")])
def test_ending_it_needs_a_reason(client: Client, reason: str, state: str) -> None:
    need = needed(partner=own_partner(client))

    answer = client.post(f"/partner/needs/{need.pk}", {"do": "close", "reason": reason})

    need.refresh_from_db()
    assert (answer.status_code, need.closed_reason) == (302 if state else 200, state)


@pytest.mark.parametrize("told", [{"do": "explode"}, {"do": "drop", "candidate": "9" * 30}, {"do": "ask"}])
def test_what_no_button_sends_does_not_exist(client: Client, told: dict) -> None:
    need = needed(partner=own_partner(client))

    assert client.post(f"/partner/needs/{need.pk}", told).status_code == 404


def test_a_company_without_a_computer_is_entered(client: Client) -> None:
    able(*NUMBERS)
    partner = own_partner(client)

    sent = client.post("/partner/needs/new", ENTERED)

    need = Need.objects.get()
    assert sent["Location"] == f"/partner/needs/{need.pk}"
    assert (need.partner, need.origin, need.email, states_of(need)) == (
        partner,
        NeedOrigin.PARTNER,
        "",
        dict.fromkeys(NUMBERS, "shown"),
    )
    assert Letter.objects.count() == 0


def test_entered_to_wait_shows_nobody_yet(client: Client) -> None:
    able(*NUMBERS)
    own_partner(client)

    client.post("/partner/needs/new", ENTERED | {"waits": "batch"})

    assert (Need.objects.get().waits_for_batch, states_of(Need.objects.get())) == (True, {})


def test_an_entered_address_is_proved_first(client: Client) -> None:
    own_partner(client)

    client.post("/partner/needs/new", ENTERED | {"email": "new@kaisha.example"})

    assert Need.objects.get().proved_at is None
    assert list(Letter.objects.values_list("template", "to")) == [("confirm_address", "new@kaisha.example")]


def wished(partner: Partner) -> Consultation:
    """A consultation at that partner whose company wants to be guided."""
    registration = coming(consultation_day(partner))
    return Consultation.objects.create(
        event=registration.event, registration=registration, specialist=able("000009")[0], scope=registration.scope,
        state=ConsultationState.HELD, planned_at=AT, recorded_at=AT, theme_code="T2", wish=GuidanceWish.YES,
    )  # fmt: skip


def test_who_wished_and_has_not_asked_is_entered_from_the_consultation(client: Client) -> None:
    able(*NUMBERS)
    one = wished(own_partner(client))
    address = f"/partner/needs/new?from=consultation-{one.pk}"

    record = f"/partner/consultations/{one.pk}"
    assert address in client.get("/partner/needs/").content.decode()
    assert address in client.get(record).content.decode()
    form = client.get(address).content.decode()
    sent = client.post(address, ENTERED | {"email": one.registration.email})

    need = Need.objects.get()
    assert (one.registration.organisation_name in form, sent.status_code) == (True, 302)
    assert (need.source, need.origin, need.proved_at is None) == (f"consultation:{one.pk}", "consultation", False)
    assert address not in client.get("/partner/needs/").content.decode()
    assert "もう申し込んであります。" in text_of(client.get(record))


def test_a_consultation_of_another_partner_does_not_exist(client: Client) -> None:
    own_partner(client)
    other = wished(chamber("よその商工会議所"))

    assert client.get(f"/partner/needs/new?from=consultation-{other.pk}").status_code == 404
    assert client.get("/partner/needs/new?from=x").status_code == 404


def engaged(partner: Partner) -> Engagement:
    able(*NUMBERS)
    need = needed(partner=partner)
    asked(need, "000001")
    one = proposal_of(need, "000001")
    accept_proposal(one, person=one.specialist, by=CLERK, at=AT)
    return Engagement.objects.get()


def test_an_engagement_is_withdrawn_for_who_telephoned(client: Client) -> None:
    engagement = engaged(own_partner(client))
    here = f"/partner/engagements/{engagement.pk}"

    assert "見本製作所" in text_of(client.get("/partner/engagements/"))
    empty = client.post(here, {"do": "withdraw", "words": "電話がありました。"})
    sent = client.post(here, {"do": "withdraw", "side": "company", "words": "電話がありました。"})

    engagement.refresh_from_db()
    assert (empty.status_code, sent["Location"]) == (200, here)
    assert (engagement.state, engagement.withdrawn_by) == ("withdrawn", "company")
    assert "電話がありました。" in text_of(client.get(here))


def test_themes_by_region_are_counted_for_the_own_partner_and_for_all(client: Client) -> None:
    engaged(own_partner(client))
    office = Client()
    enter(office, Role.OFFICE_CLERK)

    own, whole = client.get("/partner/engagements/"), office.get("/office/engagements/")

    assert rows_of(own)[:2] == [["東京都", "1", "0", "0", "0", "0", "1"], ["総計", "1", "0", "0", "0", "0", "1"]]
    assert rows_of(whole) == rows_of(own)[:2]
    assert ("あなたの組織では1件です" in text_of(own), "全部で1件です" in text_of(whole)) == (True, True)
    assert "支援機関が担当する支援は、上の表で数えています。" in text_of(whole)


def test_engagements_are_paged_the_newest_first_and_by_state(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one = engaged(own_partner(client))
    monkeypatch.setattr(desk_engagements, "SIZE", 1)
    page = client.get("/partner/engagements/?state=open")

    assert len(rows_of(page)) == 3  # a region, the whole, one engagement
    assert "これで全部です" in text_of(page)
    assert "見本製作所" not in text_of(client.get("/partner/engagements/?state=withdrawn"))
    older = f"{one.opened_at.isoformat()}_{one.pk}"
    assert "見本製作所" not in text_of(client.get("/partner/engagements/", {"page": older}))


def test_the_engagement_of_another_partner_does_not_exist(client: Client) -> None:
    own_partner(client)
    other = engaged(chamber())

    assert client.get(f"/partner/engagements/{other.pk}").status_code == 404
    assert "見本製作所" not in text_of(client.get("/partner/engagements/"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client: Client, count: int, django_assert_num_queries) -> None:
    able(*NUMBERS)
    partner = own_partner(client)
    for number in range(count):
        needed(partner=partner, at=AT - timedelta(hours=number))
    client.get("/partner/needs/")

    with django_assert_num_queries(9):
        client.get("/partner/needs/")
