"""The office's decisions: each allowed from where it may be, refused from elsewhere; two clerks; letters; secrets."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.doors.people import member
from tests.specialists.applying import in_review, send, submitted
from tests.specialists.published import AT, CLERK
from tsunagu.accounts.states import Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.seasons.models import ListingCriterion, Season
from tsunagu.seasons.queries import criteria_in_force, current_season
from tsunagu.specialists.actions.review import approve, begin_review, check_criterion, reject, return_with_questions
from tsunagu.specialists.actions.review_messages import write_message
from tsunagu.specialists.models import (
    CriterionCheck,
    Listing,
    PublishedSheet,
    RegisterEntry,
    ReviewMessage,
    SheetVersion,
)
from tsunagu.specialists.review_rules import renewed_on, still_counts
from tsunagu.specialists.states import ListingState, RegisterStatus, ReviewSide, VersionState

pytestmark = pytest.mark.django_db
OTHER = Actor("user:2", "見本 次郎")
_S = ListingState
DECISIONS = {
    "approve": lambda listing, **more: approve(listing, by=CLERK, at=AT, **more),
    "return": lambda listing, **more: return_with_questions(listing, "氏名は？", by=CLERK, at=AT, **more),
    "reject": lambda listing, **more: reject(listing, "登録がない", by=CLERK, at=AT, **more),
}


def state_of(listing: Listing) -> tuple[str, list[str]]:
    return Listing.objects.get(pk=listing.pk).state, list(
        SheetVersion.objects.filter(specialist=listing.specialist_id).order_by("number").values_list("state", flat=True)
    )


def criteria() -> list[ListingCriterion]:
    return criteria_in_force(current_season(on=date(2026, 11, 21)))


def test_taking_up_moves_a_submitted_application_into_review() -> None:
    listing = begin_review(submitted(), by=CLERK, at=AT)

    assert state_of(listing) == (_S.VERIFYING, [VersionState.SUBMITTED])


def test_taking_up_twice_is_told_to_the_second() -> None:
    listing = submitted()
    begin_review(Listing.objects.get(pk=listing.pk), by=CLERK, at=AT)

    with pytest.raises(RuleBrokenError, match="他の担当者が先に"):
        begin_review(listing, by=OTHER, at=AT)


def test_approval_publishes_the_edition_with_marks_from_the_answers() -> None:
    listing = approve(in_review(), by=CLERK, at=AT)

    sheet = PublishedSheet.objects.get()
    assert state_of(listing) == (_S.PUBLISHED, [VersionState.LIVE])
    assert (sheet.is_listed, sheet.mark_s1, sheet.confirmed_on) == (True, 2, date(2026, 11, 21))


def test_returning_keeps_the_edition_and_asks() -> None:
    listing = return_with_questions(in_review(), " 氏名の漢字は？ ", by=CLERK, at=AT)

    assert state_of(listing) == (_S.RETURNED, [VersionState.RETURNED])
    assert list(ReviewMessage.objects.values_list("side", "text", "written_by")) == [
        (ReviewSide.OFFICE, "氏名の漢字は？", CLERK.name)
    ]


def test_rejecting_says_why_and_publishes_nothing() -> None:
    listing = reject(in_review(), "登録簿にありません", by=CLERK, at=AT)

    assert state_of(listing) == (_S.REJECTED, [VersionState.RETURNED])
    assert (ReviewMessage.objects.get().text, PublishedSheet.objects.count()) == ("登録簿にありません", 0)


def test_returned_sent_again_and_approved_keeps_the_ticks() -> None:
    listing = return_with_questions(in_review(), "氏名は？", by=CLERK, at=AT)
    send(listing.specialist, introduction="直しました。")

    listing = begin_review(Listing.objects.get(pk=listing.pk), by=OTHER, at=AT)
    approve(listing, seen=2, by=OTHER, at=AT)

    assert state_of(listing) == (_S.PUBLISHED, [VersionState.RETURNED, VersionState.LIVE])
    assert PublishedSheet.objects.get().text.introduction == "直しました。"


@pytest.mark.parametrize("how", ["one left", "one not met", "one of last season"])
def test_approval_waits_for_every_criterion_in_force(how: str) -> None:
    listing = in_review(ticked=6 if how == "one left" else None)
    if how == "one not met":
        check_criterion(listing, criteria()[0], is_met=False, note="期限切れ", by=CLERK, at=AT)
    elif how == "one of last season":
        standing = criteria()[0]
        ListingCriterion.objects.create(
            season=standing.season, code=standing.code, version=2, sentence="新", source="x"
        )

    with pytest.raises(RuleBrokenError, match="基準が1つあります"):
        approve(listing, by=CLERK, at=AT)

    assert state_of(listing) == (_S.VERIFYING, [VersionState.SUBMITTED])


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"status": RegisterStatus.SUSPENDED}, "名称の使用停止"),
        ({"status": RegisterStatus.REVOKED}, "取消し・消除"),
        ({"valid_until": date(2026, 11, 20)}, "失効"),
        (None, "見つからない"),
    ],
)
def test_nobody_struck_off_is_approved(facts: dict | None, said: str) -> None:
    listing = in_review()
    if facts is None:
        RegisterEntry.objects.all().delete()
    else:
        RegisterEntry.objects.update(**facts)

    with pytest.raises(RuleBrokenError, match=said):
        approve(listing, by=CLERK, at=AT)

    assert (state_of(listing)[0], PublishedSheet.objects.count()) == (_S.VERIFYING, 0)


@pytest.mark.parametrize("late", DECISIONS)
@pytest.mark.parametrize("early", DECISIONS)
def test_of_two_clerks_the_second_is_told_and_changes_nothing(early: str, late: str) -> None:
    listing = in_review()
    DECISIONS[early](Listing.objects.get(pk=listing.pk))
    decided = state_of(listing)

    with pytest.raises(RuleBrokenError):
        DECISIONS[late](listing)

    assert state_of(listing) == decided


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_page_opened_before_a_new_edition_decides_nothing(decision: str) -> None:
    listing = in_review()

    with pytest.raises(RuleBrokenError, match="新しい版"):
        DECISIONS[decision](listing, seen=7)

    assert state_of(listing) == (_S.VERIFYING, [VersionState.SUBMITTED])


@pytest.mark.parametrize("decision", DECISIONS)
def test_nothing_is_decided_before_somebody_has_taken_it_up(decision: str) -> None:
    listing = submitted()

    with pytest.raises(RuleBrokenError, match="申請中"):
        DECISIONS[decision](listing)

    assert state_of(listing) == (_S.SUBMITTED, [VersionState.SUBMITTED])


def test_a_change_of_somebody_listed_goes_live_or_back_without_leaving_the_list() -> None:
    listing = approve(in_review(), by=CLERK, at=AT)
    send(listing.specialist, organisation="新しい事務所")
    return_with_questions(listing, "いつから？", by=CLERK, at=AT)
    assert state_of(listing) == (_S.PUBLISHED, [VersionState.LIVE, VersionState.RETURNED])
    send(listing.specialist, organisation="新しい事務所")

    approve(listing, seen=3, by=CLERK, at=AT)

    assert state_of(listing)[1] == [VersionState.REPLACED, VersionState.RETURNED, VersionState.LIVE]
    assert (PublishedSheet.objects.get().organisation, listing.state) == ("新しい事務所", _S.PUBLISHED)


def test_somebody_listed_is_never_rejected() -> None:
    listing = approve(in_review(), by=CLERK, at=AT)
    send(listing.specialist)

    with pytest.raises(RuleBrokenError):
        reject(listing, "x", by=CLERK, at=AT)

    assert state_of(listing) == (_S.PUBLISHED, [VersionState.LIVE, VersionState.SUBMITTED])


def test_a_tick_names_person_day_and_version_and_the_later_one_counts() -> None:
    listing = in_review(ticked=0)
    check_criterion(listing, criteria()[0], is_met=False, note="期限切れ", by=CLERK, at=AT)

    check_criterion(listing, criteria()[0], is_met=True, by=OTHER, at=AT + timedelta(hours=1))

    assert list(CriterionCheck.objects.values_list("is_met", "note", "checked_by", "checked_at")) == [
        (True, "", OTHER.name, AT + timedelta(hours=1))
    ]
    told = Entry.objects.filter(verb="criterion.checked").order_by("pk").values_list("actor_name", "facts")
    facts = {"criterion": "registration_valid", "version": 1}
    assert list(told) == [(CLERK.name, facts | {"is_met": 0}), (OTHER.name, facts | {"is_met": 1})]


@pytest.mark.parametrize(
    ("state", "is_met", "note", "field"),
    [
        (_S.VERIFYING, False, " ", "note"),
        (_S.VERIFYING, True, "あ" * 301, "note"),
        (_S.SUBMITTED, True, "", None),
        (_S.REJECTED, True, "", None),
    ],
)
def test_a_tick_is_refused(state: ListingState, is_met: bool, note: str, field: str | None) -> None:  # noqa: FBT001
    listing = in_review(ticked=0)
    listing.state = state

    with pytest.raises(RuleBrokenError) as refusal:
        check_criterion(listing, criteria()[0], is_met=is_met, note=note, by=CLERK, at=AT)

    assert (refusal.value.field, CriterionCheck.objects.count()) == (field, 0)


def test_a_criterion_of_another_season_is_not_ticked() -> None:
    season = Season.objects.create(
        code="2020", name="前", fiscal_year=2020, starts_on=date(2020, 4, 1), ends_on=date(2021, 3, 31), source="x"
    )
    old = ListingCriterion.objects.create(season=season, code="old", sentence="古い", source="x")

    with pytest.raises(RuleBrokenError, match="新しくなりました"):
        check_criterion(in_review(), old, is_met=True, by=CLERK, at=AT)


@pytest.mark.parametrize("text", ["", "  ", "あ" * 2001])
@pytest.mark.parametrize("act", ["return", "reject", "message"])
def test_nothing_is_asked_without_words_or_with_too_many(act: str, text: str) -> None:
    listing = in_review()

    with pytest.raises(RuleBrokenError) as refusal:
        {
            "return": lambda: return_with_questions(listing, text, by=CLERK, at=AT),
            "reject": lambda: reject(listing, text, by=CLERK, at=AT),
            "message": lambda: write_message(listing, ReviewSide.OFFICE, text, by=CLERK, at=AT),
        }[act]()

    assert (refusal.value.field, state_of(listing)[0], ReviewMessage.objects.count()) == ("text", _S.VERIFYING, 0)


@pytest.mark.parametrize(
    ("decision", "letter"),
    [("approve", "review_approved"), ("return", "review_returned"), ("reject", "review_rejected")],
)
def test_the_specialist_is_told_where_to_read_and_never_what(decision: str, letter: str) -> None:
    user = member(Role.SPECIALIST)

    DECISIONS[decision](in_review(user=user))

    said = Letter.objects.get()
    assert (said.template, said.to) == (letter, user.email)
    assert ("氏名は" in said.body, "登録がない" in said.body, "/specialist/" in said.body) == (False, False, True)


@pytest.mark.parametrize(("side", "letters"), [(ReviewSide.OFFICE, ["review_message"]), (ReviewSide.SPECIALIST, [])])
def test_a_message_of_the_office_sends_a_letter(side: ReviewSide, letters: list[str]) -> None:
    listing = in_review(user=member(Role.SPECIALIST))

    message = write_message(listing, side, "お返事です", by=CLERK, at=AT)

    assert (message.text, list(Letter.objects.values_list("template", flat=True))) == ("お返事です", letters)


def test_who_has_no_login_gets_no_letter() -> None:
    listing = approve(in_review(), by=CLERK, at=AT)

    assert (listing.state, Letter.objects.count()) == (_S.PUBLISHED, 0)


def test_what_was_written_is_encrypted_and_in_no_journal() -> None:
    return_with_questions(in_review(), "ひみつの質問", by=CLERK, at=AT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM specialists_reviewmessage")
        kept = cursor.fetchone()[0]
    told = [f"{entry.reason} {entry.facts}" for entry in Entry.objects.all()]
    assert ("ひみつ" in kept, [line for line in told if "ひみつ" in line]) == (False, [])


@pytest.mark.parametrize(
    ("until", "begun"),
    [
        (date(2027, 3, 31), date(2024, 4, 1)),
        (date(2028, 9, 30), date(2025, 10, 1)),
        (date(2028, 2, 28), date(2025, 2, 28)),
    ],
)
def test_the_span_of_a_registration_begins_three_years_before_its_end(until: date, begun: date) -> None:
    assert renewed_on(until) == begun


@pytest.mark.parametrize(
    ("checked", "until", "counts"),
    [
        (date(2026, 11, 21), date(2027, 3, 31), True),
        (date(2026, 11, 21), date(2030, 3, 31), False),
        (date(2027, 4, 1), date(2030, 3, 31), True),
        (date(2020, 1, 1), None, True),
    ],
)
def test_a_check_is_not_carried_over_a_renewal(checked: date, until: date | None, counts: bool) -> None:  # noqa: FBT001
    assert still_counts(checked, valid_until=until) is counts


def test_after_a_renewal_a_change_waits_until_all_is_checked_again() -> None:
    listing = approve(in_review(), by=CLERK, at=AT)
    send(listing.specialist, organisation="新しい事務所")
    RegisterEntry.objects.update(valid_until=date(2030, 3, 31))

    with pytest.raises(RuleBrokenError, match="基準が7つあります"):
        approve(listing, by=CLERK, at=AT + timedelta(days=200))
