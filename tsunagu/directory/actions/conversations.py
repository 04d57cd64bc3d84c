"""Two talk after an accepted enquiry, until both want to meet or one of them ends it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.models import Appointment, Enquiry, EnquiryMessage, EnquiryTarget, MeetingWish
from tsunagu.directory.states import AppointmentState, ClosedReason, EnquiryState, Side, TargetState
from tsunagu.directory.talk_letters import tell_finished, tell_message, tell_off, tell_wish
from tsunagu.directory.talk_rules import LETTER_RESTS, LONGEST_MESSAGE, TWO_SIDES, checked_words, other
from tsunagu.journal.actions import record

NOT_OPEN = "このやりとりは終わっています。新しく書くことはできません。"
STILL = (TargetState.WAITING, TargetState.ACCEPTED)


def hold_open(target: EnquiryTarget) -> None:
    """Take the target's row until the transaction ends: what two do at once comes one after the other.

    RuleBrokenError unless the enquiry was accepted and nobody has ended it.
    """
    if not EnquiryTarget.objects.filter(pk=target.pk, state=TargetState.ACCEPTED).update(state=TargetState.ACCEPTED):
        raise RuleBrokenError(NOT_OPEN)


@transaction.atomic
def write_message(target: EnquiryTarget, side: Side, text: str, *, by: Actor, at: datetime) -> EnquiryMessage:
    """Say something; it is kept encrypted. The other side hears by letter that something waits, once in an hour."""
    words = checked_words(text, longest=LONGEST_MESSAGE, field="words")
    hold_open(target)
    if not _told_lately(target, side, at=at):
        tell_message(target, other(side), by=by, at=at)
    target.messages.filter(side=other(side), read_at=None).update(read_at=at)
    message = EnquiryMessage.objects.create(
        target=target, scope=target.scope, side=side, words=words, written_at=at, written_by=by.code
    )
    record("talk.written", on=target, by=by, at=at, side=side.value, length=len(words))
    return message


@transaction.atomic
def want_to_meet(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> bool:
    """「会って話したい」. Returns whether both want to now. Saying it again changes nothing."""
    hold_open(target)
    try:
        with transaction.atomic():
            MeetingWish.objects.create(target=target, side=side, wished_at=at, wished_by=by.code)
    except IntegrityError:
        return both_want_to_meet(target)
    record("talk.wished-to-meet", on=target, by=by, at=at, side=side.value)
    tell_wish(target, other(side), by=by, at=at)
    return both_want_to_meet(target)


@transaction.atomic
def finish_talk(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """Either side ends the conversation; a meeting ahead is off. The enquiry closes with its last conversation."""
    _delivered(target).update(state=EnquiryState.DELIVERED)  # enquiry before target, as everywhere
    if not EnquiryTarget.objects.filter(pk=target.pk, state=TargetState.ACCEPTED).update(state=TargetState.ENDED):
        raise RuleBrokenError(NOT_OPEN)
    call_off(target, by=by, at=at)
    record("talk.finished", on=target, by=by, at=at, side=side.value)
    tell_finished(target, other(side), by=by, at=at)
    _close_with_the_last(target, by=by, at=at)
    target.refresh_from_db()


@transaction.atomic
def call_off(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    """The conversation is over, and a meeting ahead with it: both are told where its calendar entry is taken out."""
    if not cancel_what_is_ahead(target, at=at):
        return
    record("meeting.cancelled", on=target, by=by, at=at, side="")
    for side in TWO_SIDES:
        tell_off(target, side, by=by, at=at)


def cancel_what_is_ahead(target: EnquiryTarget, *, at: datetime) -> int:
    """Meetings that will not take place; the calendar entry counts on. Returns how many."""
    Appointment.objects.filter(target=target, state=AppointmentState.PROPOSED).update(
        state=AppointmentState.PASSED, answered_at=at
    )
    ahead = Appointment.objects.filter(target=target, state=AppointmentState.AGREED, starts_at__gt=at).first()
    if ahead is None:
        return 0
    return Appointment.objects.filter(pk=ahead.pk, state=AppointmentState.AGREED).update(
        state=AppointmentState.CANCELLED, answered_at=at, sequence=ahead.sequence + 1
    )


def both_want_to_meet(target: EnquiryTarget) -> bool:
    """Whether times can be proposed."""
    return target.wishes.count() == 2  # one per side


def _delivered(target: EnquiryTarget) -> QuerySet[Enquiry]:
    return Enquiry.objects.filter(pk=target.enquiry_id, state=EnquiryState.DELIVERED)


def _told_lately(target: EnquiryTarget, side: Side, *, at: datetime) -> bool:
    """The last word was this side's own, and the letter about it went out within the hour."""
    last = target.messages.order_by("-written_at", "-pk").first()
    return last is not None and last.side == side and last.written_at > at - LETTER_RESTS


def _close_with_the_last(target: EnquiryTarget, *, by: Actor, at: datetime) -> None:
    if EnquiryTarget.objects.filter(enquiry_id=target.enquiry_id, state__in=STILL).exists():
        return
    if _delivered(target).update(state=EnquiryState.CLOSED, closed_reason=ClosedReason.FINISHED, closed_at=at):
        record("enquiry.closed", on=target.enquiry, by=by, at=at, why=ClosedReason.FINISHED.value)
