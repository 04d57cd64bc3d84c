"""A need is written, proved, put on a company's page, closed; who sees it."""

import pytest

from tests.consultations.days import chamber
from tests.matching.needing import (
    CLERK,
    COMPANY,
    DAYS,
    EMAIL,
    EXPERT,
    WORDS,
    able,
    company,
    letters,
    needed,
    numbers_of,
    proposal_of,
    states_of,
    user_of,
)
from tests.specialists.published import AT
from tsunagu.accounts.states import Right
from tsunagu.base.actor import SYSTEM, VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.mail.actions import prove_address
from tsunagu.mail.models import AddressProof, Letter
from tsunagu.matching.actions.asking import ask_candidate
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.needs import claim_need, close_need, prove_needs
from tsunagu.matching.actions.offering import drop_candidate
from tsunagu.matching.models import Need
from tsunagu.matching.need_access import needs_kept_by, needs_of_companies, proposals_of_specialist
from tsunagu.matching.need_links import need_of, need_token
from tsunagu.matching.need_queries import need_page, need_rows
from tsunagu.matching.proposal_queries import proposal_page, proposal_rows
from tsunagu.matching.states import NeedClosed, NeedKind, NeedOrigin, NeedState, ReviewOf

pytestmark = pytest.mark.django_db
OWN = {Right.OWN_SHEET}


def state(need: Need) -> NeedState:
    return need_page(Need.objects.get(pk=need.pk), at=AT).state


def test_an_unproved_address_is_asked_first_and_its_button_begins() -> None:
    able("000001")

    need = needed(is_proved=False, by=VISITOR)
    before = state(need), states_of(need), letters()
    prove_needs(EMAIL.upper(), by=VISITOR, at=AT)
    prove_needs(EMAIL, by=VISITOR, at=AT)

    assert before == (NeedState.AWAITING_PROOF, {}, [("confirm_address", EMAIL)])
    assert (state(need), states_of(need)) == (NeedState.CHOOSING, {"000001": "shown"})
    assert letters()[1:] == [("need_candidates", EMAIL)]


def test_a_proved_address_and_no_address_need_no_button() -> None:
    able("000001")
    AddressProof.objects.create(address=EMAIL, proved_at=AT)

    with_address = needed(is_proved=False)
    without = needed(is_proved=False, email="")

    assert (state(with_address), state(without)) == (NeedState.CHOOSING, NeedState.CHOOSING)
    assert letters() == [("need_candidates", EMAIL)]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"theme_code": "T9"}, "theme_code"),
        ({"theme_code": ""}, "theme_code"),
        ({"prefecture": "99"}, "prefecture"),
        ({"industry": "x"}, "industry"),
        ({"words": "あ" * 1001}, "words"),
        ({"kind": NeedKind.REVIEW, "theme_code": ""}, "review_of"),
    ],
)
def test_what_cannot_be_asked_for(more: dict, field: str) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        needed(**more)

    assert (refusal.value.field, Need.objects.count()) == (field, 0)


def test_one_open_need_per_consultation() -> None:
    needed(source="consultation:1")

    with pytest.raises(RuleBrokenError, match="もう申し込まれています"):
        needed(source="consultation:1")
    close_need(Need.objects.get(), NeedClosed.BY_COMPANY, by=COMPANY, at=AT)
    needed(source="consultation:1")

    assert Need.objects.count() == 2


def test_a_review_of_a_quotation_is_asked_for_without_a_theme() -> None:
    able("000001")

    need = needed(kind=NeedKind.REVIEW, theme_code="", review_of=ReviewOf.QUOTATION, vendor_name="架空システム")

    assert need_page(need, at=AT).row.what == "業者の見積もりの確認（1回）"


def test_who_waits_for_the_batch_is_shown_nobody_yet() -> None:
    able("000001")

    need = needed(waits_for_batch=True)

    assert (state(need), states_of(need), letters()) == (NeedState.PREPARING, {}, [])


def test_when_nobody_fits_the_company_is_told_at_once() -> None:
    need = needed()

    assert (state(need), letters()) == (NeedState.NOBODY, [("need_nobody", EMAIL)])
    assert "/specialists?place=13" in Letter.objects.get().body


def test_closing_ends_what_is_asked_and_tells_only_who_was_asked() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    ask_candidate(proposal_of(need, first), by=COMPANY, at=AT)

    close_need(need, NeedClosed.BY_COMPANY, by=COMPANY, at=AT)
    with pytest.raises(RuleBrokenError, match="もう終わっています"):
        close_need(need, NeedClosed.BY_COMPANY, by=COMPANY, at=AT)

    assert (state(need), states_of(need)) == (NeedState.CLOSED, {first: "dropped", second: "dropped"})
    assert letters()[-1] == ("proposal_called_off", f"{first}@people.example")
    assert proposal_of(need, first).commitment.released_at == AT


def test_a_link_leads_to_its_need_for_two_years() -> None:
    need = needed()

    token = need_token(need)

    assert (need_of(token, at=AT + 729 * DAYS), need_token(Need.objects.get())) == (need.pk, token)
    with pytest.raises(RuleBrokenError, match="期限が切れました"):
        need_of(token, at=AT + 731 * DAYS)


def test_claimed_it_is_on_the_companys_page_once() -> None:
    need, own, other = needed(), company(), company("ほか")

    claim_need(need, own, by=COMPANY, at=AT)
    with pytest.raises(RuleBrokenError, match="もう会社のページ"):
        claim_need(need, other, by=COMPANY, at=AT)

    assert [list(needs_of_companies([one.pk])) for one in (own, other)] == [[need], []]


def test_a_partner_keeps_its_own_and_the_secretariat_those_without_one() -> None:
    partner, other = chamber(), chamber("ほかの商工会議所")
    own, loose = needed(partner=partner, source="a"), needed(source="b")

    kept = [
        list(needs_kept_by({Right.NEED_KEEP}, [partner.pk])),
        list(needs_kept_by({Right.NEED_KEEP}, [other.pk])),
        list(needs_kept_by({Right.NEED_OVERSEE}, [])),
        list(needs_kept_by(OWN, [partner.pk])),
    ]

    assert kept == [[own], [], [loose], []]
    assert (own.scope, loose.scope) == (f"partner:{partner.pk}", f"season:{loose.season_id}")


def test_a_specialist_knows_of_nothing_until_asked() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)
    unseen = [proposals_of_specialist(user_of(number), OWN).count() for number in (first, second)]

    ask_candidate(proposal_of(need, first), by=COMPANY, at=AT)

    rows = proposal_rows(proposals_of_specialist(user_of(first), OWN), proposal_of(need, first).specialist)
    assert (unseen, [row.organisation for row in rows]) == ([0, 0], ["見本製作所"])
    assert proposals_of_specialist(user_of(second), OWN).count() == 0
    assert proposals_of_specialist(user_of(first), {Right.OWN_COMPANY}).count() == 0


def test_what_has_ended_says_nothing_of_the_company_any_more() -> None:
    able("000001")
    need = needed()
    ask_candidate(proposal_of(need, "000001"), by=COMPANY, at=AT)
    asked = proposal_page(proposal_of(need, "000001"), proposal_of(need, "000001").specialist)

    close_need(need, NeedClosed.BY_OFFICE, by=CLERK, at=AT)

    ended = proposal_page(proposal_of(need, "000001"), proposal_of(need, "000001").specialist)
    assert [(page.row.organisation, page.words) for page in (asked, ended)] == [("見本製作所", WORDS), ("", "")]


def test_no_letter_holds_what_was_typed_and_a_specialists_names_no_company() -> None:
    able("000001", "000002")
    need = needed()
    ask_candidate(proposal_of(need, numbers_of(need)[0]), by=COMPANY, at=AT)

    typed = [WORDS, "見本製作所", "見本 太郎", "03-0000-1111"]
    assert [word for letter in Letter.objects.all() for word in typed if word in letter.subject + letter.body] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_desks_list_and_a_needs_page_cost_the_same_for_one_and_three(count: int, django_assert_num_queries) -> None:
    able(*(f"00000{n}" for n in range(1, count + 1)))
    needs = [needed(source=str(n)) for n in range(count)]

    with django_assert_num_queries(2):
        rows = need_rows(Need.objects.all())
    with django_assert_num_queries(2):
        page = need_page(needs[0], at=AT)

    assert (len(rows), len(page.shown)) == (count, count)


def test_what_nobody_takes_on_stands_first_then_what_waits_longest() -> None:
    able("000001")
    young, old = needed(at=AT, source="a"), needed(at=AT - DAYS, source="b")
    nobody = needed(prefecture="47", source="c")

    assert [row.key for row in need_rows(Need.objects.all())] == [nobody.pk, old.pk, young.pk]


def test_a_company_brought_by_a_specialist_reads_their_offer_and_they_need_an_address() -> None:
    (specialist,) = able("000001")
    able("000002")

    with pytest.raises(RuleBrokenError, match="メールアドレス"):
        needed(origin=NeedOrigin.SPECIALIST, brought_by=specialist, email="", by=EXPERT)
    need = needed(origin=NeedOrigin.SPECIALIST, brought_by=specialist, by=EXPERT)

    (one,) = need_page(need, at=AT).shown
    assert (one.riss_no, one.is_brought, one.has_room) == ("000001", True, True)
    assert letters() == [("need_brought", EMAIL)]


def test_a_candidate_taken_out_quietly_writes_no_second_letter_unless_nobody_is_left() -> None:
    able("000001", "000002")
    need = needed()
    first, second = numbers_of(need)

    drop_candidate(proposal_of(need, first), by=CLERK, at=AT)
    quiet = letters()
    drop_candidate(proposal_of(need, second), by=CLERK, at=AT)

    assert (quiet, letters()[1:]) == ([("need_candidates", EMAIL)], [("need_nobody", EMAIL)])


def test_a_company_nobody_can_write_to_is_not_closed_for_silence() -> None:
    able("000001")
    need = needed(email="")

    moved = move_needs(by=SYSTEM, at=AT + 40 * DAYS)

    assert ((moved.companies_reminded, moved.closed), state(need)) == ((0, 0), NeedState.CHOOSING)


def test_the_button_in_the_confirming_letter_is_the_only_way() -> None:
    needed(is_proved=False)
    token = Letter.objects.get().body.partition("token=")[2].split()[0]

    address = prove_address(token, by=VISITOR, at=AT)

    assert [one.email for one in prove_needs(address, by=VISITOR, at=AT)] == [EMAIL]
