"""Meetings: one side proposes up to three times, the other takes one; changed and cancelled are states of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.conversations import both_want_to_meet, cancel_what_is_ahead, hold_open
from tsunagu.directory.models import Appointment, EnquiryTarget
from tsunagu.directory.states import AppointmentState, MeetingWay, Side, TargetState
from tsunagu.directory.talk_letters import ask_afterword, tell_agreed, tell_cancelled, tell_changed, tell_times
from tsunagu.directory.talk_rules import MINUTES, TWO_SIDES, checked_place, checked_times, other
from tsunagu.journal.actions import record

NOT_BOTH = "日時を決めるのは、二人とも「会って話したい」と答えてからです。"
GONE = "この日時は、もう選べません。画面を読み直してください。"
TOO_LATE = "この日時は過ぎました。別の日時を提案してください。"
NO_MEETING = "決まっている面談がありません。画面を読み直してください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """What all proposed times have in common. `place`: may be left to the other side."""

    way: MeetingWay
    place: str = ""
    minutes: int = 60


@transaction.atomic
def propose_times(
    target: EnquiryTarget, side: Side, times: Sequence[datetime], plan: MeetingPlan, *, by: Actor, at: datetime
) -> list[Appointment]:
    """Propose one to three times; earlier proposals of either side give way. What is agreed stands until one is taken.

    Refuses before both want to meet, times too soon or too far, a place or length that cannot be.
    """
    wanted, place = checked_times(times, at=at), checked_place(plan.place, plan.way)
    if plan.minutes not in MINUTES:
        raise RuleBrokenError("長さを選んでください。", field="minutes")
    hold_open(target)
    if not both_want_to_meet(target):
        raise RuleBrokenError(NOT_BOTH)
    _of(target, AppointmentState.PROPOSED).update(state=AppointmentState.PASSED, answered_at=at)
    proposed = [
        Appointment.objects.create(
            target=target, scope=target.scope, starts_at=starts_at, minutes=plan.minutes, way=plan.way, place=place,
            proposed_side=side, proposed_at=at,
        )
        for starts_at in wanted
    ]  # fmt: skip
    record("meeting.proposed", on=target, by=by, at=at, side=side.value, times=len(wanted))
    tell_times(target, other(side), by=by, at=at)
    return proposed


@transaction.atomic
def take_time(
    appointment: Appointment, side: Side, place: str = "", *, site: str, by: Actor, at: datetime
) -> Appointment:
    """The other side takes one of the times: the rest pass, a meeting agreed before is changed to this one.

    `site`: the service's host name, for the calendar entry. Refuses one's own proposal, one that is gone or past,
    a meeting without a place. Of two at once one wins.
    """
    target = appointment.target
    hold_open(target)
    where = checked_place(appointment.place or place, MeetingWay(appointment.way))
    if appointment.proposed_side == side:
        raise RuleBrokenError("自分の提案は、相手が選びます。")
    if appointment.starts_at <= at:
        raise RuleBrokenError(TOO_LATE)
    if not where:
        raise RuleBrokenError("場所、リンク、電話番号のどれかを入れてください。", field="place")
    before = _of(target, AppointmentState.AGREED).first()
    if before is not None:
        _of(target, AppointmentState.AGREED).update(state=AppointmentState.CHANGED, answered_at=at)
    taken = _of(target, AppointmentState.PROPOSED).filter(pk=appointment.pk)
    entry = {
        "uid": before.uid if before else f"meeting-{appointment.pk}@{site}",
        "sequence": before.sequence + 1 if before else 0,
    }
    if not taken.update(state=AppointmentState.AGREED, answered_at=at, place=where, **entry):
        raise RuleBrokenError(GONE)
    _of(target, AppointmentState.PROPOSED).update(state=AppointmentState.PASSED, answered_at=at)
    record("meeting.changed" if before else "meeting.agreed", on=target, by=by, at=at, side=side.value)
    for one in TWO_SIDES:
        (tell_changed if before else tell_agreed)(target, one, by=by, at=at)
    appointment.refresh_from_db()
    return appointment


@transaction.atomic
def cancel_meeting(target: EnquiryTarget, side: Side, *, by: Actor, at: datetime) -> None:
    """Either side calls a meeting off that lies ahead; new times may be proposed. RuleBrokenError: there is none."""
    hold_open(target)
    if not cancel_what_is_ahead(target, at=at):
        raise RuleBrokenError(NO_MEETING)
    record("meeting.cancelled", on=target, by=by, at=at, side=side.value)
    tell_cancelled(target, other(side), by=by, at=at)


@dataclass(frozen=True, slots=True)
class MeetingsMoved:
    """What one round did."""

    met: int
    cancelled: int


def move_meetings(*, by: Actor, at: datetime) -> MeetingsMoved:
    """One round: meetings that are over are asked about, those of conversations that ended are off."""
    agreed = Appointment.objects.filter(state=AppointmentState.AGREED).select_related(
        "target__enquiry", "target__specialist__user"
    )
    begun = agreed.filter(starts_at__lte=at).order_by("pk")
    met = sum(close_meeting(one, by=by, at=at) for one in list(begun) if ends_at(one) <= at)
    ended = agreed.filter(target__state=TargetState.ENDED, starts_at__gt=at).order_by("pk")
    return MeetingsMoved(met, sum(_cancel_ended(one, by=by, at=at) for one in list(ended)))


@transaction.atomic
def close_meeting(meeting: Appointment, *, by: Actor, at: datetime) -> bool:
    """A meeting is over: both are asked once per conversation how it went. False: closed or called off meanwhile."""
    target = meeting.target
    is_first = not _of(target, AppointmentState.MET).exists()
    standing = _of(target, AppointmentState.AGREED).filter(pk=meeting.pk)
    if not standing.update(state=AppointmentState.MET, answered_at=at):
        return False
    record("meeting.met", on=target, by=by, at=at)
    for side in TWO_SIDES if is_first else ():
        ask_afterword(target, side, by=by, at=at)
    return True


def ends_at(meeting: Appointment) -> datetime:
    """When it is over."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def _of(target: EnquiryTarget, state: AppointmentState) -> QuerySet[Appointment]:
    return Appointment.objects.filter(target=target, state=state)


@transaction.atomic
def _cancel_ended(meeting: Appointment, *, by: Actor, at: datetime) -> bool:
    """The letter about the end told both already."""
    if not cancel_what_is_ahead(meeting.target, at=at):
        return False
    record("meeting.cancelled", on=meeting.target, by=by, at=at, side="")
    return True
