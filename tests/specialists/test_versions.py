"""Editions of a sheet: published, returned, edited after publishing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.specialists.applicants import LEVELS, SELF, WANTED, published, sent
from tests.specialists.published import AT, CLERK, TODAY, listed, registered
from tsunagu.base.errors import RuleBrokenError
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.actions.versions import edit_sheet, go_live, return_version
from tsunagu.specialists.content_values import content_from
from tsunagu.specialists.models import Listing, PublishedSheet, QualificationProof, SheetText, SheetVersion, Specialist
from tsunagu.specialists.read_back import content_of_sheet
from tsunagu.specialists.states import AreaMark, Availability, HiddenReason, ListingState, ProofState, VersionState
from tsunagu.specialists.versions import as_declared

pytestmark = pytest.mark.django_db
NEW_WORDS = replace(WANTED, introduction="新しい自己紹介です。")


def states() -> list[tuple[int, str]]:
    return list(SheetVersion.objects.order_by("number").values_list("number", "state"))


def sheet() -> PublishedSheet:
    return PublishedSheet.objects.select_related("text").get()


def test_an_approved_edition_is_published_with_the_marks_of_its_answers() -> None:
    version = published(levels=LEVELS | {"S1-c": [3, None]})

    shown = sheet()
    assert (version.state, version.live_at) == (VersionState.LIVE, AT)
    assert (shown.mark_s1, shown.mark_s2, shown.mark_a0) == (AreaMark.BLANK, AreaMark.DOUBLE_CIRCLE, AreaMark.BLANK)
    assert (shown.is_listed, shown.confirmed_on, shown.text.introduction) == (True, TODAY, WANTED.introduction)
    assert Listing.objects.get().state_now is ListingState.PUBLISHED
    assert as_declared(content_of_sheet(shown)) == replace(
        WANTED, declared=content_of_sheet(shown).declared, photo=None
    )


def test_papers_that_hold_are_shown_as_verified_and_those_past_their_day_are_not() -> None:
    registered("000001")
    version = sent()
    for code, until in (("cisa", date(2027, 3, 31)), ("itc", date(2026, 11, 20))):
        name = next(item.name for item in WANTED.qualifications if item.code == code)
        QualificationProof.objects.create(
            scope=version.scope, specialist=version.specialist, code=code, name=name, state=ProofState.VERIFIED,
            given_at=AT, checked_on=date(2026, 10, 1), checked_by="事務局", how="証明書の写し", until=until,
        )  # fmt: skip
    for to in (ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(version.specialist.listing, to, by=CLERK, at=AT)

    go_live(version, by=CLERK, at=AT)

    assert {row["code"]: row["verified_on"] for row in sheet().text.qualifications} == {
        "itc": None, "cisa": "2026-10-01",
    }  # fmt: skip
    assert sheet().mark_a7 == AreaMark.DOUBLE_CIRCLE


def test_an_edition_is_published_once() -> None:
    version = published()

    with pytest.raises(RuleBrokenError, match="もう確認が済んでいます"):
        go_live(version, by=CLERK, at=AT)


def test_a_number_that_is_not_on_the_register_is_not_published() -> None:
    version = sent()
    for to in (ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(version.specialist.listing, to, by=CLERK, at=AT)

    with pytest.raises(RuleBrokenError, match="登録簿に見つからない"):
        go_live(version, by=CLERK, at=AT)

    assert (states(), PublishedSheet.objects.count()) == ([(1, "submitted")], 0)


def test_a_listing_that_is_not_approved_is_not_published() -> None:
    registered("000001")

    with pytest.raises(RuleBrokenError, match="進めません"):
        go_live(sent(), by=CLERK, at=AT)

    assert states() == [(1, "submitted")]


def test_a_waiting_edition_is_returned_once() -> None:
    version = return_version(sent(), "写真", by=CLERK, at=AT)

    with pytest.raises(RuleBrokenError, match="もう確認が済んでいます"):
        return_version(version, "写真", by=CLERK, at=AT)

    assert version.state == VersionState.RETURNED


def test_plain_words_of_a_published_sheet_are_live_at_once() -> None:
    specialist = published().specialist

    edited = edit_sheet(specialist, NEW_WORDS, by=SELF, at=AT)

    assert (states(), edited.waiting) == ([(1, "replaced"), (2, "live")], None)
    assert sheet().text.introduction == "新しい自己紹介です。"


def test_what_the_office_checked_waits_and_the_rest_is_live() -> None:
    specialist = published().specialist

    edited = edit_sheet(specialist, replace(NEW_WORDS, name="見本 春子", organisation="架空商会"), by=SELF, at=AT)

    assert (edited.waiting.waits_for, states()) == (
        ["name", "organisation"], [(1, "replaced"), (2, "live"), (3, "submitted")],
    )  # fmt: skip
    assert (sheet().name, sheet().organisation, sheet().text.introduction) == (
        "見本 花子", "見本事務所", "新しい自己紹介です。",
    )  # fmt: skip


def test_a_waiting_change_is_shown_once_the_office_agrees() -> None:
    specialist = published().specialist
    edited = edit_sheet(specialist, replace(WANTED, name="見本 春子"), by=SELF, at=AT)

    go_live(edited.waiting, by=CLERK, at=AT)

    assert (sheet().name, Specialist.objects.get().name, edited.live) == ("見本 春子", "見本 春子", None)
    assert states() == [(1, "replaced"), (2, "live")]


def test_a_waiting_change_that_is_taken_back_waits_no_longer() -> None:
    specialist = published().specialist
    edit_sheet(specialist, replace(WANTED, name="見本 春子"), by=SELF, at=AT)

    edited = edit_sheet(specialist, WANTED, by=SELF, at=AT)

    assert (edited.live, edited.waiting, states()) == (None, None, [(1, "live"), (2, "replaced")])


def test_the_same_again_is_no_edit() -> None:
    specialist = published().specialist

    with pytest.raises(RuleBrokenError, match="変わったところがありません"):
        edit_sheet(specialist, WANTED, by=SELF, at=AT)
    edit_sheet(specialist, replace(WANTED, name="見本 春子"), by=SELF, at=AT)
    with pytest.raises(RuleBrokenError, match="変わったところがありません"):
        edit_sheet(specialist, replace(WANTED, name="見本 春子"), by=SELF, at=AT)

    assert states() == [(1, "live"), (2, "submitted")]


def test_other_answers_make_another_edition_and_other_marks() -> None:
    specialist = published().specialist

    edited = edit_sheet(specialist, WANTED, levels=LEVELS | {"S1-c": [0, 0]}, by=SELF, at=AT)

    assert (edited.live.number, AnswerSet.objects.count(), sheet().mark_s1) == (2, 2, AreaMark.CIRCLE)


def test_an_edit_changes_neither_the_day_of_confirmation_nor_availability() -> None:
    specialist = published().specialist
    Listing.objects.update(confirmed_on=date(2026, 9, 1))
    PublishedSheet.objects.update(availability=Availability.WAITLIST, available_from=date(2027, 1, 1), monthly_cap=7)

    edit_sheet(specialist, NEW_WORDS, by=SELF, at=AT)

    shown = sheet()
    assert (shown.confirmed_on, shown.availability, shown.available_from, shown.monthly_cap) == (
        date(2026, 9, 1), Availability.WAITLIST, date(2027, 1, 1), 7,
    )  # fmt: skip


def test_an_edit_of_the_monthly_cap_counts() -> None:
    specialist = published().specialist

    edit_sheet(specialist, replace(WANTED, monthly_cap=9), by=SELF, at=AT)

    assert sheet().monthly_cap == 9


def test_who_is_not_on_the_list_does_not_come_back_by_an_edit() -> None:
    specialist = published().specialist
    move_listing(specialist.listing, ListingState.HIDDEN, by=SELF, at=AT, hidden_reason=HiddenReason.OWN_WISH)

    with pytest.raises(RuleBrokenError, match="載っていない"):
        edit_sheet(specialist, NEW_WORDS, by=SELF, at=AT)

    assert (sheet().is_listed, sheet().text.introduction) == (False, WANTED.introduction)


def test_a_sheet_older_than_its_editions_becomes_the_first_and_keeps_what_was_checked() -> None:
    specialist = listed("000001")
    content = as_declared(content_of_sheet(PublishedSheet.objects.select_related("text").get()))

    edit_sheet(specialist, replace(content, introduction="新しい自己紹介です。"), by=SELF, at=AT)

    first = SheetVersion.objects.get(number=1)
    assert (states(), content_from(first.content).introduction) == (
        [(1, "replaced"), (2, "live")], "小さな会社のはじめの一歩を、いっしょに考えます。",
    )  # fmt: skip
    assert [row["verified_on"] for row in SheetText.objects.get().qualifications] == ["2026-04-01", None]
