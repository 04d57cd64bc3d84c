"""The company chooses anew, asks again, mends its address: what follows by itself then, and what waits for it."""

import pytest

from tests.matching.needing import (
    CLERK,
    COMPANY,
    DAYS,
    EMAIL,
    able,
    company,
    letters,
    needed,
    numbers_of,
    proposal_of,
    states_of,
)
from tests.specialists.published import AT
from tsunagu.base.actor import SYSTEM
from tsunagu.base.errors import RuleBrokenError
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.asking import ask_candidate, change_choice
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.needs import close_need, correct_address, prove_needs
from tsunagu.matching.need_queries import need_page
from tsunagu.matching.states import NeedClosed, Refusal

pytestmark = pytest.mark.django_db


def test_who_was_added_after_the_company_chose_is_asked_only_when_it_chooses_again() -> None:
    able("000001", "000002", "000003", "000004")
    need = needed()
    first, second, third = numbers_of(need)

    ask_candidate(proposal_of(need, first), by=COMPANY, at=AT)
    following = []
    for number in (first, second, third):
        asked = proposal_of(need, number)
        following.append([one.riss_no for one in need_page(need, at=AT).following])
        decline_proposal(asked, asked.specialist, Refusal.BUSY, by=SYSTEM, at=AT)

    (added,) = set(states_of(need)) - {first, second, third}
    assert states_of(need) == {first: "declined", second: "declined", third: "declined", added: "shown"}
    assert following == [[second, third], [third], []]
    assert letters()[-1] == ("need_candidates_again", EMAIL)


def test_a_company_asks_for_the_same_once_at_a_time() -> None:
    able("000001")
    own = company()
    first = needed(company=own)

    with pytest.raises(RuleBrokenError, match="もう進んでいます"):
        needed(company=own)

    close_need(first, NeedClosed.BY_COMPANY, by=COMPANY, at=AT)
    assert needed(company=own, theme_code="T1").pk != first.pk


def test_a_company_that_waits_changes_its_choice_and_nobody_is_asked_until_it_chooses() -> None:
    able("000001", "000002", "000003")
    need = needed()
    first, second, third = numbers_of(need)
    ask_candidate(proposal_of(need, first), by=COMPANY, at=AT)
    told = len(letters())

    change_choice(need, by=COMPANY, at=AT + 30 * DAYS)
    quiet = move_needs(by=SYSTEM, at=AT + 31 * DAYS)

    assert states_of(need) == {first: "dropped", second: "shown", third: "shown"}
    assert letters()[told:] == [("proposal_called_off", f"{first}@people.example")]
    assert (quiet.closed, proposal_of(need, first).commitment.released_at, need_page(need, at=AT).following) == (
        0,
        AT + 30 * DAYS,
        (),
    )
    with pytest.raises(RuleBrokenError, match="返事を待っている方はいません"):
        change_choice(need, by=COMPANY, at=AT + 31 * DAYS)


def test_a_choice_changed_with_nobody_else_left_is_told_honestly() -> None:
    able("000001")
    need = needed()
    ask_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)

    change_choice(need, by=COMPANY, at=AT)

    assert (states_of(need), letters()[-1]) == ({"000001": "dropped"}, ("need_nobody", EMAIL))


def test_a_mended_address_is_proved_by_its_own_letter_alone() -> None:
    able("000001")
    need = needed(is_proved=False)

    correct_address(need, "tadashii@kaisha.example", by=CLERK, at=AT)
    by_old = prove_needs(EMAIL, by=COMPANY, at=AT)
    by_new = prove_needs("tadashii@kaisha.example", by=COMPANY, at=AT)

    assert (by_old, by_new, states_of(need)) == ([], [need], {"000001": "shown"})
    with pytest.raises(RuleBrokenError, match="もう確認されています"):
        correct_address(need, EMAIL, by=CLERK, at=AT)
