"""What came of a consultation: written, rewritten, confirmed; who is overtaken is told. Conflicts on both sides."""

from dataclasses import replace

import pytest
from django.db import connection

from tests.consultations.days import AT, BY, LATER, adviser, coming, consultation_day
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.consultations.actions import (
    Record,
    cancel_planned_of,
    confirm_summary,
    declare_conflict,
    mark_no_show,
    record_consultation,
    schedule,
    withdraw_conflict,
)
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.queries import conflicts_between, plain_name, running_list
from tsunagu.consultations.states import ConflictReason, ConsultationState, GuidanceWish
from tsunagu.events.links import registration_token
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
TOLD = Record(
    notes="パスワードを社長だけが知っている", summary="控えの取り方を話しました", issues=["控えがない", "研修がない"],
    theme_code="T1", wish=GuidanceWish.YES,
)  # fmt: skip


def planned() -> Consultation:
    event = consultation_day()
    return schedule(coming(event), adviser(event), event.slots.get(number=1), 1, by=BY, at=AT)


def test_the_record_is_written_and_the_consultation_counts_as_held() -> None:
    found = record_consultation(planned(), TOLD, seen=0, by=BY, at=LATER)

    found.refresh_from_db()
    assert (found.state, found.notes, found.summary, found.issues, found.theme_code, found.wish, found.revision) == (
        "held", TOLD.notes, TOLD.summary, ["控えがない", "研修がない"], "T1", "yes", 1,
    )  # fmt: skip
    line = Entry.objects.latest("pk")
    assert (line.verb, line.facts) == (
        "consultation.recorded", {"revision": 1, "issues": 2, "has_theme": True, "has_wish": True},
    )  # fmt: skip


def test_nothing_confidential_stands_readable_in_the_database() -> None:
    found = record_consultation(planned(), TOLD, seen=0, by=BY, at=LATER)
    confirm_summary(found, "秘密の一言", by=BY, at=LATER)

    with connection.cursor() as cursor:
        cursor.execute("SELECT notes, summary, issues, company_words FROM consultations_consultation")
        stored = "".join(cursor.fetchone())

    assert [word for word in ("パスワード", "控え", "研修", "秘密") if word in stored] == []


def test_the_company_is_told_once_and_nothing_of_what_was_said() -> None:
    one = record_consultation(planned(), TOLD, seen=0, by=BY, at=LATER)
    record_consultation(one, replace(TOLD, summary="書き直し"), seen=1, by=BY, at=LATER)

    (letter,) = Letter.objects.filter(template="consultation_recorded")
    assert (letter.to, letter.scope) == (one.registration.email, one.scope)
    assert f"{registration_token(one.registration)}/consultations/{one.pk}\n" in letter.body
    assert [word for word in (TOLD.notes, TOLD.summary, *TOLD.issues) if word in letter.body] == []


def test_who_gave_no_address_gets_no_letter() -> None:
    event = consultation_day()
    one = schedule(coming(event, email=""), adviser(event), event.slots.get(number=1), 1, by=BY, at=AT)

    record_consultation(one, TOLD, seen=0, by=BY, at=LATER)

    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"notes": "あ" * 4001}, "notes"),
        ({"summary": "あ" * 4001}, "summary"),
        ({"issues": ["あ" * 201]}, "issues"),
        ({"issues": ["あ"] * 6}, "issues"),
        ({"theme_code": "T9"}, "theme_code"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(change: dict, field: str) -> None:
    one = planned()

    with pytest.raises(RuleBrokenError) as refusal:
        record_consultation(one, replace(TOLD, **change), seen=0, by=BY, at=LATER)

    one.refresh_from_db()
    assert (refusal.value.field, one.revision, one.state) == (field, 0, "planned")


def test_who_is_overtaken_is_told_and_nothing_is_lost() -> None:
    one = planned()
    record_consultation(one, TOLD, seen=0, by=BY, at=LATER)

    with pytest.raises(RuleBrokenError, match="ほかの人が先に"):
        record_consultation(one, replace(TOLD, notes="後から"), seen=0, by=BY, at=LATER)

    one.refresh_from_db()
    assert (one.notes, one.revision) == (TOLD.notes, 1)


def test_nothing_is_recorded_before_the_day() -> None:
    one = planned()

    with pytest.raises(RuleBrokenError, match="まだ始まっていません"):
        record_consultation(one, TOLD, seen=0, by=BY, at=AT)
    with pytest.raises(RuleBrokenError, match="まだ始まっていません"):
        mark_no_show(one, by=BY, at=AT)


def test_who_was_late_may_still_be_heard_and_a_cancelled_one_not() -> None:
    late = mark_no_show(planned(), by=BY, at=LATER)

    held = record_consultation(late, TOLD, seen=0, by=BY, at=LATER)

    assert held.state_now is ConsultationState.HELD
    with pytest.raises(RuleBrokenError, match="もう予定ではありません"):
        mark_no_show(held, by=BY, at=LATER)


def test_a_cancelled_one_takes_no_record() -> None:
    one = planned()
    (gone,) = cancel_planned_of([one.registration_id], by=BY, at=AT)

    with pytest.raises(RuleBrokenError, match="取りやめた"):
        record_consultation(gone, TOLD, seen=0, by=BY, at=LATER)


def test_the_company_confirms_once_and_then_nothing_is_rewritten() -> None:
    one = record_consultation(planned(), TOLD, seen=0, by=BY, at=LATER)

    confirmed = confirm_summary(one, "このとおりです", by=BY, at=LATER)

    assert (confirmed.confirmed_at, confirmed.confirmed_by, confirmed.company_words) == (
        LATER,
        BY.code,
        "このとおりです",
    )
    with pytest.raises(RuleBrokenError, match="もう確かめられて"):
        confirm_summary(one, "", by=BY, at=LATER)
    with pytest.raises(RuleBrokenError, match="確かめたあと"):
        record_consultation(confirmed, TOLD, seen=1, by=BY, at=LATER)


def test_a_summary_that_changed_meanwhile_or_is_none_is_not_confirmed() -> None:
    one = planned()
    with pytest.raises(RuleBrokenError, match="読み直して"):
        confirm_summary(one, "", by=BY, at=LATER)
    read = record_consultation(one, TOLD, seen=0, by=BY, at=LATER)
    record_consultation(Consultation.objects.get(), replace(TOLD, summary="別"), seen=1, by=BY, at=LATER)

    with pytest.raises(RuleBrokenError, match="読み直して"):
        confirm_summary(read, "", by=BY, at=LATER)

    assert Consultation.objects.get().confirmed_at is None


def test_a_conflict_takes_the_planned_consultation_back_and_counts_once() -> None:
    one = planned()

    declare_conflict(one.registration, one.specialist, ConflictReason.DECLARED_BY_COMPANY, "競合", by=BY, at=AT)

    one.refresh_from_db()
    assert (one.state, conflicts_between(one.event)) == ("cancelled", {(one.registration_id, one.specialist_id)})
    with pytest.raises(RuleBrokenError, match="もう申し出"):
        declare_conflict(one.registration, one.specialist, ConflictReason.CUSTOMER, "", by=BY, at=AT)


def test_a_word_taken_back_lets_the_two_meet_again_once() -> None:
    one = planned()
    declare_conflict(one.registration, one.specialist, ConflictReason.CUSTOMER, "", by=BY, at=AT)

    withdraw_conflict(one.registration, one.specialist, by=BY, at=AT)

    one.refresh_from_db()
    assert (one.state, conflicts_between(one.event)) == ("cancelled", set())
    with pytest.raises(RuleBrokenError, match="もう取り消されて"):
        withdraw_conflict(one.registration, one.specialist, by=BY, at=AT)


def test_a_companys_word_holds_for_its_next_registration_and_for_nobody_else() -> None:
    facts = CompanyFacts(name="見本", name_kana="みほん", prefecture="27", industry="construction", employees=9)
    company = open_company(facts, by=BY, at=AT)
    first = consultation_day()
    specialist = adviser(first)
    declare_conflict(coming(first, company=company), specialist, ConflictReason.DECLARED_BY_COMPANY, "", by=BY, at=AT)
    later = consultation_day(first.partner)
    adviser(later)
    again, _other = coming(later, company=company), coming(later, "別の会社")

    assert conflicts_between(later) == {(again.pk, specialist.pk)}


def test_colleagues_do_not_advise_their_own_employer() -> None:
    event = consultation_day()
    specialist = adviser(event, organisation="株式会社 見本製作所")
    company, _other = coming(event, "（株）見本製作所"), coming(event, "見本製作所の隣")

    assert conflicts_between(event) == {(company.pk, specialist.pk)}


@pytest.mark.parametrize(
    ("written", "plain"), [("（株）みなと", "みなと"), ("株式会社 ミナト", "みなと"), ("みなと㈱", "みなと"), ("", "")]
)
def test_names_are_compared_without_their_legal_form(written: str, plain: str) -> None:
    assert plain_name(written) == plain


@pytest.mark.parametrize("count", [1, 3])
def test_the_running_list_costs_one_query(count: int, django_assert_num_queries) -> None:
    event = consultation_day()
    specialist = adviser(event)
    for number in range(count, 0, -1):
        schedule(coming(event, f"会社{number}"), specialist, event.slots.get(number=number), 1, by=BY, at=AT)

    with django_assert_num_queries(1):
        rows = running_list(event)

    assert [(row.slot, row.organisation, row.state) for row in rows] == [
        (number, f"会社{number}", ConsultationState.PLANNED) for number in range(1, count + 1)
    ]
