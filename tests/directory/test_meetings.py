"""Up to three times proposed, one taken; changed, cancelled and over are states of their own."""

from datetime import timedelta

import pytest

from tests.directory.asking import EMAIL, SPECIALIST
from tests.directory.talking import NOW, ONLINE, SITE, THREE, accepted, agreed, eager, posted, proposed, states
from tsunagu.base.actor import SYSTEM, VISITOR
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.ending import withdraw_enquiry
from tsunagu.directory.actions.meetings import (
    MeetingPlan,
    MeetingsMoved,
    cancel_meeting,
    move_meetings,
    propose_times,
    take_time,
)
from tsunagu.directory.models import Appointment, EnquiryTarget
from tsunagu.directory.states import MeetingWay, Side
from tsunagu.mail.models import Letter

pytestmark = pytest.mark.django_db
THEIRS = "000001@people.example"
VISIT = MeetingPlan(way=MeetingWay.VISIT)


def take(appointment: Appointment, place: str = "", *, side: Side = Side.VISITOR, at=NOW) -> Appointment:
    return take_time(appointment, side, place, site=SITE, by=VISITOR, at=at)


def test_times_are_proposed_in_order_and_the_other_side_hears_that_they_wait() -> None:
    target = eager()

    times = proposed(target, times=[THREE[2], THREE[0], THREE[0]])

    assert [one.starts_at for one in times] == [THREE[0], THREE[2]]
    assert posted() == [("meeting_proposed", EMAIL)]
    assert "kakuu" not in Letter.objects.get().body.replace("kakuu.example/enquiries", "")


@pytest.mark.parametrize(
    ("times", "plan", "said"),
    [
        ([], ONLINE, "日時をひとつ以上入れてください。"),
        ([*THREE, THREE[2] + timedelta(days=1)], ONLINE, "日時は3つまでにしてください。"),
        ([NOW + timedelta(minutes=59)], ONLINE, "1時間より先の日時にしてください。"),
        ([NOW + timedelta(days=181)], ONLINE, "半年より前の日時にしてください。"),
        (THREE, MeetingPlan(way=MeetingWay.ONLINE, minutes=20), "長さを選んでください。"),
        (
            THREE,
            MeetingPlan(way=MeetingWay.ONLINE, place="javascript:x"),
            "オンラインのときは、https:// で始まるリンクを入れてください。",
        ),
        (THREE, MeetingPlan(way=MeetingWay.VISIT, place="東京\n港区"), "1行で書いてください。"),
        (THREE, MeetingPlan(way=MeetingWay.VISIT, place="あ" * 301), "300文字までにしてください。"),
    ],
)
def test_times_and_places_that_cannot_be_are_refused(times, plan: MeetingPlan, said: str) -> None:
    target = eager()

    with pytest.raises(RuleBrokenError) as refusal:
        proposed(target, times=times, plan=plan)

    assert (str(refusal.value), states(target)) == (said, [])


def test_no_times_before_both_want_to_meet() -> None:
    target = accepted()

    with pytest.raises(RuleBrokenError, match="二人とも"):
        proposed(target)


def test_new_times_of_either_side_take_the_place_of_the_old() -> None:
    target = eager()
    first, *_ = proposed(target)

    proposed(target, Side.VISITOR, THREE[:1])

    assert states(target) == ["passed", "passed", "passed", "proposed"]
    with pytest.raises(RuleBrokenError, match="もう選べません"):
        take(first)


def test_one_is_taken_the_others_pass_and_both_hear() -> None:
    target = eager()
    _, second, _ = proposed(target)
    Letter.objects.all().delete()

    taken = take(second)

    assert states(target) == ["passed", "agreed", "passed"]
    assert (taken.uid, taken.sequence) == (f"meeting-{second.pk}@{SITE}", 0)
    assert posted() == [("meeting_agreed", EMAIL), ("meeting_agreed", THEIRS)]


def test_who_proposed_does_not_take_and_a_time_that_is_past_is_gone() -> None:
    target = eager()
    first, second, _ = proposed(target)

    with pytest.raises(RuleBrokenError, match="相手が選びます"):
        take(first, side=Side.SPECIALIST)
    with pytest.raises(RuleBrokenError, match="過ぎました"):
        take(first, at=first.starts_at)

    assert take(second).state == "agreed"


def test_a_place_left_open_is_given_by_who_takes_the_time() -> None:
    target = eager()
    (first,) = proposed(target, times=THREE[:1], plan=VISIT)

    with pytest.raises(RuleBrokenError, match="場所、リンク、電話番号のどれか"):
        take(first)

    assert take(first, " 東京都港区1-1 ").place == "東京都港区1-1"


def test_a_change_keeps_the_calendar_entry_and_what_stands_until_it_is_taken() -> None:
    target = eager()
    old = agreed(target)
    old.refresh_from_db()
    (new,) = proposed(target, Side.VISITOR, [THREE[0] + timedelta(days=7)])
    assert states(target) == ["agreed", "passed", "passed", "proposed"]
    Letter.objects.all().delete()

    taken = take(new, side=Side.SPECIALIST)

    assert states(target) == ["changed", "passed", "passed", "agreed"]
    assert (taken.uid, taken.sequence) == (old.uid, 1)
    assert posted() == [("meeting_changed", EMAIL), ("meeting_changed", THEIRS)]


def test_a_meeting_called_off_counts_its_entry_on_and_can_be_made_anew() -> None:
    target = eager()
    meeting = agreed(target)

    cancel_meeting(target, Side.SPECIALIST, by=SPECIALIST, at=NOW)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence, posted()) == ("cancelled", 1, [("meeting_cancelled", EMAIL)])
    with pytest.raises(RuleBrokenError, match="決まっている面談がありません"):
        cancel_meeting(target, Side.SPECIALIST, by=SPECIALIST, at=NOW)
    again = take(proposed(target)[0])
    assert (again.state, again.uid == meeting.uid) == ("agreed", False)


def test_a_meeting_that_has_begun_is_not_called_off() -> None:
    target = eager()
    meeting = agreed(target)

    with pytest.raises(RuleBrokenError, match="決まっている面談がありません"):
        cancel_meeting(target, Side.VISITOR, by=VISITOR, at=meeting.starts_at)


def test_after_the_meeting_both_are_asked_once() -> None:
    target = eager()
    meeting = agreed(target)
    end = meeting.starts_at + timedelta(minutes=60)

    assert move_meetings(by=SYSTEM, at=end - timedelta(seconds=1)) == MeetingsMoved(0, 0)
    assert move_meetings(by=SYSTEM, at=end) == MeetingsMoved(1, 0)
    assert move_meetings(by=SYSTEM, at=end) == MeetingsMoved(0, 0)

    assert (states(target)[0], posted()) == ("met", [("afterword_asked", EMAIL), ("afterword_asked", THEIRS)])


def test_after_a_second_meeting_nobody_is_asked_again() -> None:
    target = eager()
    end = agreed(target).starts_at + timedelta(hours=1)
    move_meetings(by=SYSTEM, at=end)
    times = propose_times(target, Side.SPECIALIST, [end + timedelta(days=9)], ONLINE, by=SPECIALIST, at=end)
    take(times[0], at=end)
    Letter.objects.all().delete()

    moved = move_meetings(by=SYSTEM, at=end + timedelta(days=10))

    assert (moved, posted()) == (MeetingsMoved(1, 0), [])


def test_a_withdrawn_enquiry_calls_its_meeting_off_at_once_and_tells_both() -> None:
    target = eager()
    meeting = agreed(target)
    meeting.refresh_from_db()

    withdraw_enquiry(target.enquiry, by=VISITOR, at=NOW)

    off = Appointment.objects.get(pk=meeting.pk)
    assert (off.state, off.uid, off.sequence, states(target)[1:]) == ("cancelled", meeting.uid, 1, ["passed", "passed"])
    assert posted() == [("meeting_off", EMAIL), ("meeting_off", THEIRS), ("enquiry_ended", THEIRS)]
    assert move_meetings(by=SYSTEM, at=NOW) == MeetingsMoved(0, 0)


def test_a_withdrawn_enquiry_without_a_meeting_says_nothing_of_one() -> None:
    target = eager()
    proposed(target)
    Letter.objects.all().delete()

    withdraw_enquiry(target.enquiry, by=VISITOR, at=NOW)

    assert (states(target), posted()) == (["passed"] * 3, [("enquiry_ended", THEIRS)])


def test_the_round_calls_off_what_an_ended_conversation_left() -> None:
    target = eager()
    agreed(target)
    EnquiryTarget.objects.filter(pk=target.pk).update(state="ended")

    moved = move_meetings(by=SYSTEM, at=NOW)

    assert (moved, states(target)[0], posted()) == (MeetingsMoved(0, 1), "cancelled", [])
