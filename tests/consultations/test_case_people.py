"""Specialists of a case: shortlisted, asked, told, decided; the client objects, and the specialist sees nothing more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.consultations.casework import AT, BY, CLIENT, FIRST, asked, case, decided, partner, specialist
from tsunagu.accounts.states import Right
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.consultations.access import candidacies_of_specialist
from tsunagu.consultations.actions.case_candidates import (
    CONFLICT,
    DECIDED_ALREADY,
    FULL,
    NO_LOGIN,
    NO_PAYER,
    NOT_LISTED,
    SAME_EMPLOYER,
    TWICE,
    answer_candidate,
    ask_candidate,
    decide,
    drop,
    mark_met,
    shortlist,
)
from tsunagu.consultations.actions.case_files import claim_case, close_case, confirm_client, edit_case
from tsunagu.consultations.actions.case_sharing import (
    NOTHING,
    NOTHING_TO_STOP,
    OBJECTED,
    allow_again,
    note_told_read,
    object_to,
    share,
)
from tsunagu.consultations.case_links import client_link
from tsunagu.consultations.case_people import candidate_rows, client_page
from tsunagu.consultations.case_queries import case_rows
from tsunagu.consultations.models import CaseCandidate, CaseFile, CaseSharing, Conflict
from tsunagu.consultations.states import CandidateState, Payer, ShareItem
from tsunagu.mail.models import Letter
from tsunagu.partners.states import PartnerKind
from tsunagu.specialists.models import PublishedSheet, Specialist

pytestmark = pytest.mark.django_db
OWN = frozenset({Right.OWN_SHEET})


def seen_by(candidate: CaseCandidate) -> int:
    return candidacies_of_specialist(candidate.specialist.user, OWN).count()


def letters() -> list[tuple[str, str]]:
    return [(one.template, one.to) for one in Letter.objects.order_by("pk")]


def test_who_is_shortlisted_hears_nothing_and_stands_there_once() -> None:
    one, who = case(), specialist()
    candidate = shortlist(one, who, "近い", by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=TWICE):
        shortlist(one, who, "", by=BY, at=AT)

    assert (letters(), seen_by(candidate), CaseCandidate.objects.count()) == ([], 0, 1)


def test_asking_tells_exactly_what_was_chosen_takes_a_place_and_writes_to_the_client() -> None:
    candidate = asked(items=[ShareItem.PLACE, ShareItem.NEED])

    sharing = CaseSharing.objects.get()
    assert sharing.told == {
        "place": "東京都",
        "need": sharing.told["need"],
        "message": "よろしくお願いします",
    }
    assert (candidate.state, PublishedSheet.objects.get().load, seen_by(candidate)) == ("asked", 1, 1)
    assert letters() == [("case_asked", "s000011@sekisupe.example"), ("case_shared", "soumu@neji.example")]
    assert client_link(candidate.case) in Letter.objects.last().body


def test_letters_hold_nothing_of_the_client() -> None:
    candidate = decided()
    object_to(candidate, "合言葉がもれる", by=BY, at=AT)

    told = "".join(one.subject + one.body for one in Letter.objects.all())
    assert Letter.objects.count() == 6
    words = (CLIENT.organisation_name, CLIENT.contact_name, CLIENT.worries, CLIENT.budget, "合言葉", "よろしく")
    assert [word for word in words if word in told] == []


def test_a_later_change_of_the_client_is_not_told_by_itself() -> None:
    candidate = asked(items=[ShareItem.WORRIES])
    CaseFile.objects.update(state="open")
    one = CaseFile.objects.get()
    one.worries = "別の心配"
    one.save(update_fields=["worries"])

    assert CaseSharing.objects.get().told["worries"] == CLIENT.worries
    share(candidate, [ShareItem.WORRIES], by=BY, at=AT)
    assert CaseSharing.objects.latest("pk").told == {"worries": "別の心配"}


@pytest.mark.parametrize(
    ("facts", "content", "said"),
    [
        ({"payer": Payer.UNDECIDED}, {}, NO_PAYER),
        ({}, {"monthly_cap": 0}, FULL),
        ({"organisation_name": "株式会社見本事務所"}, {"organisation": "見本事務所"}, SAME_EMPLOYER),
    ],
)
def test_who_cannot_be_asked_is_not_asked(facts: dict, content: dict, said: str) -> None:
    cap = content.pop("monthly_cap", 3)
    one = case(partner(PartnerKind.IT_VENDOR), facts=replace(CLIENT, **facts))
    candidate = shortlist(one, specialist(**content), "", by=BY, at=AT)
    PublishedSheet.objects.update(monthly_cap=cap)

    with pytest.raises(RuleBrokenError, match=said):
        ask_candidate(candidate, FIRST, by=BY, at=AT)

    candidate.refresh_from_db()
    assert (candidate.state, letters(), PublishedSheet.objects.get().load) == ("shortlisted", [], 0)


@pytest.mark.parametrize(
    ("columns", "said"),
    [({"is_listed": False}, NOT_LISTED), ({"paused_until": date(2026, 12, 31)}, "ほかの方を選んでください")],
)
def test_who_left_the_list_or_rests_is_not_asked(columns: dict, said: str) -> None:
    candidate = shortlist(case(), specialist(), "", by=BY, at=AT)
    PublishedSheet.objects.update(**columns)
    found = CaseCandidate.objects.select_related("specialist__sheet", "specialist__user", "case").get(pk=candidate.pk)

    with pytest.raises(RuleBrokenError, match=said):
        ask_candidate(found, FIRST, by=BY, at=AT)

    assert letters() == []


def test_while_nobody_says_the_address_is_theirs_one_letter_a_day() -> None:
    candidate = asked()
    share(candidate, [ShareItem.BUDGET], by=BY, at=AT)
    share(candidate, [ShareItem.BUDGET], by=BY, at=AT + timedelta(days=1))
    confirm_client(candidate.case, by=BY, at=AT + timedelta(days=1))
    share(candidate, [ShareItem.BUDGET], by=BY, at=AT + timedelta(days=1))

    assert [one.written_at for one in Letter.objects.filter(template="case_shared").order_by("pk")] == [
        AT, AT + timedelta(days=1), AT + timedelta(days=1),
    ]  # fmt: skip


def test_whom_the_client_stopped_is_not_decided() -> None:
    candidate = asked()
    answer_candidate(candidate, is_accepted=True, by=BY, at=AT)
    object_to(candidate, "", by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=OBJECTED):
        decide(candidate, by=BY, at=AT)

    assert candidate.state_now is CandidateState.ACCEPTED


def test_who_pays_is_not_open_again_after_a_vendor_has_asked() -> None:
    one = asked(case(partner(PartnerKind.IT_VENDOR))).case

    with pytest.raises(RuleBrokenError) as refusal:
        edit_case(one, replace(CLIENT, payer=Payer.UNDECIDED), seen=0, by=BY, at=AT)

    one.refresh_from_db()
    assert (refusal.value.field, one.payer, one.revision) == ("payer", "client", 0)


def test_a_support_body_may_ask_before_it_is_known_who_pays() -> None:
    candidate = asked(case(facts=replace(CLIENT, payer=Payer.UNDECIDED)))

    assert candidate.state_now is CandidateState.ASKED


def test_who_cannot_sign_in_is_not_asked() -> None:
    candidate = shortlist(case(), specialist(), "", by=BY, at=AT)
    Specialist.objects.update(user=None)
    candidate.specialist.refresh_from_db()

    with pytest.raises(RuleBrokenError, match=NO_LOGIN):
        ask_candidate(candidate, FIRST, by=BY, at=AT)


@pytest.mark.parametrize("items", [[], [ShareItem.BUDGET]])
def test_nothing_to_tell_is_no_telling(items: list[ShareItem]) -> None:
    candidate = shortlist(case(facts=replace(CLIENT, budget="")), specialist(), "", by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=NOTHING):
        ask_candidate(candidate, items, "よろしく", by=BY, at=AT)

    assert (CaseSharing.objects.count(), letters()) == (0, [])


def test_who_declines_is_free_again_and_sees_nothing_more() -> None:
    candidate = asked()

    answer_candidate(candidate, is_accepted=False, words="忙しい", by=BY, at=AT)

    assert (candidate.state, candidate.words, PublishedSheet.objects.get().load, seen_by(candidate)) == (
        "declined", "忙しい", 0, 0,
    )  # fmt: skip
    assert letters()[-1] == ("case_answered", candidate.case.keeper.email)


def test_the_way_to_the_decision() -> None:
    candidate = asked()
    answer_candidate(candidate, is_accepted=True, by=BY, at=AT)
    mark_met(candidate, by=BY, at=AT)

    decide(candidate, by=BY, at=AT)

    assert (candidate.state, candidate.decided_at, letters()[-1][0]) == ("decided", AT, "case_decided")


def test_one_specialist_is_decided_per_case() -> None:
    first = decided()
    second = asked(first.case, "000012")
    answer_candidate(second, is_accepted=True, by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match=DECIDED_ALREADY):
        decide(second, by=BY, at=AT)

    drop(first, by=BY, at=AT)
    assert decide(second, by=BY, at=AT).state_now is CandidateState.DECIDED
    assert (seen_by(first), seen_by(second)) == (0, 1)


def test_who_has_not_answered_is_not_decided() -> None:
    candidate = asked()

    with pytest.raises(RuleBrokenError, match="進めません"):
        decide(candidate, by=BY, at=AT)

    assert candidate.state_now is CandidateState.ASKED


def test_dropped_before_being_asked_nobody_hears() -> None:
    candidate = shortlist(case(), specialist(), "", by=BY, at=AT)

    drop(candidate, by=BY, at=AT)

    assert letters() == []


def test_the_client_objects_and_the_specialist_sees_nothing_from_then_on() -> None:
    candidate = decided()

    object_to(candidate, "取引先だから", by=BY, at=AT)

    assert (seen_by(candidate), letters()[-2:]) == (
        0,
        [("case_objected", candidate.case.keeper.email), ("case_ended", "s000011@sekisupe.example")],
    )
    (row,) = candidate_rows(candidate.case, today=AT.date())
    assert (row.is_objected, row.tellings[0].words) == (True, "取引先だから")
    with pytest.raises(RuleBrokenError, match=OBJECTED):
        share(candidate, FIRST, by=BY, at=AT)
    with pytest.raises(RuleBrokenError, match=NOTHING_TO_STOP):
        object_to(candidate, "", by=BY, at=AT)


def test_the_client_takes_the_objection_back() -> None:
    candidate = decided()
    object_to(candidate, "x", by=BY, at=AT)

    allow_again(candidate, by=BY, at=AT)

    assert (seen_by(candidate), CaseSharing.objects.get().words) == (1, "")
    with pytest.raises(RuleBrokenError, match="取り消されています"):
        allow_again(candidate, by=BY, at=AT)


def test_a_case_with_an_objection_comes_first() -> None:
    candidate = asked()
    object_to(candidate, "", by=BY, at=AT)
    case(candidate.case.partner, candidate.case.keeper)

    rows = case_rows(CaseFile.objects.all())

    assert [(row.key == candidate.case_id, row.is_objected) for row in rows] == [(True, True), (False, False)]


def test_a_closed_case_is_gone_for_the_specialist() -> None:
    candidate = decided()

    close_case(candidate.case, by=BY, at=AT)

    assert seen_by(candidate) == 0


def test_the_client_sees_what_was_told_to_whom_and_who_opened_it() -> None:
    candidate = decided()
    note_told_read(candidate, by=BY, at=AT)

    page = client_page(candidate.case)

    (row,) = page.told
    assert [label for label, _ in row.tellings[0].lines] == ["都道府県", "相談したいこと", "支援する側からの説明"]
    assert (page.decided, [one.who for one in page.openings], page.payer, page.keeper) == (
        candidate.specialist.name, [BY.name], "企業（相談した会社）", "窓口 花子",
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_and_for_many(count: int, django_assert_num_queries) -> None:
    one = case()
    for number in range(count):
        asked(one, f"00001{number}")
        case(one.partner, one.keeper)

    with django_assert_num_queries(3):
        rows = candidate_rows(one, today=AT.date())
    with django_assert_num_queries(2):
        cases = case_rows(CaseFile.objects.all())
    with django_assert_num_queries(4):
        page = client_page(one)

    assert (len(rows), len(cases), len(page.told)) == (count, count + 1, count)


def test_whom_the_company_should_not_meet_is_not_asked() -> None:
    facts = CompanyFacts(name="架空ねじ", name_kana="かくう", prefecture="13", industry="construction", employees=9)
    one, who, company = case(), specialist(), open_company(facts, by=BY, at=AT)
    confirm_client(one, by=BY, at=AT)
    claim_case(one, company, by=BY, at=AT)
    candidate = shortlist(one, who, "", by=BY, at=AT)
    Conflict.objects.create(
        scope=f"company:{company.pk}", company=company, specialist=who, reason="customer", declared_at=AT
    )

    with pytest.raises(RuleBrokenError, match=CONFLICT):
        ask_candidate(candidate, FIRST, by=BY, at=AT)

    assert letters() == []
