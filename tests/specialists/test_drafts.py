"""An application: begun, saved step by step, sent, taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.specialists.applicants import EMAIL, LEVELS, SELF, WANTED, applicant, filled, person, published, sent, whole
from tests.specialists.published import AT, CLERK, listed
from tsunagu.accounts.access import standing_of
from tsunagu.accounts.states import Role
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.actions.drafts import (
    begin_application,
    open_draft,
    save_step,
    submit_application,
    withdraw_application,
)
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.application.progress import UNREAD
from tsunagu.specialists.content_values import content_from
from tsunagu.specialists.models import Draft, EmployerConsent, SheetVersion, Specialist
from tsunagu.specialists.states import ListingState, VersionState

pytestmark = pytest.mark.django_db
PLACES = {"online": True, "prefectures": ["13"]}
LATER = AT + timedelta(hours=1)


def draft_of(specialist: Specialist) -> Draft:
    return Draft.objects.get(specialist=specialist)


def test_somebody_begins_with_their_number() -> None:
    specialist = applicant("017139")

    draft = draft_of(specialist)
    assert standing_of(specialist.user, at=AT).roles == {Role.SPECIALIST}
    assert (specialist.riss_no, specialist.listing.state_now) == ("017139", ListingState.DRAFT)
    assert (draft.content, draft.seen, draft.scope) == (
        {"basics": {"riss_no": "017139", "name": "見本 花子", "name_kana": "みほん はなこ"}}, 0, f"specialist:{specialist.pk}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("riss_no", "sentence"),
    [
        ("000001", "この登録番号は、すでに使われています。心当たりがなければ、事務局にお知らせください。"),
        ("1", "登録番号は、数字6桁です。例：017139"),
        ("00000１", "登録番号は、数字6桁です。例：017139"),
    ],
)
def test_a_number_that_is_taken_or_none_is_refused_and_nobody_becomes_a_specialist(riss_no: str, sentence: str) -> None:
    listed("000001")
    user = person()

    with pytest.raises(RuleBrokenError) as refusal:
        begin_application(user, riss_no, "見本", "みほん", by=SELF, at=AT)

    assert (str(refusal.value), refusal.value.field) == (sentence, "riss_no")
    assert (Specialist.objects.count(), standing_of(user, at=AT).roles) == (1, frozenset())


def test_nobody_begins_twice() -> None:
    specialist = applicant()

    with pytest.raises(RuleBrokenError, match="もう入っています"):
        begin_application(specialist.user, "000002", "見本", "みほん", by=SELF, at=AT)


def test_a_step_is_kept_and_the_rest_stays() -> None:
    draft = draft_of(applicant())

    saved = save_step(draft, "places", PLACES, seen=0, by=SELF, at=LATER)

    assert (saved.content["places"], saved.content["basics"]["riss_no"]) == (PLACES, "000001")
    assert (saved.seen, saved.saved_at) == (1, LATER)
    assert Entry.objects.filter(verb="draft.saved").count() == 1


def test_what_could_not_be_read_is_kept_until_it_can() -> None:
    draft = draft_of(applicant())
    wrong = save_step(
        draft, "experience", {"cases_supported": 3}, unread={"practice_years": "三"}, seen=0, by=SELF, at=AT
    )

    kept = wrong.content

    right = save_step(wrong, "experience", {"cases_supported": 3, "practice_years": 3}, seen=1, by=SELF, at=AT)

    assert (kept[UNREAD], right.content[UNREAD]) == ({"experience": {"practice_years": "三"}}, {})
    assert [row["experience"]["cases_supported"] for row in (kept, right.content)] == [3, 3]


def test_two_windows_the_second_is_refused_and_nothing_is_lost() -> None:
    draft = draft_of(applicant())
    save_step(draft, "places", PLACES, seen=0, by=SELF, at=AT)

    with pytest.raises(RuleBrokenError, match="先に保存"):
        save_step(draft, "places", {"online": False, "prefectures": ["14"]}, seen=0, by=SELF, at=LATER)

    assert (draft_of(draft.specialist).content["places"], draft_of(draft.specialist).seen) == (PLACES, 1)


def test_saving_the_same_again_changes_nothing_even_from_an_old_window() -> None:
    draft = draft_of(applicant())
    first = save_step(draft, "places", PLACES, seen=0, by=SELF, at=AT)

    again = save_step(draft, "places", PLACES, seen=0, by=SELF, at=LATER)

    assert (again.seen, again.saved_at, first.seen) == (1, AT, 1)
    assert Entry.objects.filter(verb="draft.saved").count() == 1


@pytest.mark.parametrize("state", [ListingState.SUBMITTED, ListingState.VERIFYING, ListingState.APPROVED])
def test_while_the_office_looks_nobody_writes(state: ListingState) -> None:
    version = sent()
    for to in (ListingState.VERIFYING, ListingState.APPROVED):
        if version.specialist.listing.state_now is not state:
            move_listing(version.specialist.listing, to, by=CLERK, at=AT)

    with pytest.raises(RuleBrokenError, match="確かめている間"):
        save_step(draft_of(version.specialist), "places", {"online": True}, seen=1, by=SELF, at=AT)


def test_name_and_number_follow_the_basics_until_something_is_public() -> None:
    draft = draft_of(applicant())

    save_step(draft, "basics", whole(riss_no="000007")["basics"] | {"name": "見本 春子"}, seen=0, by=SELF, at=AT)

    specialist = Specialist.objects.get()
    assert (specialist.riss_no, specialist.name) == ("000007", "見本 春子")


def test_a_number_somebody_has_is_refused_in_the_basics_too() -> None:
    draft = draft_of(applicant())
    listed("000007")

    with pytest.raises(RuleBrokenError) as refusal:
        save_step(draft, "basics", whole(riss_no="000007")["basics"], seen=0, by=SELF, at=AT)

    assert (refusal.value.field, draft_of(draft.specialist).seen) == ("riss_no", 0)


def test_the_number_of_a_published_sheet_stays() -> None:
    version = published()

    with pytest.raises(RuleBrokenError, match="公開したあとは変えられません"):
        save_step(draft_of(version.specialist), "basics", whole(riss_no="000007")["basics"], seen=1, by=SELF, at=AT)


@pytest.mark.parametrize("address", ["other@people.example", "hanako@people.example.evil.example"])
def test_only_an_address_known_to_be_theirs_is_published(address: str) -> None:
    draft = draft_of(applicant())

    with pytest.raises(RuleBrokenError) as refusal:
        save_step(draft, "contact", {"email": address}, seen=0, by=SELF, at=AT)
    saved = save_step(draft, "contact", {"email": EMAIL}, seen=0, by=SELF, at=AT)

    assert (refusal.value.field, saved.content["contact"]["email"]) == ("email", EMAIL)


def test_a_whole_application_is_sent() -> None:
    specialist = filled()

    version = submit_application(specialist, by=SELF, at=LATER)

    answers = AnswerSet.objects.get()
    assert (version.number, version.state, version.waits_for) == (1, VersionState.SUBMITTED, [])
    assert content_from(version.content) == WANTED
    assert (version.answers, answers.answers, answers.frozen_at) == (answers, LEVELS, LATER)
    assert specialist.listing.state_now is ListingState.SUBMITTED
    assert [(letter.template, letter.to) for letter in Letter.objects.all()] == [("application_received", EMAIL)]
    consent = EmployerConsent.objects.get()
    assert (consent.employer, consent.agreed_on) == ("見本事務所", date(2026, 10, 1))


def test_an_application_that_lacks_something_is_not_sent() -> None:
    specialist = filled(content=replace(WANTED, introduction=""))

    with pytest.raises(RuleBrokenError, match="足りない所"):
        submit_application(specialist, by=SELF, at=AT)

    assert (SheetVersion.objects.count(), AnswerSet.objects.count(), Letter.objects.count()) == (0, 0, 0)
    assert specialist.listing.state_now is ListingState.DRAFT


def test_an_application_is_sent_once() -> None:
    version = sent()

    with pytest.raises(RuleBrokenError, match="もう送られています"):
        submit_application(version.specialist, by=SELF, at=AT)

    assert (SheetVersion.objects.count(), Letter.objects.count()) == (1, 1)


def test_a_returned_application_is_mended_and_sent_again_with_the_same_answers() -> None:
    first = sent()
    specialist = first.specialist
    move_listing(specialist.listing, ListingState.VERIFYING, by=CLERK, at=AT)
    move_listing(specialist.listing, ListingState.RETURNED, by=CLERK, at=AT)
    SheetVersion.objects.filter(pk=first.pk).update(state=VersionState.RETURNED)
    save_step(draft_of(specialist), "introduction", {"introduction": "直しました。"}, seen=1, by=SELF, at=AT)

    second = submit_application(specialist, by=SELF, at=LATER)

    assert (second.number, content_from(second.content).introduction) == (2, "直しました。")
    assert (second.answers, AnswerSet.objects.count()) == (first.answers, 1)


def test_an_application_is_taken_back_and_begun_again() -> None:
    version = sent()

    withdraw_application(version.specialist, by=SELF, at=AT)
    draft = open_draft(version.specialist, by=SELF, at=LATER)

    version.refresh_from_db()
    assert (version.state, version.specialist.listing.state_now) == (VersionState.REPLACED, ListingState.DRAFT)
    assert draft.content["introduction"]["introduction"] == WANTED.introduction


def test_what_has_ended_cannot_be_taken_back() -> None:
    version = sent()
    withdraw_application(version.specialist, by=SELF, at=AT)

    with pytest.raises(RuleBrokenError, match="進めません"):
        withdraw_application(version.specialist, by=SELF, at=AT)


def test_a_draft_of_a_published_sheet_begins_with_the_sheet() -> None:
    specialist = listed("000001")

    draft = open_draft(specialist, by=SELF, at=AT)

    assert draft.content["basics"] == {
        "riss_no": "000001", "name": "見本 000001", "name_kana": "みほん", "affiliation": "independent",
        "organisation": "見本事務所", "residence": "13",
    }  # fmt: skip
    assert draft.content["themes"] == {"themes_able": ["T1", "T2"], "themes_delivered": ["T1"]}
    assert open_draft(specialist, by=SELF, at=LATER) == draft
