"""Listings are kept true by the daily round: who is told what, when, and once."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.specialists.published import listed
from tests.specialists.silence import CONFIRMED, FIRST, OWNER, day, letters, morning, owned, silent, state, turn
from tsunagu.base.actor import SYSTEM
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions import freshness
from tsunagu.specialists.actions.freshness import (
    confirm_sheet,
    keep_true,
)
from tsunagu.specialists.models import Listing, ListingReminder, PublishedSheet
from tsunagu.specialists.states import ReminderKind as K
from tsunagu.upkeep.models import Setting

pytestmark = pytest.mark.django_db


def test_silence_for_a_year_is_told_at_every_step_and_ends_off_the_list() -> None:
    owned()

    for days in range(1, 366):
        turn(days)

    assert letters() == [
        ("keep_true_asked", 90),
        ("keep_true_before_note", 104),
        ("keep_true_noted", 111),
        ("keep_true_before_hiding", 128),
        ("keep_true_hidden", 135),
    ]
    assert list(ListingReminder.objects.order_by("pk").values_list("kind", "about_on")) == [
        ("asked", day(90)), ("before_note", day(111)), ("noted", day(111)), ("before_hiding", day(135)),
        ("hidden", day(135)),
    ]  # fmt: skip
    assert state() == ("hidden", "not_confirmed", False, False)


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (89, ("published", "", True, False)),
        (90, ("update_requested", "", True, False)),
        (110, ("update_requested", "", True, False)),
        (111, ("stale", "", True, True)),
        (134, ("stale", "", True, True)),
        (135, ("hidden", "not_confirmed", False, False)),
    ],
)
def test_where_a_silent_listing_stands_on_each_day(until: int, expected: tuple) -> None:
    silent(until)

    assert state() == expected


def test_who_answers_every_time_for_a_year_is_only_asked() -> None:
    specialist = owned()

    for days in range(1, 366):
        if turn(days):
            confirm_sheet(specialist, by=OWNER, at=morning(days) + timedelta(hours=1))

    assert letters() == [("keep_true_asked", days) for days in (90, 180, 270, 360)]
    assert state() == ("published", "", True, False)
    assert Listing.objects.get().confirmed_on == PublishedSheet.objects.get().confirmed_on == day(360)


def test_at_the_end_of_the_fiscal_year_everybody_is_asked_once_more() -> None:
    specialist = owned()
    at = datetime(2027, 3, 10, 1, 0, tzinfo=UTC)
    confirm_sheet(specialist, by=OWNER, at=at)
    mornings = [datetime(2027, 3, 30, 22, 0, tzinfo=UTC) + timedelta(days=one) for one in range(3)]

    done = [keep_true(by=SYSTEM, at=one).letters[K.RENEWAL] for one in mornings]

    assert done == [0, 1, 0]
    assert list(ListingReminder.objects.values_list("kind", "about_on")) == [("renewal", date(2027, 4, 1))]


def test_the_same_round_again_writes_nothing() -> None:
    owned()
    owned("000002")

    seen = [turn(days) for days in (90, 90, 104, 104, 111, 111)]

    assert seen == [{K.ASKED: 2}, {}, {K.BEFORE_NOTE: 2}, {}, {K.NOTED: 2}, {}]
    assert ListingReminder.objects.count() == Letter.objects.count() == 6


def test_two_rounds_that_found_the_same_listing_write_its_letter_once(monkeypatch) -> None:
    specialist = owned()
    monkeypatch.setattr(freshness, "due_numbers", lambda **_: [specialist.listing.pk] * 2)

    assert turn(90) == {K.ASKED: 1}
    assert ListingReminder.objects.count() == Letter.objects.count() == 1


def test_after_a_standstill_everybody_is_warned_first() -> None:
    owned()
    turn(90)

    for days in range(300, 340):
        turn(days)

    assert letters() == [
        ("keep_true_asked", 90),
        ("keep_true_before_note", 300),
        ("keep_true_noted", 307),
        ("keep_true_before_hiding", 324),
        ("keep_true_hidden", 331),
    ]


def test_a_second_silence_is_told_like_the_first() -> None:
    specialist = silent(104)
    confirm_sheet(specialist, by=OWNER, at=morning(105))

    for days in range(106, 331):
        turn(days)

    renewal = (date(2027, 4, 1) - CONFIRMED).days
    assert letters()[2:] == [
        ("keep_true_renewal", renewal),
        ("keep_true_before_note", renewal + 14),
        ("keep_true_noted", renewal + 21),
        ("keep_true_before_hiding", renewal + 38),
        ("keep_true_hidden", renewal + 45),
    ]


def test_whoever_has_no_address_is_counted_and_moved_by_nobody() -> None:
    listed("000001")
    owned("000002", is_active=False)

    done = keep_true(by=SYSTEM, at=morning(200))

    assert (done.without_address, sum(done.letters.values()), Letter.objects.count()) == (2, 0, 0)
    assert set(Listing.objects.values_list("state", flat=True)) == {"published"}


def test_a_listing_keeps_the_days_that_held_when_it_was_asked() -> None:
    owned()
    turn(90)
    Setting.objects.create(
        code="listing.update_reply_days", version=1, value=100, valid_from=day(91), reason="長く待つため", set_at=FIRST
    )

    for days in range(91, 112):
        turn(days)

    assert state()[0] == "stale"


def test_letters_name_the_person_the_day_and_a_link_and_nothing_of_the_sheet() -> None:
    owned()
    turn(90)

    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("000001@mihon.example", "【つなぐ】個票は、いまも正しいですか")
    assert ("見本 000001 様" in letter.body, "2027年1月20日に注意書き" in letter.body) == (True, True)
    assert len(re.findall(r"http://localhost:8000/keep-true\?token=\S+", letter.body)) == 1
    assert "000001" not in letter.body.replace("見本 000001", "")


def test_the_round_is_journalled_step_by_step() -> None:
    silent(90)

    verbs = list(Entry.objects.filter(at=morning(90)).order_by("pk").values_list("verb", "reason"))
    assert verbs == [("listing.moved", "内容の確認のお願い"), ("letter.written", "")]


@pytest.mark.parametrize("count", [1, 3])
def test_a_morning_with_nothing_due_costs_the_same_for_one_and_for_many(count, django_assert_num_queries) -> None:
    for number in range(count):
        owned(f"{number + 1:06}")
    turn(90)

    with django_assert_num_queries(5):
        assert turn(91) == {}
