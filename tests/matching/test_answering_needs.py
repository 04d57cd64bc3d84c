"""Who is asked answers or lets the time pass; the next is asked by itself, and nobody hears of the others."""

import pytest

from tests.directory.asking import load_of, person
from tests.matching.needing import (
    COMPANY,
    DAYS,
    EMAIL,
    EXPERT,
    able,
    asked,
    decline,
    letters,
    needed,
    numbers_of,
    paired,
    proposal_of,
    standing,
    states_of,
)
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.base.errors import RuleBrokenError
from tsunagu.guidance.actions import accept_proposal, choose_candidate
from tsunagu.guidance.models import Engagement
from tsunagu.mail.models import Letter
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.needs import close_need
from tsunagu.matching.actions.offering import drop_candidate, offer_candidates
from tsunagu.matching.candidates import why_fewer
from tsunagu.matching.models import Proposal
from tsunagu.matching.need_queries import need_page
from tsunagu.matching.proposal_queries import refusals_of
from tsunagu.matching.season.words import Lacking
from tsunagu.matching.states import NeedClosed, NeedOrigin, NeedState, Refusal
from tsunagu.specialists.actions import move_listing, open_commitment, release_commitment
from tsunagu.specialists.models import Specialist
from tsunagu.specialists.states import HiddenReason, ListingState

pytestmark = pytest.mark.django_db


def test_the_next_by_rank_is_asked_when_the_company_ordered_nobody() -> None:
    able("000001", "000002", "000003")
    need = needed()
    first, second, third = numbers_of(need)

    decline(asked(need, third))

    assert states_of(need) == {first: "asked", second: "shown", third: "declined"}
    assert (load_of(third), load_of(first)) == (0, 1)


def test_all_decline_and_the_company_is_told_honestly() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)

    decline(asked(need, first))
    decline(proposal_of(need, second), at=AT + 2 * DAYS)

    assert (standing(need), states_of(need)) == (NeedState.NOBODY, {first: "declined", second: "declined"})
    assert letters()[-1] == ("need_nobody", EMAIL)


def test_no_specialist_is_told_of_another() -> None:
    able("000001", "000002", "000003")
    need = needed()
    first, second, _ = numbers_of(need)
    decline(asked(need, first))
    accept_proposal(proposal_of(need, second), person=proposal_of(need, second).specialist, by=EXPERT, at=AT + DAYS)

    theirs = Letter.objects.filter(to__endswith="@people.example").values_list("template", "to")

    assert sorted(theirs) == sorted([
        ("proposal_asked", f"{first}@people.example"), ("proposal_asked", f"{second}@people.example"),
        ("engagement_opened", f"{second}@people.example"),
    ])  # fmt: skip


def test_other_needs_words_and_a_second_answer_is_refused() -> None:
    able("000001", "000002")
    need = needed()
    proposal = asked(need, numbers_of(need)[0])

    with pytest.raises(RuleBrokenError, match="理由をことばで"):
        decline(proposal, Refusal.OTHER)
    decline(proposal, Refusal.OTHER, "入院します")
    with pytest.raises(RuleBrokenError, match="もう答えています"):
        decline(proposal)
    with pytest.raises(RuleBrokenError, match="もう答えています"):
        accept_proposal(proposal, person=proposal.specialist, by=EXPERT, at=AT)


def test_the_desk_reads_why_and_the_company_only_the_reason() -> None:
    able("000001")
    need = needed()
    decline(asked(need, "000001"), Refusal.OTHER, "入院します")

    rows = [(row.name, row.reason, row.words) for row in refusals_of(need)]
    assert (rows, [row.refusal for row in need_page(need, at=AT).refused]) == (
        [("見本 000001", "そのほか", "入院します")], ["そのほか"],
    )  # fmt: skip
    assert why_fewer(need, at=AT) == Lacking.APART.label


def test_who_is_not_asked_cannot_answer() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    proposal, other = asked(need, first), proposal_of(need, second).specialist

    for answer in (
        lambda: accept_proposal(proposal, person=other, by=EXPERT, at=AT),
        lambda: decline(proposal, who=other),
        lambda: accept_proposal(proposal_of(need, second), person=other, by=EXPERT, at=AT),
    ):
        with pytest.raises(RuleBrokenError):
            answer()
    assert states_of(need) == {first: "asked", second: "shown"}


def test_a_second_choice_while_somebody_is_asked_is_refused() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    asked(need, first)

    with pytest.raises(RuleBrokenError, match="ほかの方に依頼しています"):
        asked(need, second)

    assert states_of(need) == {first: "asked", second: "shown"}


def test_whose_month_filled_up_meanwhile_is_dropped_and_the_next_of_the_order_asked() -> None:
    able("000001", "000002", "000003", monthly_cap=1)
    need = needed()
    first, second, third = numbers_of(need)
    open_commitment(Specialist.objects.get(riss_no=first), "x", "1", by=SYSTEM, at=AT)

    chosen = choose_candidate(proposal_of(need, first), [proposal_of(need, third).pk], by=COMPANY, at=AT)

    assert chosen.asked is not None
    assert (chosen.asked.specialist.riss_no, states_of(need)) == (
        third, {first: "dropped", second: "shown", third: "asked"},
    )  # fmt: skip


def test_nobody_chosen_has_room_and_the_company_chooses_among_the_others() -> None:
    able("000001", "000002", monthly_cap=1)
    need = needed()
    first, second = numbers_of(need)
    open_commitment(Specialist.objects.get(riss_no=first), "x", "1", by=SYSTEM, at=AT)

    chosen = choose_candidate(proposal_of(need, first), by=COMPANY, at=AT)

    assert (chosen.asked, chosen.engagement, standing(need)) == (None, None, NeedState.CHOOSING)
    assert states_of(need) == {first: "dropped", second: "shown"}


@pytest.mark.parametrize("away", ["hidden", "paused"])
def test_who_left_or_paused_between_shown_and_asked_is_dropped(away: str) -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    specialist = Specialist.objects.get(riss_no=first)
    if away == "hidden":
        move_listing(
            specialist.listing, ListingState.HIDDEN, by=SYSTEM, at=AT, hidden_reason=HiddenReason.OWN_WISH
        )  # fmt: skip
    else:
        specialist.sheet.paused_until = (AT + DAYS).date()
        specialist.sheet.save(update_fields=["paused_until"])

    choose_candidate(proposal_of(need, first), [proposal_of(need, second).pk], by=COMPANY, at=AT)

    assert states_of(need) == {first: "dropped", second: "asked"}


def test_who_was_dropped_for_want_of_room_may_be_a_candidate_again() -> None:
    able("000001", monthly_cap=1)
    need = needed()
    full = open_commitment(Specialist.objects.get(), "x", "1", by=SYSTEM, at=AT)
    choose_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)
    before = states_of(need), standing(need)
    release_commitment(full, by=SYSTEM, at=AT)

    offer_candidates(need, by=COMPANY, at=AT + DAYS)

    assert before == ({"000001": "dropped"}, NeedState.NOBODY)
    assert (states_of(need), Proposal.objects.get().rank) == ({"000001": "shown"}, 2)


def test_whom_the_office_took_out_never_comes_back() -> None:
    able("000001")
    need = needed()

    drop_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)
    offer_candidates(need, by=COMPANY, at=AT)

    assert (states_of(need), standing(need)) == ({"000001": "dropped"}, NeedState.NOBODY)


def test_the_office_takes_out_who_is_asked_and_they_hear_it_is_off() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    asked(need, first)

    drop_candidate(proposal_of(need, first), by=COMPANY, at=AT)

    assert (states_of(need), load_of(first)) == ({first: "dropped", second: "shown"}, 0)
    assert ("proposal_called_off", f"{first}@people.example") in letters()
    with pytest.raises(RuleBrokenError, match="もう終わっています"):
        accept_proposal(proposal_of(need, first), person=proposal_of(need, first).specialist, by=EXPERT, at=AT)


def test_two_who_come_together_both_say_yes_and_both_months_count() -> None:
    able("000001", "000002")
    need = needed()
    pair = paired(need, "000001", "000002")
    asked(need, "000001")

    first = accept_proposal(pair, person=pair.specialist, by=EXPERT, at=AT)
    with pytest.raises(RuleBrokenError, match="もう答えています"):
        accept_proposal(pair, person=pair.specialist, by=EXPERT, at=AT)
    second = accept_proposal(pair, person=pair.companion, by=EXPERT, at=AT)

    assert (first, second.companion.riss_no, load_of("000001"), load_of("000002")) == (None, "000002", 1, 1)
    names = [name for name, _ in letters()]
    assert (names.count("proposal_asked_pair"), names.count("engagement_opened")) == (2, 2)


def test_when_the_companion_declines_both_places_are_free_and_no_pair_with_them_is_asked() -> None:
    able("000001", "000002", "000003")
    need = needed()
    pair = paired(need, "000001", "000002")
    Proposal.objects.filter(need=need, specialist__riss_no="000003").update(companion=pair.companion)
    asked(need, "000001")

    decline(pair, who=pair.companion)

    assert states_of(need) == {"000001": "declined", "000003": "dropped"} | states_of(need)
    assert (load_of("000001"), load_of("000002")) == (0, 0)
    assert ("proposal_called_off", "000001@people.example") in letters()


def test_a_pair_is_asked_only_when_both_have_room() -> None:
    able("000001", "000003")
    person("000002", monthly_cap=1)
    need = needed()
    pair = paired(need, "000001", "000002")
    open_commitment(pair.companion, "x", "1", by=SYSTEM, at=AT)

    choose_candidate(pair, by=COMPANY, at=AT)

    assert (states_of(need)["000001"], load_of("000001"), load_of("000002")) == ("shown", 0, 1)
    assert proposal_of(need, "000001").companion is None


def test_who_brought_the_company_is_taken_at_once_even_with_a_full_month() -> None:
    (specialist,) = able("000001", monthly_cap=0)
    need = needed(origin=NeedOrigin.SPECIALIST, brought_by=specialist, by=EXPERT)

    chosen = choose_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)

    assert (chosen.engagement.specialist, states_of(need)) == (specialist, {"000001": "accepted"})
    assert [name for name, _ in letters()] == ["need_brought", "engagement_company_opened", "engagement_opened"]


def test_the_company_may_look_at_others_beside_who_brought_it() -> None:
    (specialist,) = able("000001")
    able("000002", "000003", "000004")
    need = needed(origin=NeedOrigin.SPECIALIST, brought_by=specialist, by=EXPERT)

    offer_candidates(need, by=COMPANY, at=AT)

    assert (numbers_of(need)[0], sorted(states_of(need).values())) == ("000001", ["shown"] * 3)


def test_what_is_accepted_is_moved_by_nothing_that_follows() -> None:
    able("000001", "000002", "000003", "000004")
    need = needed()
    first = numbers_of(need)[0]
    proposal = asked(need, first)
    engagement = accept_proposal(proposal, person=proposal.specialist, by=EXPERT, at=AT)
    stood = states_of(need)

    for act in (
        lambda: offer_candidates(need, by=COMPANY, at=AT),
        lambda: asked(need, numbers_of(need)[1]),
        lambda: decline(proposal),
        lambda: drop_candidate(proposal, by=COMPANY, at=AT),
        lambda: close_need(need, NeedClosed.BY_COMPANY, by=COMPANY, at=AT),
    ):
        with pytest.raises(RuleBrokenError):
            act()
    move_needs(by=SYSTEM, at=AT + 60 * DAYS)

    assert (states_of(need), list(Engagement.objects.all())) == (stood, [engagement])
