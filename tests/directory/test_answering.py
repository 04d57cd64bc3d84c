"""Specialists answer, or let the time pass; who asked hears of it honestly."""

from datetime import timedelta

import pytest

from tests.directory.asking import (
    DAYS,
    EMAIL,
    HOURS,
    SPECIALIST,
    delivered,
    letters,
    load_of,
    made,
    person,
    states_of,
    target_of,
)
from tests.specialists.published import AT, TODAY
from tsunagu.base.actor import SYSTEM, VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.answering import accept_enquiry, decline_enquiry, expire_target
from tsunagu.directory.actions.ending import withdraw_enquiry
from tsunagu.directory.actions.enquiries import confirm_enquiry
from tsunagu.directory.actions.rounds import Moved, erase_enquiries, erase_unproved, move_enquiries
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.queries.enquiries import own_enquiry
from tsunagu.directory.queries.inbox import inbox, inbox_enquiry
from tsunagu.directory.states import DeclineReason, EnquiryState
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
BUSY, OTHER = DeclineReason.BUSY, DeclineReason.OTHER


def accept(enquiry: Enquiry, number: str, words: str = "") -> None:
    accept_enquiry(target_of(enquiry, number), words, by=SPECIALIST, at=AT + HOURS)


def decline(enquiry: Enquiry, number: str, reason: DeclineReason = BUSY, words: str = "") -> None:
    decline_enquiry(target_of(enquiry, number), reason, words, by=SPECIALIST, at=AT + HOURS)


def test_one_takes_it_on_and_the_others_may_still_answer() -> None:
    person("000001")
    person("000002")
    enquiry = delivered("000001", "000002")

    accept(enquiry, "000001", "お手伝いします。")
    accept(enquiry, "000002")

    assert states_of(enquiry) == {"000001": "accepted", "000002": "accepted"}
    assert letters()[-2:] == [("enquiry_accepted", EMAIL)] * 2
    assert own_enquiry(enquiry, today=TODAY).answers[0].words == "お手伝いします。"
    assert "お手伝い" not in Letter.objects.filter(template="enquiry_accepted").earliest("pk").body
    assert (load_of("000001"), Entry.objects.filter(verb="enquiry.accepted").count()) == (1, 2)


def test_when_one_is_enough_the_others_are_told_it_ended() -> None:
    person("000001")
    person("000002")
    enquiry = delivered("000001", "000002", is_one_enough=True)

    accept(enquiry, "000001")
    with pytest.raises(RuleBrokenError, match="この問い合わせを終えました"):
        accept(enquiry, "000002")

    assert (states_of(enquiry), load_of("000002")) == ({"000001": "accepted", "000002": "ended"}, 0)
    assert letters()[-1] == ("enquiry_ended", "000002@people.example")


def test_nobody_answers_twice() -> None:
    person("000001")
    enquiry = delivered("000001")
    accept(enquiry, "000001")

    with pytest.raises(RuleBrokenError, match="もう答えています"):
        accept(enquiry, "000001")
    with pytest.raises(RuleBrokenError, match="もう答えています"):
        decline(enquiry, "000001")

    assert states_of(enquiry) == {"000001": "accepted"}


def test_declined_the_place_is_free_and_the_sender_hears_why() -> None:
    person("000001")
    person("000002")
    enquiry = delivered("000001", "000002")

    decline(enquiry, "000001", DeclineReason.PLACE, "すみません。")

    letter = Letter.objects.get(template="enquiry_not_this_time")
    assert (load_of("000001"), enquiry.state_now, letter.to) == (0, EnquiryState.DELIVERED, EMAIL)
    assert ("場所が遠く、伺えません" in letter.body, "すみません" in letter.body) == (True, False)


def test_another_reason_needs_words() -> None:
    person("000001")
    enquiry = delivered("000001")

    with pytest.raises(RuleBrokenError) as refusal:
        decline(enquiry, "000001", OTHER, " ")
    decline(enquiry, "000001", OTHER, "出張が続きます。")

    assert (refusal.value.field, states_of(enquiry)) == ("words", {"000001": "declined"})


def test_when_all_declined_the_sender_is_told_honestly_with_alternatives() -> None:
    for number in ("000001", "000002", "000003"):
        person(number)
    enquiry = delivered("000001", "000002")

    decline(enquiry, "000001")
    decline(enquiry, "000002", DeclineReason.FIELD)

    enquiry.refresh_from_db()
    body = Letter.objects.get(template="enquiry_nobody").body
    assert (enquiry.state_now, enquiry.closed_reason) == (EnquiryState.CLOSED, "nobody")
    assert ["・見本 000001さん：いま予定がいっぱいです" in body, "/specialists/000003" in body] == [True, True]
    assert [one.riss_no for one in own_enquiry(enquiry, today=TODAY).others] == ["000003"]


def test_after_one_accepted_a_refusal_needs_no_letter() -> None:
    person("000001")
    person("000002")
    enquiry = delivered("000001", "000002")
    accept(enquiry, "000001")

    decline(enquiry, "000002")

    assert letters()[-1] == ("enquiry_accepted", EMAIL)


def test_withdrawn_it_cannot_be_answered() -> None:
    person("000001")
    enquiry = delivered("000001")
    withdraw_enquiry(enquiry, by=VISITOR, at=AT)

    with pytest.raises(RuleBrokenError, match="この問い合わせを終えました"):
        accept(enquiry, "000001")


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        (3 * DAYS - timedelta(seconds=1), Moved(reminded=0, expired=0, dropped=0)),
        (3 * DAYS, Moved(reminded=1, expired=0, dropped=0)),
        (7 * DAYS, Moved(reminded=0, expired=1, dropped=0)),
    ],
)
def test_the_clock_of_an_ordinary_one(after: timedelta, moved: Moved) -> None:
    person("000001")
    delivered("000001")

    assert move_enquiries(by=SYSTEM, at=AT + after) == moved


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        (4 * HOURS - timedelta(seconds=1), Moved(reminded=0, expired=0, dropped=0)),
        (4 * HOURS, Moved(reminded=1, expired=0, dropped=0)),
        (24 * HOURS, Moved(reminded=0, expired=1, dropped=0)),
    ],
)
def test_the_clock_of_an_urgent_one(after: timedelta, moved: Moved) -> None:
    person("000001")
    delivered("000001", is_urgent=True)

    assert move_enquiries(by=SYSTEM, at=AT + after) == moved


def test_there_is_one_reminder() -> None:
    person("000001")
    delivered("000001")

    found = [move_enquiries(by=SYSTEM, at=AT + days * DAYS).reminded for days in (3, 4, 5)]

    assert (found, letters()[-1]) == ([1, 0, 0], ("enquiry_reminder", "000001@people.example"))


def test_when_the_time_is_up_both_hear_of_it_and_the_place_is_free() -> None:
    person("000001")
    enquiry = delivered("000001")

    move_enquiries(by=SYSTEM, at=AT + 7 * DAYS)
    move_enquiries(by=SYSTEM, at=AT + 8 * DAYS)

    assert (states_of(enquiry), load_of("000001")) == ({"000001": "expired"}, 0)
    assert letters()[-2:] == [("enquiry_lapsed", "000001@people.example"), ("enquiry_nobody", EMAIL)]
    with pytest.raises(RuleBrokenError, match="期限が過ぎた"):
        accept(enquiry, "000001")


def test_before_its_time_or_once_answered_nothing_expires() -> None:
    person("000001")
    enquiry = delivered("000001")

    early = expire_target(target_of(enquiry, "000001"), by=SYSTEM, at=AT + DAYS)
    accept(enquiry, "000001")
    late = expire_target(target_of(enquiry, "000001"), by=SYSTEM, at=AT + 9 * DAYS)

    assert (early, late, states_of(enquiry)) == (False, False, {"000001": "accepted"})


def test_nobody_proved_the_address_it_is_dropped_and_nobody_mailed() -> None:
    person("000001")
    enquiry = made("000001")

    moved = move_enquiries(by=SYSTEM, at=AT + 7 * DAYS)

    assert (moved.dropped, letters()) == (1, [("confirm_address", EMAIL)])
    with pytest.raises(RuleBrokenError):
        confirm_enquiry(enquiry, by=VISITOR, at=AT + 7 * DAYS)


def test_what_has_had_its_time_is_erased_with_all_that_hangs_on_it() -> None:
    person("000001")
    old, young = delivered("000001"), delivered("000001", words="べつの文", at=AT + 2 * DAYS)
    before = (AT + 2 * DAYS).date()

    gone = erase_enquiries(before=before, by=SYSTEM, at=AT + 900 * DAYS)

    assert (gone, list(Enquiry.objects.all()), EnquiryTarget.objects.filter(enquiry=old.pk).count()) == (1, [young], 0)


def test_unproved_ones_go_earlier() -> None:
    person("000001")
    made("000001")
    delivered("000001", words="べつの文", at=AT)
    move_enquiries(by=SYSTEM, at=AT + 7 * DAYS)

    gone = erase_unproved(before=(AT + DAYS).date(), by=SYSTEM, at=AT + 31 * DAYS)

    assert (gone, Enquiry.objects.count()) == (1, 1)


def test_the_specialist_reads_no_address_and_the_telephone_only_when_needed() -> None:
    person("000001")
    person("000002")
    enquiry = delivered("000001")
    before = inbox_enquiry(target_of(enquiry, "000001"))
    accept(enquiry, "000001")
    after = inbox_enquiry(target_of(enquiry, "000001"))
    urgent = inbox_enquiry(target_of(delivered("000002", is_urgent=True, words="急ぎ"), "000002"))

    assert [one.telephone for one in (before, after, urgent)] == ["", "03-0000-1111", "03-0000-1111"]
    assert EMAIL not in repr(after)


def test_declined_late_or_ended_what_was_asked_is_out_of_sight() -> None:
    for number in ("000001", "000002", "000003"):
        person(number)
    enquiry = delivered("000001", "000002", "000003")
    decline(enquiry, "000001")
    expire_target(target_of(enquiry, "000002"), by=SYSTEM, at=AT + 7 * DAYS)
    withdraw_enquiry(enquiry, by=VISITOR, at=AT + 7 * DAYS)

    pages = [inbox_enquiry(target_of(enquiry, number)) for number in ("000001", "000002", "000003")]

    assert [page.row.state for page in pages] == ["declined", "expired", "ended"]
    assert {(page.words, page.contact_name, page.telephone, page.row.organisation) for page in pages} == {("",) * 4}
    assert pages[0].reason == "いま予定がいっぱいです"


def test_what_waits_comes_first_in_the_inbox() -> None:
    person("000001")
    first = delivered("000001", words="文1")
    delivered("000001", words="文2", at=AT + HOURS)
    urgent = delivered("000001", words="文3", at=AT + 2 * HOURS, is_urgent=True)
    accept(first, "000001")

    rows = inbox(EnquiryTarget.objects.all())

    assert [(row.waits, row.is_urgent) for row in rows] == [(True, True), (True, False), (False, False)]
    assert rows[0].key == target_of(urgent, "000001").pk


@pytest.mark.parametrize("people", [1, 3])
def test_reading_the_inbox_is_one_query(people: int, django_assert_num_queries) -> None:
    person("000001")
    for turn in range(people):
        delivered("000001", words=f"文{turn}")

    with django_assert_num_queries(1):
        rows = inbox(EnquiryTarget.objects.all())

    assert len(rows) == people
