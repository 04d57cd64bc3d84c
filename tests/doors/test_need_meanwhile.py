"""Pages of needs when something happened meanwhile; what a specialist is not told of others."""

import pytest
from django.test import Client

from tests.doors.entering import text_of
from tests.doors.test_need_pages import choose, here
from tests.doors.test_proposal_pages import enter_as
from tests.matching.needing import COMPANY, EXPERT, able, needed, proposal_of, states_of
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.guidance.actions import accept_proposal, choose_candidate
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.asking import ask_candidate
from tsunagu.matching.actions.offering import drop_candidate, offer_candidates
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_links import PROPOSAL
from tsunagu.matching.proposal_queries import refusals_of
from tsunagu.matching.states import NeedOrigin, Refusal
from tsunagu.specialists.actions import open_commitment
from tsunagu.specialists.models import Specialist

pytestmark = pytest.mark.django_db
NUMBERS = ("000001", "000002", "000003")


@pytest.fixture(autouse=True)
def _clock(time_machine_at):
    with time_machine_at(AT):
        yield


def full(number: str) -> None:
    """Their month fills up."""
    specialist = Specialist.objects.get(riss_no=number)
    while open_commitment(specialist, "x", str(specialist.commitments.count()), by=SYSTEM, at=AT):
        pass


def paired(need: Need) -> Proposal:
    """000001 is asked, with 000002 who would come along."""
    beside = proposal_of(need, "000002")
    person, _ = beside.specialist, beside.delete()
    Proposal.objects.filter(need=need, specialist__riss_no="000001").update(companion=person)
    return ask_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)


@pytest.mark.parametrize(
    ("then", "said"),
    [(["000002"], "代わりに、次の方に頼みました。"), ([], "まだ、だれにも頼んでいません。")],
)
def test_who_cannot_be_asked_any_more_is_not_said_to_be_asked(client: Client, then: list[str], said: str) -> None:
    able(*NUMBERS[: 1 + len(then)], monthly_cap=1)
    need = needed()
    full("000001")

    sent = choose(client, need, "000001", *then)

    page = client.get(sent["Location"]).content.decode()
    assert (states_of(need)["000001"], said in page, "見本 000001さんに頼みました" in page) == ("dropped", True, False)


def test_who_was_chosen_is_said_to_be_asked(client: Client) -> None:
    able("000001")
    need = needed()

    choose(client, need, "000001")

    assert "見本 000001さんに頼みました。" in client.get(here(need)).content.decode()


def test_who_brought_a_company_never_hears_that_another_was_taken(client: Client) -> None:
    (specialist, _) = able("000001", "000002")
    need = needed(origin=NeedOrigin.SPECIALIST, brought_by=specialist, by=EXPERT)
    enter_as(client, "000001")

    def told() -> str:
        return text_of(client.get("/specialist/proposals/")).partition("紹介した会社")[2]

    before = told()
    offer_candidates(need, by=COMPANY, at=AT)
    choose_candidate(proposal_of(need, "000002"), by=COMPANY, at=AT)
    while_asked = told()
    other = proposal_of(need, "000002")
    accept_proposal(other, person=other.specialist, by=EXPERT, at=AT)

    assert (states_of(need)["000001"], before, while_asked) == ("passed", told(), told())


@pytest.mark.parametrize("has_said_yes", [True, False])
@pytest.mark.parametrize("reader", ["000001", "000002"])
def test_what_one_of_two_wrote_when_declining_the_other_does_not_read(
    client: Client, reader: str, *, has_said_yes: bool
) -> None:
    able(*NUMBERS)
    one = paired(needed())
    if has_said_yes:
        accept_proposal(one, person=one.specialist, by=EXPERT, at=AT)
    decline_proposal(one, one.companion, Refusal.OTHER, "入院します。", by=EXPERT, at=AT)
    enter_as(client, reader)

    page = text_of(client.get(f"{PROPOSAL}{one.pk}"))

    is_own = reader == "000002"
    assert ("入院します。" in page, "あなたの返事" in page, "取りやめになりました" in page) == (
        is_own,
        is_own,
        not is_own,
    )


def test_the_no_of_who_would_come_along_is_not_told_as_the_others(client: Client) -> None:
    able(*NUMBERS)
    need = needed()
    one = paired(need)
    decline_proposal(one, one.companion, Refusal.OTHER, "入院します。", by=EXPERT, at=AT)

    page = text_of(client.get(here(need)))

    assert [row.name for row in refusals_of(need)] == ["見本 000002"]
    assert ("見本 000001さんと見本 000002さん：今回は難しいとのことでした" in page, "入院します。" in page) == (
        True,
        False,
    )


def test_who_was_taken_out_reads_only_that_it_is_off(client: Client) -> None:
    able(*NUMBERS)
    need = needed()
    one = ask_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)
    drop_candidate(one, by=COMPANY, at=AT)
    enter_as(client, "000001")

    pages = [text_of(client.get(address)) for address in (f"{PROPOSAL}{one.pk}", PROPOSAL)]

    assert [("取りやめになりました" in page, "候補から外れた" in page) for page in pages] == [(True, False)] * 2
