"""What happens between two steps: somebody goes, chooses, declines or proves an address meanwhile."""

from datetime import timedelta

import pytest

from tests.consultations.days import adviser, chamber, coming, consultation_day
from tests.matching.needing import (
    CLERK,
    COMPANY,
    DAYS,
    EMAIL,
    EXPERT,
    able,
    company,
    facts,
    letters,
    needed,
    numbers_of,
    proposal_of,
    states_of,
)
from tests.matching.test_batches import made, running, searched
from tests.specialists.published import AT, TODAY
from tsunagu.base.actor import SYSTEM
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import Company
from tsunagu.consultations.actions.conflicts import declare_conflict
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConflictReason
from tsunagu.guidance.actions import accept_proposal, choose_candidate
from tsunagu.mail.actions import ask_for_proof
from tsunagu.mail.models import AddressProof, Letter
from tsunagu.matching import jobs
from tsunagu.matching.actions import batches, need_rounds
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.asking import ask_candidate
from tsunagu.matching.actions.batch_sending import send_batch
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.needs import make_need, prove_needs
from tsunagu.matching.actions.offering import offer_candidates
from tsunagu.matching.models import Batch, Need, Proposal
from tsunagu.matching.need_links import CONFIRM as NEEDS_PAGE
from tsunagu.matching.need_queries import need_page
from tsunagu.matching.states import NeedOrigin, Refusal
from tsunagu.seasons.models import Season
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.actions import move_listing
from tsunagu.specialists.models import Specialist
from tsunagu.specialists.states import HiddenReason, ListingState

pytestmark = pytest.mark.django_db


def brought() -> Need:
    """A company brought by 000001."""
    return needed(origin=NeedOrigin.SPECIALIST, brought_by=Specialist.objects.get(riss_no="000001"), by=EXPERT)


def says_no(need: Need, *, at=AT) -> None:
    """Who is asked now declines."""
    one = proposal_of(need, need.proposals.get(state="asked").specialist.riss_no)
    decline_proposal(one, one.specialist, Refusal.BUSY, by=EXPERT, at=at)


def meanwhile(monkeypatch: pytest.MonkeyPatch, act) -> None:
    """`act` happens after the round has listed what is due, before it takes the row."""
    real = need_rounds._is_still
    monkeypatch.setattr(need_rounds, "_is_still", lambda *told: (act(), real(*told))[1])


def test_who_brought_the_company_and_is_asked_after_others_can_say_yes() -> None:
    (specialist, _) = able("000001", "000002")
    need = brought()
    offer_candidates(need, by=COMPANY, at=AT)
    choose_candidate(proposal_of(need, "000002"), [proposal_of(need, "000001").pk], by=COMPANY, at=AT)
    says_no(need)

    engagement = accept_proposal(proposal_of(need, "000001"), person=specialist, by=EXPERT, at=AT + DAYS)

    assert (engagement.specialist, states_of(need)) == (specialist, {"000001": "accepted", "000002": "declined"})


def test_who_brought_the_company_and_left_the_list_is_not_taken() -> None:
    (specialist,) = able("000001")
    need = brought()
    move_listing(specialist.listing, ListingState.HIDDEN, by=SYSTEM, at=AT, hidden_reason=HiddenReason.OWN_WISH)

    with pytest.raises(RuleBrokenError, match="いまは候補ではありません"):
        choose_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)

    assert [row.why_not for row in need_page(need, at=AT).shown] == ["いまは一覧に載っていません。"]


def test_who_chooses_in_the_last_moment_is_not_closed_for_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    able("000001")
    need = needed()
    late = AT + 21 * DAYS
    meanwhile(monkeypatch, lambda: choose_candidate(proposal_of(need, "000001"), by=COMPANY, at=late))

    moved = move_needs(by=SYSTEM, at=late)

    assert (moved.closed, states_of(need)) == (0, {"000001": "asked"})


def test_who_proves_the_address_in_the_last_moment_is_not_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    able("000001")
    need = needed(is_proved=False)
    meanwhile(monkeypatch, lambda: prove_needs(need.email, by=COMPANY, at=AT + 7 * DAYS))

    moved = move_needs(by=SYSTEM, at=AT + 7 * DAYS)

    assert (moved.closed, states_of(need)) == (0, {"000001": "shown"})


def test_who_chooses_in_the_same_moment_is_not_reminded_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    able("000001")
    need = needed()
    later = AT + 5 * DAYS
    meanwhile(monkeypatch, lambda: choose_candidate(proposal_of(need, "000001"), by=COMPANY, at=later))

    moved = move_needs(by=SYSTEM, at=later)

    assert (moved.companies_reminded, "need_choose_reminder" in dict(letters())) == (0, False)


def test_an_address_proved_meanwhile_for_something_else_begins_the_need() -> None:
    able("000001")
    need = needed(is_proved=False)
    AddressProof.objects.filter(address=need.email).update(proved_at=AT)

    move_needs(by=SYSTEM, at=AT + timedelta(minutes=30))

    assert (states_of(need), [name for name, _ in letters()]) == (
        {"000001": "shown"}, ["confirm_address", "need_candidates"],
    )  # fmt: skip


def test_an_address_that_had_its_letter_of_the_day_is_asked_the_next_day_once() -> None:
    ask_for_proof(EMAIL, page="https://x.example/enquiries/confirm", by=COMPANY, at=AT)
    needed(is_proved=False, at=AT + timedelta(hours=1))
    before = letters()

    for turn in range(1, 4):
        move_needs(by=SYSTEM, at=AT + turn * DAYS)

    links = [NEEDS_PAGE in body for body in Letter.objects.order_by("pk").values_list("body", flat=True)]
    assert (before, links) == ([("confirm_address", EMAIL)], [False, True])


def test_an_account_that_went_does_not_stop_the_round() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    ask_candidate(proposal_of(need, first), by=COMPANY, at=AT)
    Specialist.objects.filter(riss_no=first).update(user=None)

    reminded = move_needs(by=SYSTEM, at=AT + 3 * DAYS).reminded
    moved = move_needs(by=SYSTEM, at=AT + 8 * DAYS)

    assert (reminded, moved.expired, states_of(need)) == (1, 1, {first: "expired", second: "asked"})


def test_who_declined_while_the_search_ran_is_not_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    able("000001", "000002")
    need = needed()
    monkeypatch.setattr(batches, "LONG", 0)
    batch = searched()
    real = jobs.solve_season

    def declined(plain):
        ask_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT + DAYS)
        says_no(need, at=AT + DAYS)
        says_no(need, at=AT + DAYS)
        return real(plain)

    monkeypatch.setattr(jobs, "solve_season", declined)
    jobs.search_in_background(running(batch))
    batch.refresh_from_db()
    Batch.objects.filter(pk=batch.pk).update(solved_at=AT + 2 * DAYS)

    send_batch(batch, seen=batch.version, by=CLERK, at=AT + 3 * DAYS)

    assert states_of(need) == {"000001": "declined", "000002": "declined"}


def test_a_conflict_declared_without_a_companys_page_keeps_them_apart_at_the_need_from_that_day() -> None:
    day = consultation_day()
    heard_by = adviser(day, "000009")
    able("000001")
    registration = coming(day)
    talk = Consultation.objects.create(
        event=day, registration=registration, specialist=heard_by, scope=day.scope, planned_at=AT
    )
    customer = Specialist.objects.get(riss_no="000001")
    declare_conflict(registration, customer, ConflictReason.CUSTOMER, "", by=COMPANY, at=AT)

    needs = [needed(source=source) for source in (f"consultation:{talk.pk}", "")]

    assert [numbers_of(need) for need in needs] == [[], ["000001"]]


def customer_of(own: Company, number: str) -> None:
    """That specialist declares the company to be a customer."""
    registration = coming(consultation_day(), company=own)
    specialist = Specialist.objects.get(riss_no=number)
    declare_conflict(registration, specialist, ConflictReason.CUSTOMER, "", by=COMPANY, at=AT)


def test_a_conflict_declared_after_somebody_was_shown_is_obeyed_when_they_are_asked() -> None:
    able("000001", "000002")
    own = company()
    need = needed(company=own)
    customer_of(own, "000001")

    choose_candidate(proposal_of(need, "000001"), [proposal_of(need, "000002").pk], by=COMPANY, at=AT)

    assert states_of(need) == {"000001": "dropped", "000002": "asked"}
    assert "proposal_asked" in dict(letters())
    assert "000001@people.example" not in [to for _, to in letters()]


def test_a_conflict_declared_after_the_search_is_obeyed_when_the_batch_is_sent() -> None:
    able("000001", "000002")
    own = company()
    need = needed(company=own, waits_for_batch=True)
    batch = searched()
    customer_of(own, "000001")

    send_batch(batch, seen=batch.version, by=CLERK, at=AT + DAYS)

    assert states_of(need) == {"000002": "shown"}


def test_who_brought_a_company_and_has_a_conflict_with_it_is_not_taken() -> None:
    able("000001")
    need = brought()
    own = company()
    Need.objects.filter(pk=need.pk).update(company=own)
    customer_of(own, "000001")

    with pytest.raises(RuleBrokenError, match="いまは候補ではありません"):
        choose_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)

    assert states_of(need) == {"000001": "shown"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "organisation_name"),
        ({"organisation_name": "ほか", "vendor_name": "株式会社 見本製作所"}, "vendor_name"),
        ({"email": ""}, "email"),
    ],
)
def test_nobody_brings_their_own_employer_or_reviews_its_offer(more: dict, field: str) -> None:
    (specialist,) = able("000001", organisation="（株）見本製作所")

    with pytest.raises(RuleBrokenError) as refusal:
        make_need(
            facts(**{"organisation_name": "見本製作所"} | more), origin=NeedOrigin.SPECIALIST, season=None,
            brought_by=specialist, by=EXPERT, at=AT,
        )  # fmt: skip

    assert (refusal.value.field, Need.objects.count()) == (field, 0)


def test_only_who_is_on_the_list_brings_a_company() -> None:
    (specialist,) = able("000001")
    move_listing(specialist.listing, ListingState.HIDDEN, by=SYSTEM, at=AT, hidden_reason=HiddenReason.OWN_WISH)

    with pytest.raises(RuleBrokenError, match="一覧に載っていないので"):
        brought()

    assert Need.objects.count() == 0


def test_with_a_new_season_a_partners_batch_of_the_old_one_is_dropped() -> None:
    able("000001")
    partner, old = chamber(), current_season(on=TODAY)
    days = {"starts_on": old.ends_on + DAYS, "ends_on": old.ends_on + 365 * DAYS}
    new = Season.objects.create(code="next", name="見本の年度", fiscal_year=old.fiscal_year + 1, **days)
    needed(waits_for_batch=True, partner=partner)
    left = searched(partner)

    with pytest.raises(RuleBrokenError, match="候補を待っている依頼が、いまはありません"):
        batches.make_batch(new, partner, by=CLERK, at=AT)
    needed(waits_for_batch=True, partner=partner, season=new)
    begun = batches.make_batch(new, partner, by=CLERK, at=AT)

    left.refresh_from_db()
    assert (begun.season, begun.state, left.state) == (new, "draft", "dropped")


def test_of_two_who_begin_a_batch_at_once_one_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    needed(waits_for_batch=True)
    real = batches.needs_of

    def other_first(batch: Batch):
        Batch.objects.create(scope=batch.scope, season=batch.season, made_at=AT)
        return real(batch)

    monkeypatch.setattr(batches, "needs_of", other_first)

    with pytest.raises(RuleBrokenError, match="先に進めました"):
        made()


def test_who_has_not_answered_when_the_other_of_two_declines_still_comes_along_with_the_next() -> None:
    able("000001", "000002", "000003")
    need = needed()
    beside = proposal_of(need, "000003").specialist
    Proposal.objects.filter(need=need, specialist=beside).delete()
    Proposal.objects.filter(need=need).update(companion=beside)
    ask_candidate(proposal_of(need, "000001"), [proposal_of(need, "000002").pk], by=COMPANY, at=AT)

    says_no(need)

    second = proposal_of(need, "000002")
    assert (states_of(need)["000001"], second.state, second.companion) == ("declined", "asked", beside)


def test_who_declined_to_come_along_is_not_asked_to_come_alone() -> None:
    able("000001", "000002")
    need = needed()
    beside = proposal_of(need, "000002").specialist
    Proposal.objects.filter(need=need, specialist__riss_no="000001").update(companion=beside)
    one = ask_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)

    decline_proposal(one, beside, Refusal.BUSY, by=EXPERT, at=AT)

    assert states_of(need) == {"000001": "declined", "000002": "dropped"}
