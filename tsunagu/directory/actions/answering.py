"""A specialist answers an enquiry, or lets the time pass."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.ending import close_if_nobody, end_targets
from tsunagu.directory.actions.silence import count_silence
from tsunagu.directory.enquiry_letters import (
    remind_specialist,
    tell_accepted,
    tell_lapsed,
    tell_not_this_time,
)
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.states import DeclineReason, EnquiryState, TargetState
from tsunagu.journal.actions import record
from tsunagu.specialists.actions import release_commitment

ANSWERED_ALREADY = "この問い合わせには、もう答えています。"
TOO_LATE = "期限が過ぎたため、答えられません。"
ENDED = "問い合わせた方が、この問い合わせを終えました。"
WORDS_OF = {
    TargetState.ACCEPTED: ANSWERED_ALREADY,
    TargetState.DECLINED: ANSWERED_ALREADY,
    TargetState.EXPIRED: TOO_LATE,
}


@transaction.atomic
def accept_enquiry(target: EnquiryTarget, words: str = "", *, by: Actor, at: datetime) -> EnquiryTarget:
    """「私が対応します」. Others may still answer, unless one is enough to who asked: then they are told it ended.

    Refuses who has answered, whose time is up, and an enquiry that ended; two at once cannot both be the one.
    """
    enquiry = _hold(target)
    if enquiry.is_one_enough and not Enquiry.objects.filter(pk=enquiry.pk, settled_at=None).update(settled_at=at):
        raise RuleBrokenError(ENDED)
    _answer(target, TargetState.ACCEPTED, words=words, at=at)
    record("enquiry.accepted", on=target, by=by, at=at, enquiry=enquiry.pk)
    tell_accepted(target, by=by, at=at)
    if enquiry.is_one_enough:
        end_targets(enquiry, [TargetState.WAITING], by=by, at=at)
    return target


@transaction.atomic
def decline_enquiry(
    target: EnquiryTarget, reason: DeclineReason, words: str = "", *, by: Actor, at: datetime
) -> EnquiryTarget:
    """「今回は難しい」 with a reason: the place in the month is free again; who asked is told.

    Refuses 「そのほか」 without words, and as `accept_enquiry` does.
    """
    if reason is DeclineReason.OTHER and not words.strip():
        raise RuleBrokenError("「そのほか」のときは、理由をことばで書いてください。", field="words")
    enquiry = _hold(target)
    _answer(target, TargetState.DECLINED, words=words, at=at, reason=reason)
    record("enquiry.declined", on=target, by=by, at=at, enquiry=enquiry.pk, why=reason.value)
    _give_back(target, by=by, at=at)
    return target


@transaction.atomic
def expire_target(target: EnquiryTarget, *, by: Actor, at: datetime) -> bool:
    """The deadline has passed without an answer; silence that lasts costs (silence.py).

    False: answered or ended meanwhile, or there is still time.
    """
    try:
        enquiry = _hold(target)
    except RuleBrokenError:
        return False
    late = EnquiryTarget.objects.filter(pk=target.pk, state=TargetState.WAITING, deadline_at__lte=at)
    if not late.update(state=TargetState.EXPIRED):
        return False
    target.refresh_from_db()
    record("enquiry.expired", on=target, by=by, at=at, enquiry=enquiry.pk)
    tell_lapsed(target, by=by, at=at)
    _give_back(target, by=by, at=at)
    count_silence(target.specialist, by=by, at=at)
    return True


@transaction.atomic
def remind_target(target: EnquiryTarget, *, by: Actor, at: datetime) -> bool:
    """One reminder per target. False: reminded, answered or ended already."""
    waiting = EnquiryTarget.objects.filter(pk=target.pk, state=TargetState.WAITING, reminded_at=None)
    if not waiting.update(reminded_at=at):
        return False
    record("enquiry.reminded", on=target, by=by, at=at, enquiry=target.enquiry_id)
    remind_specialist(target, by=by, at=at)
    return True


def _hold(target: EnquiryTarget) -> Enquiry:
    """Take the enquiry's row until the transaction ends: answers to one enquiry come one after the other."""
    held = Enquiry.objects.filter(pk=target.enquiry_id, state=EnquiryState.DELIVERED)
    if not held.update(state=EnquiryState.DELIVERED):
        target.refresh_from_db()
        raise RuleBrokenError(WORDS_OF.get(target.state_now, ENDED))
    return Enquiry.objects.get(pk=target.enquiry_id)


def _answer(
    target: EnquiryTarget, to: TargetState, *, words: str, at: datetime, reason: DeclineReason | None = None
) -> None:
    waiting = EnquiryTarget.objects.filter(pk=target.pk, state=TargetState.WAITING)
    if not waiting.update(state=to, words=words.strip(), reason=reason or "", answered_at=at):
        target.refresh_from_db()
        raise RuleBrokenError(WORDS_OF.get(target.state_now, ENDED))
    target.refresh_from_db()


def _give_back(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """The month's place is free; who asked hears of this one, or, when it was the last, of all."""
    if target.commitment:
        release_commitment(target.commitment, by=by, at=at)
    enquiry = target.enquiry
    if close_if_nobody(enquiry, by=by, at=at):
        return
    if not enquiry.targets.filter(state=TargetState.ACCEPTED).exists():
        tell_not_this_time(target, by=by, at=at)
