"""An enquiry is written, proved, delivered or held."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from tests.directory.asking import (
    DAYS,
    EMAIL,
    HOURS,
    OFFICE,
    WORDS,
    asked,
    delivered,
    letters,
    load_of,
    made,
    person,
    states_of,
    target_of,
)
from tests.specialists.published import AT, TODAY, listed
from tsunagu.base.actor import SYSTEM, VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.ending import refuse_enquiry, withdraw_enquiry
from tsunagu.directory.actions.enquiries import confirm_enquiry, make_enquiry, release_enquiry
from tsunagu.directory.enquiry_links import number_of, visitor_token
from tsunagu.directory.models import DailyExposure, Enquiry, EnquiryTarget
from tsunagu.directory.queries.enquiries import awaiting_of, find_by_link, find_of_sender, own_enquiry
from tsunagu.directory.states import EnquiryState, HoldReason, TargetState
from tsunagu.journal.models import Entry
from tsunagu.mail.models import AddressProof, Letter
from tsunagu.specialists.actions import move_listing, open_commitment
from tsunagu.specialists.models import Commitment
from tsunagu.specialists.states import HiddenReason, ListingState

pytestmark = pytest.mark.django_db


def test_written_it_waits_and_only_its_address_is_mailed() -> None:
    person("000001")

    enquiry = made("000001")

    assert (enquiry.state_now, states_of(enquiry), load_of("000001")) == (
        EnquiryState.AWAITING_PROOF, {"000001": "chosen"}, 0,
    )  # fmt: skip
    assert letters() == [("confirm_address", EMAIL)]
    assert WORDS not in Letter.objects.get().body


def test_an_unproved_address_gets_one_mail_a_day() -> None:
    person("000001")

    made("000001")
    made("000001", words="ほかの文")

    assert letters() == [("confirm_address", EMAIL)]


def test_a_proved_address_gets_a_mail_for_each_up_to_the_limit() -> None:
    person("000001")
    AddressProof.objects.create(address=EMAIL, proved_at=AT)

    for turn in range(5):
        made("000001", words=f"文{turn}")

    assert letters() == [("enquiry_confirm", EMAIL)] * 3


@pytest.mark.parametrize(
    ("numbers", "more", "said"),
    [
        ((), {}, "問い合わせる専門家を、一人は選んでください。"),
        (("1", "2", "3", "4"), {}, "一度に問い合わせられるのは3人までです。"),
        (("000009",), {}, "いま掲載していない人がいます。選びなおしてください。"),
        (("000001",), {"is_urgent": True}, "見本 000001さんは、緊急の対応を受けていません。ほかの方を選んでください。"),
        (("000002",), {}, "見本 000002さんは、まだここから問い合わせを受けていません。ほかの方を選んでください。"),
        (("000003",), {}, "見本 000003さんは、今月の受付はいっぱいです。ほかの方を選んでください。"),
    ],
)
def test_whom_one_cannot_ask(numbers: tuple[str, ...], more: dict, said: str) -> None:
    person("000001", fees=())
    listed("000002")
    person("000003", monthly_cap=0)

    with pytest.raises(RuleBrokenError) as refusal:
        made(*numbers, **more)

    assert (str(refusal.value), refusal.value.field, Enquiry.objects.count()) == (said, "riss", 0)


def test_proved_it_is_delivered_and_counted_once() -> None:
    person("000001")
    person("000002")
    enquiry = made("000001", "000002")

    confirm_enquiry(enquiry, by=VISITOR, at=AT)
    confirm_enquiry(enquiry, by=VISITOR, at=AT)

    enquiry.refresh_from_db()
    assert (enquiry.state_now, states_of(enquiry)) == (
        EnquiryState.DELIVERED, {"000001": "waiting", "000002": "waiting"},
    )  # fmt: skip
    assert {one.deadline_at for one in enquiry.targets.all()} == {AT + 7 * DAYS}
    assert letters()[1:] == [
        ("enquiry_asked", "000001@people.example"), ("enquiry_asked", "000002@people.example"), ("enquiry_sent", EMAIL),
    ]  # fmt: skip
    assert list(DailyExposure.objects.values_list("day", "enquiries")) == [(TODAY, 1), (TODAY, 1)]
    assert (load_of("000001"), load_of("000002"), Commitment.objects.filter(kind="enquiry").count()) == (1, 1, 2)
    assert sorted(Entry.objects.filter(verb__startswith="enquiry.").values_list("verb", flat=True)) == [
        "enquiry.delivered", "enquiry.made", "enquiry.proved",
    ]  # fmt: skip


def test_an_urgent_one_has_a_clock_in_hours_and_goes_to_five() -> None:
    numbers = [f"00000{n}" for n in range(1, 6)]
    for number in numbers:
        person(number)

    enquiry = delivered(*numbers, is_urgent=True)

    assert {one.deadline_at for one in enquiry.targets.all()} == {AT + 24 * HOURS}
    assert [letter for letter, _ in letters() if letter.startswith("enquiry_asked")] == ["enquiry_asked_urgent"] * 5


def test_no_letter_holds_what_was_typed_or_the_other_sides_address() -> None:
    specialist = person("000001")

    delivered("000001")

    typed = [WORDS, "見本製作所", "見本 太郎", "03-0000-1111"]
    told = {(letter.template, letter.to): letter.subject + letter.body for letter in Letter.objects.all()}
    assert [word for word in typed for text in told.values() if word in text] == []
    assert EMAIL not in told["enquiry_asked", specialist.user.email]
    assert specialist.user.email not in told["enquiry_sent", EMAIL]


def test_whose_month_filled_up_meanwhile_is_left_out_and_the_sender_is_told() -> None:
    person("000001", monthly_cap=1)
    person("000002")
    enquiry = made("000001", "000002")
    open_commitment(target_of(enquiry, "000001").specialist, "x", "1", by=SYSTEM, at=AT)

    confirm_enquiry(enquiry, by=VISITOR, at=AT)

    assert states_of(enquiry) == {"000001": "full", "000002": "waiting"}
    assert "見本 000001" in Letter.objects.get(template="enquiry_sent").body.partition("いっぱい")[2]


def test_when_nobody_can_take_it_it_ends_with_alternatives() -> None:
    person("000001")
    person("000002")
    enquiry = made("000001")
    move_listing(
        target_of(enquiry, "000001").specialist.listing, ListingState.HIDDEN,
        by=SYSTEM, at=AT, hidden_reason=HiddenReason.OWN_WISH,
    )  # fmt: skip

    confirm_enquiry(enquiry, by=VISITOR, at=AT)

    page = own_enquiry(enquiry, today=TODAY)
    assert (enquiry.state_now, [one.riss_no for one in page.others]) == (EnquiryState.CLOSED, ["000002"])
    body = Letter.objects.get(template="enquiry_nobody").body
    assert ("/specialists/000002" in body, "/specialists/000001" in body) == (True, False)
    assert EnquiryTarget.objects.filter(delivered_at__isnull=False).count() == 0


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ({}, {"email": "other@kaisha.example"}, HoldReason.DUPLICATE),
        ({}, {"words": "http://a.example http://b.example www.c.example", "email": "x@k.example"}, HoldReason.SPAM),
        ({"words": "べつの文"}, {"email": "x@k.example", "is_trapped": True}, HoldReason.TRAP),
        ({"words": "べつの文"}, {"email": "x@k.example"}, None),
    ],
)
def test_what_looks_wrong_is_held(first: dict, second: dict, reason: HoldReason | None) -> None:
    person("000001")
    delivered("000001", **first)

    enquiry = delivered("000001", **second)

    assert enquiry.hold_reason == (reason or "")
    assert enquiry.state_now is (EnquiryState.HELD if reason else EnquiryState.DELIVERED)
    assert [one for one, _ in letters()].count("enquiry_held") == (1 if reason else 0)


def test_the_fourth_of_one_sender_in_a_day_is_held_and_the_next_days_not() -> None:
    person("000001", monthly_cap=30)

    found = [delivered("000001", words=f"文{turn}").hold_reason for turn in range(4)]
    later = delivered("000001", words="次の日", at=AT + DAYS + HOURS).hold_reason

    assert (found, later) == (["", "", "", "sender"], "")


def test_the_eleventh_to_one_specialist_in_a_day_is_held() -> None:
    person("000001", monthly_cap=30)

    found = [delivered("000001", words=f"文{n}", email=f"a{n}@kaisha.example").hold_reason for n in range(11)]

    assert found == [*[""] * 10, "target"]


def test_the_office_lets_a_held_one_through_once() -> None:
    person("000001")
    delivered("000001")
    held = delivered("000001")

    release_enquiry(held, by=OFFICE, at=AT)
    with pytest.raises(RuleBrokenError):
        release_enquiry(held, by=OFFICE, at=AT)

    assert (held.state_now, states_of(held), load_of("000001")) == (EnquiryState.DELIVERED, {"000001": "waiting"}, 2)


def test_the_office_refuses_a_held_one_with_a_reason_the_sender_reads() -> None:
    person("000001")
    delivered("000001")
    held = delivered("000001")

    with pytest.raises(RuleBrokenError, match="理由を書いてください"):
        refuse_enquiry(held, " ", by=OFFICE, at=AT)
    refuse_enquiry(held, "同じ文が届いています。", by=OFFICE, at=AT)

    page = own_enquiry(held, today=TODAY)
    assert (page.office_words, states_of(held), load_of("000001")) == (
        "同じ文が届いています。", {"000001": "ended"}, 1,
    )  # fmt: skip
    assert "同じ文" not in Letter.objects.get(template="enquiry_refused").body


def test_withdrawn_the_place_is_free_again_and_the_specialist_is_told() -> None:
    person("000001")
    enquiry = delivered("000001")

    withdraw_enquiry(enquiry, by=VISITOR, at=AT)
    with pytest.raises(RuleBrokenError):
        withdraw_enquiry(enquiry, by=VISITOR, at=AT)

    assert (states_of(enquiry), load_of("000001"), letters()[-1]) == (
        {"000001": "ended"}, 0, ("enquiry_ended", "000001@people.example"),
    )  # fmt: skip


def test_withdrawn_before_the_button_nobody_hears_of_it() -> None:
    person("000001")
    enquiry = made("000001")

    withdraw_enquiry(enquiry, by=VISITOR, at=AT)
    with pytest.raises(RuleBrokenError):
        confirm_enquiry(enquiry, by=VISITOR, at=AT)

    assert letters() == [("confirm_address", EMAIL)]


def test_the_link_finds_its_own_enquiry_and_no_other() -> None:
    person("000001")
    enquiry, other = made("000001"), made("000001", words="べつの文")

    assert (number_of(visitor_token(enquiry), at=AT), find_by_link(visitor_token(other), at=AT)) == (enquiry.pk, other)
    with pytest.raises(RuleBrokenError):
        find_by_link(visitor_token(enquiry)[:-1] + "x", at=AT)
    with pytest.raises(RuleBrokenError):
        find_by_link(visitor_token(enquiry), at=AT + 366 * DAYS)


def test_behind_an_address_stands_only_what_was_written_with_it() -> None:
    person("000001")
    mine = made("000001")
    foreign = made("000001", email="other@kaisha.example")

    assert [one.number for one in awaiting_of(EMAIL.upper(), at=AT)] == [mine.pk]
    assert (find_of_sender(EMAIL, mine.pk), find_of_sender(EMAIL, foreign.pk)) == (mine, None)


def test_what_was_typed_cannot_be_read_in_the_database() -> None:
    person("000001")
    enquiry = made("000001")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM directory_enquiry")
        stored = " ".join(str(value) for value in cursor.fetchone())

    typed = [WORDS, "見本製作所", "見本 太郎", EMAIL, "03-0000-1111"]
    assert [word for word in typed if word in stored] == []
    assert Enquiry.objects.get(pk=enquiry.pk).words == WORDS


def test_a_letter_goes_only_with_the_enquiry() -> None:
    person("000001")

    with transaction.atomic():
        made("000001")
        transaction.set_rollback(True)

    assert (Enquiry.objects.count(), letters()) == (0, [])


def test_an_address_that_is_none_is_refused() -> None:
    person("000001")

    with pytest.raises(RuleBrokenError, match="メールアドレス"):
        make_enquiry(replace(asked("000001"), email="a@b.example\nBcc: c@d.example"), by=VISITOR, at=AT)

    assert Enquiry.objects.count() == 0


@pytest.mark.parametrize(
    "columns",
    [
        {"state": EnquiryState.CLOSED},
        {"state": EnquiryState.HELD},
        {"state": EnquiryState.DELIVERED},
        {"scope": "nobody"},
    ],
)
def test_the_database_refuses_an_enquiry_that_does_not_hold_together(columns: dict) -> None:
    person("000001")
    enquiry = made("000001")

    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(**columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"delivered_at": AT},
        {"state": TargetState.ACCEPTED},
        {"state": TargetState.DECLINED, "delivered_at": AT, "deadline_at": AT, "answered_at": AT},
    ],
)
def test_the_database_refuses_a_target_that_does_not_hold_together(columns: dict) -> None:
    person("000001")
    enquiry = made("000001")

    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryTarget.objects.filter(enquiry=enquiry).update(**columns)


def test_a_specialist_is_asked_once_per_enquiry() -> None:
    specialist = person("000001")
    enquiry = made("000001", "000001")

    with pytest.raises(IntegrityError), transaction.atomic():
        EnquiryTarget.objects.create(enquiry=enquiry, specialist=specialist, scope=enquiry.scope)

    assert enquiry.targets.count() == 1
