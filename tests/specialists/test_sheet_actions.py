"""A published sheet: what the list and the individual sheet show of somebody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.specialists.published import AT, CLERK, CONTENT, MARKS, registered
from tests.specialists.published import listed as published
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions import enter_specialist, move_listing, open_commitment, publish_sheet
from tsunagu.specialists.content import search_facts, search_words
from tsunagu.specialists.models import Listing, PublishedSheet, SheetText
from tsunagu.specialists.spread import spread
from tsunagu.specialists.states import AreaMark, HiddenReason, ListingState

pytestmark = pytest.mark.django_db
CONFIRMED = date(2026, 11, 20)


def publish(specialist, content=CONTENT, marks=MARKS, **more):
    entry = more.pop("entry", None) or registered(specialist.riss_no)
    return publish_sheet(specialist, content, marks, entry, confirmed_on=CONFIRMED, by=CLERK, at=AT, **more)


def approved(number: str = "000001"):
    specialist = enter_specialist(number, "見本 花子", "みほん はなこ", by=CLERK, at=AT)
    for to in (ListingState.SUBMITTED, ListingState.VERIFYING, ListingState.APPROVED):
        move_listing(specialist.listing, to, by=CLERK, at=AT)
    return specialist


def test_an_approved_specialist_comes_onto_the_list() -> None:
    specialist = approved()

    sheet = publish(specialist)

    listing = Listing.objects.get()
    assert (listing.state_now, listing.confirmed_on) == (ListingState.PUBLISHED, CONFIRMED)
    assert list(PublishedSheet.objects.listed()) == [sheet]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "listing.moved",
        "sheet.published",
    ]


def test_the_sheet_holds_what_the_register_says_and_what_follows_from_the_content() -> None:
    specialist = approved()
    entry = registered("000001")

    publish(specialist, entry=entry)

    sheet = PublishedSheet.objects.get()
    told = {name: getattr(sheet, name) for name in search_facts(CONTENT, MARKS)}
    assert told == search_facts(CONTENT, MARKS)
    assert (sheet.riss_no, sheet.name, sheet.name_kana, sheet.registered_on, sheet.register_valid_until) == (
        "000001", "見本 花子", "みほん はなこ", entry.registered_on, entry.valid_until,
    )  # fmt: skip
    assert (sheet.shuffle, sheet.confirmed_on, sheet.published_at, sheet.is_stale) == (
        spread(specialist.pk), CONFIRMED, AT, False,
    )  # fmt: skip


def test_the_long_part_holds_texts_fees_proofs_and_what_was_published_as_contact() -> None:
    specialist = approved()
    content = replace(CONTENT, contact=replace(CONTENT.contact, telephone=""))

    publish(specialist, content)

    text = SheetText.objects.get()
    assert text.grams == search_words("見本 花子", "みほん はなこ", content)
    assert (text.introduction, text.track_record, text.other_work) == (
        content.introduction, list(content.track_record), list(content.other_work),
    )  # fmt: skip
    assert text.fees == [
        {"form": "onsite_consulting", "min_yen": 30000, "max_yen": None, "first_free": True},
        {"form": "incident_emergency", "min_yen": 50000, "max_yen": 80000, "first_free": False},
    ]
    assert [(held["code"], held["verified_on"], held["until"]) for held in text.qualifications] == [
        ("cisa", "2026-04-01", "2027-03-31"),
        ("itc", None, None),
    ]
    assert text.contact == {"email": "a@mihon.example", "emergency_telephone": "090-0000-0000"}
    assert (sorted(text.standings), text.standings["name"]) == (
        ["name", "register_valid_until", "registered_on", "riss_no"],
        {"standing": "verified", "by": CLERK.name, "how": "登録簿との照合", "on": "2026-11-21", "until": "2027-03-31"},
    )


@pytest.mark.parametrize("state", [ListingState.DRAFT, ListingState.SUBMITTED, ListingState.REJECTED])
def test_who_is_not_approved_is_refused_and_nothing_is_written(state: ListingState) -> None:
    specialist = enter_specialist("000001", "見本 花子", "みほん はなこ", by=CLERK, at=AT)
    Listing.objects.update(state=state)

    with pytest.raises(RuleBrokenError, match="へは進めません"):
        publish(specialist)

    assert (PublishedSheet.objects.count(), SheetText.objects.count(), Listing.objects.get().confirmed_on) == (
        0,
        0,
        None,
    )


def test_a_new_edition_replaces_the_old_and_keeps_the_load() -> None:
    specialist = approved()
    entry = registered("000001")
    publish(specialist, entry=entry)
    open_commitment(specialist, "enquiry", "1", by=CLERK, at=AT)

    publish(specialist, replace(CONTENT, organisation="別の事務所"), {"S1": AreaMark.DOUBLE_CIRCLE}, entry=entry)

    sheet = PublishedSheet.objects.get()
    assert (sheet.organisation, sheet.mark_s1, sheet.mark_s2, sheet.load) == (
        "別の事務所", AreaMark.DOUBLE_CIRCLE, AreaMark.BLANK, 1,
    )  # fmt: skip
    assert Entry.objects.filter(verb="listing.moved").count() == 4


def test_a_hidden_one_returns_to_the_list() -> None:
    specialist = published("000001")
    move_listing(specialist.listing, ListingState.HIDDEN, by=CLERK, at=AT, hidden_reason=HiddenReason.OWN_WISH)

    publish(specialist, entry=registered("000002"))

    assert (PublishedSheet.objects.get().is_listed, Listing.objects.get().state_now) == (True, ListingState.PUBLISHED)


@pytest.mark.parametrize(("state", "is_stale"), [(ListingState.UPDATE_REQUESTED, False), (ListingState.STALE, True)])
def test_a_new_edition_does_not_hide_that_the_date_has_passed(state: ListingState, *, is_stale: bool) -> None:
    specialist = published("000001")
    move_listing(specialist.listing, ListingState.UPDATE_REQUESTED, by=CLERK, at=AT)
    if is_stale:
        move_listing(specialist.listing, ListingState.STALE, by=CLERK, at=AT + timedelta(days=30))

    publish(specialist, entry=registered("000002"))

    assert (PublishedSheet.objects.get().is_stale, Listing.objects.get().state_now) == (is_stale, state)
