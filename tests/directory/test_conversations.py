"""Two talk after an accepted enquiry; what they say is read by nobody else."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.directory.asking import EMAIL, SPECIALIST, delivered, person, target_of
from tests.directory.talking import NOW, accepted, agreed, anew, eager, posted, states
from tsunagu.base.actor import VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.conversations import finish_talk, want_to_meet, write_message
from tsunagu.directory.actions.ending import withdraw_enquiry
from tsunagu.directory.models import EnquiryMessage, EnquiryTarget
from tsunagu.directory.queries.talks import MessageRow, find_talk, talk_page, talks_in
from tsunagu.directory.states import Side
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
SECRET = "社内のサーバーの古い版が心配です。"
THEIRS = "000001@people.example"


def say(target: EnquiryTarget, text: str = SECRET, *, side: Side = Side.VISITOR, at=NOW) -> EnquiryMessage:
    return write_message(target, side, text, by=VISITOR if side is Side.VISITOR else SPECIALIST, at=at)


def test_a_message_is_kept_encrypted_and_the_other_side_hears_only_that_it_waits() -> None:
    target = accepted()

    message = say(target, f"  {SECRET}\r\nよろしく ")

    with connection.cursor() as cursor:
        cursor.execute("select words from directory_enquirymessage")
        ((stored,),) = cursor.fetchall()
    assert (EnquiryMessage.objects.get().words, stored[:3]) == (f"{SECRET}\nよろしく", "k1:")
    assert (message.scope, message.side) == (target.scope, "visitor")
    letter = Letter.objects.get()
    assert (letter.template, letter.to, SECRET in letter.body) == ("talk_message", THEIRS, False)
    assert Entry.objects.get(verb="talk.written").facts == {"side": "visitor", "length": len(SECRET) + 5}


def test_the_answer_goes_to_the_proved_address_through_the_service() -> None:
    target = accepted()

    say(target, "承知しました。", side=Side.SPECIALIST)

    assert posted() == [("talk_message", EMAIL)]
    assert (f"/talk/{target.pk}" in Letter.objects.get().body, THEIRS in Letter.objects.get().body) == (True, False)


def test_several_messages_in_a_row_are_told_by_one_letter() -> None:
    target = accepted()

    say(target)
    say(target, "もうひとつ", at=NOW + timedelta(minutes=59))
    say(target, "返事", side=Side.SPECIALIST, at=NOW + timedelta(minutes=60))
    say(target, "また", at=NOW + timedelta(minutes=61))
    say(target, "さらに", at=NOW + timedelta(minutes=121))

    assert posted() == [
        ("talk_message", THEIRS), ("talk_message", EMAIL), ("talk_message", THEIRS), ("talk_message", THEIRS),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [(" \n", "入力してください。"), ("あ" * 2001, "2000文字までにしてください（今 2001文字）。")],
)
def test_a_message_says_something_and_not_too_much(text: str, said: str) -> None:
    target = accepted()

    with pytest.raises(RuleBrokenError) as refusal:
        say(target, text)

    assert (str(refusal.value), refusal.value.field, posted()) == (said, "words", [])


def test_nobody_writes_before_the_answer_or_after_the_end() -> None:
    person("000001")
    target = target_of(delivered("000001"), "000001")
    ended = accepted("000002")
    withdraw_enquiry(ended.enquiry, by=VISITOR, at=NOW)
    Letter.objects.all().delete()

    for one in (target, ended):
        with pytest.raises(RuleBrokenError, match="終わっています"):
            say(one)

    assert (EnquiryMessage.objects.count(), posted()) == (0, [])


def test_both_wish_to_meet_each_hears_of_the_other_once() -> None:
    target = accepted()

    assert want_to_meet(target, Side.VISITOR, by=VISITOR, at=NOW) is False
    assert want_to_meet(target, Side.VISITOR, by=VISITOR, at=NOW) is False
    assert want_to_meet(target, Side.SPECIALIST, by=SPECIALIST, at=NOW) is True

    assert posted() == [("talk_wish", THEIRS), ("talk_wish", EMAIL)]


def test_either_side_ends_it_and_the_enquiry_closes_with_its_last_conversation() -> None:
    target = accepted()

    finish_talk(target, Side.SPECIALIST, by=SPECIALIST, at=NOW)

    target.enquiry.refresh_from_db()
    assert (target.state, target.enquiry.state, target.enquiry.closed_reason) == ("ended", "closed", "finished")
    assert posted() == [("talk_finished", EMAIL)]
    with pytest.raises(RuleBrokenError, match="終わっています"):
        finish_talk(target, Side.VISITOR, by=VISITOR, at=NOW)


def test_the_enquiry_stays_while_somebody_else_still_has_to_answer() -> None:
    person("000001")
    person("000002")
    enquiry = delivered("000001", "000002")
    from tsunagu.directory.actions.answering import accept_enquiry

    target = target_of(enquiry, "000001")
    accept_enquiry(target, by=SPECIALIST, at=NOW)

    finish_talk(anew(target), Side.VISITOR, by=VISITOR, at=NOW)

    enquiry.refresh_from_db()
    assert enquiry.state == "delivered"


def test_a_meeting_ahead_is_off_when_the_conversation_ends() -> None:
    target = eager()
    agreed(target)

    finish_talk(target, Side.VISITOR, by=VISITOR, at=NOW)

    assert states(target) == ["cancelled", "passed", "passed"]
    assert [name for name, _ in posted()] == ["meeting_off", "meeting_off", "talk_finished"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_one_message_and_for_many(count: int, django_assert_num_queries) -> None:
    target = accepted()
    for turn in range(count):
        say(target, f"文{turn}")

    with django_assert_num_queries(5):
        page = talk_page(target, Side.SPECIALIST, at=NOW)

    assert page.messages == tuple(MessageRow("見本製作所", f"文{turn}", NOW, is_own=False) for turn in range(count))


def test_only_what_was_accepted_is_a_conversation() -> None:
    person("000001")
    waiting = target_of(delivered("000001"), "000001")
    withdraw_enquiry(waiting.enquiry, by=VISITOR, at=NOW)
    target = accepted("000002")

    assert [one.pk for one in talks_in(EnquiryTarget.objects.all())] == [target.pk]
    assert find_talk(EnquiryTarget.objects.all(), waiting.pk) is None
