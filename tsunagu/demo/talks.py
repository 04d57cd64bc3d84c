"""What followed three accepted enquiries of the one who signs in: all of it, times to choose from, a first word."""

from datetime import timedelta

from tsunagu.base.actor import VISITOR, Actor
from tsunagu.demo.staffing import Occasion
from tsunagu.directory.actions.afterwords import write_afterword
from tsunagu.directory.actions.agreements import Terms, agree, propose_agreement
from tsunagu.directory.actions.conversations import want_to_meet, write_message
from tsunagu.directory.actions.meetings import MeetingPlan, close_meeting, propose_times, take_time
from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.states import MeetingWay, Side, TargetState

DAY = timedelta(days=1)
ONLINE = MeetingPlan(way=MeetingWay.ONLINE, place="https://kaigi.kakuu.example/mihon")
TERMS = Terms(form="online_consulting", sessions=3, fee_yen=30_000, work="基本方針と規程づくりを手伝います。")


def enter_talks(own: str, occasion: Occasion) -> int:
    """`own`: register number of the specialist who may sign in. Returns how many conversations were entered."""
    accepted = EnquiryTarget.objects.filter(specialist__riss_no=own, state=TargetState.ACCEPTED)
    targets = list(accepted.select_related("enquiry", "specialist__user").order_by("answered_at", "pk"))
    for target, follow in zip(targets, (_all_of_it, _times_to_choose, _first_word), strict=False):
        follow(target, occasion)
    return min(len(targets), 3)


def _first_word(target: EnquiryTarget, occasion: Occasion) -> None:
    at = occasion.at - 2 * DAY
    write_message(target, Side.SPECIALIST, "はじめまして。いまのひな形を教えてください。", by=_self(target), at=at)


def _times_to_choose(target: EnquiryTarget, occasion: Occasion) -> None:
    at = occasion.at - DAY
    write_message(target, Side.VISITOR, "一度、お話をうかがえますか。", by=VISITOR, at=at)
    _both_wish(target, occasion)
    times = [occasion.at + days * DAY for days in (5, 6, 8)]
    propose_times(target, Side.SPECIALIST, times, ONLINE, by=_self(target), at=at)


def _all_of_it(target: EnquiryTarget, occasion: Occasion) -> None:
    begun, met = occasion.at - 20 * DAY, occasion.at - 15 * DAY
    own = _self(target)
    write_message(target, Side.VISITOR, "どこから始めればよいか、相談したいです。", by=VISITOR, at=begun)
    write_message(target, Side.SPECIALIST, "まず、いまの様子をうかがいます。", by=own, at=begun)
    _both_wish(target, occasion)
    (time,) = propose_times(target, Side.SPECIALIST, [met], ONLINE, by=own, at=begun)
    close_meeting(take_time(time, Side.VISITOR, site="tsunagu.example", by=VISITOR, at=begun), by=own, at=met + DAY)
    for side, actor in ((Side.VISITOR, VISITOR), (Side.SPECIALIST, own)):
        write_afterword(target, side, 4, 5, by=actor, at=met + 2 * DAY)
    agreement = propose_agreement(target, Side.SPECIALIST, TERMS, target.specialist.name, by=own, at=met + 3 * DAY)
    agree(agreement, Side.VISITOR, target.enquiry.contact_name, by=VISITOR, at=met + 4 * DAY)


def _both_wish(target: EnquiryTarget, occasion: Occasion) -> None:
    for side, actor in ((Side.VISITOR, VISITOR), (Side.SPECIALIST, _self(target))):
        want_to_meet(target, side, by=actor, at=occasion.at - 20 * DAY)


def _self(target: EnquiryTarget) -> Actor:
    return Actor(f"user:{target.specialist.user_id}", target.specialist.name)
