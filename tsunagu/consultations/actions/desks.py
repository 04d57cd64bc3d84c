"""無料相談窓口: shifts are laid out, specialists asked for them, and answer. Nobody is in two places at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.consultations.desk_letters import ask_for_shift, tell_shift_answered, tell_shift_off
from tsunagu.consultations.models import DeskShift
from tsunagu.consultations.states import SHIFT_MOVES, SHIFTS_TAKEN, ShiftState
from tsunagu.journal.actions import record
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import Specialist

LONGEST = timedelta(hours=12)
LONGEST_PLACE = 200
BUSY = "この方は、この時間に、ほかの窓口の当番を頼まれています。"
NO_LOGIN = "この方は、つなぐにログインできません。電話などで頼んでください。"
MOVED = "この当番は、先に変わりました。画面を読み直してください。"
OVER = "この当番は、もう始まっています。"


@transaction.atomic
def add_shift(
    partner: Partner, starts_at: datetime, ends_at: datetime, place: str, *, is_online: bool, by: Actor, at: datetime
) -> DeskShift:
    """A time at the desk for which somebody is wanted. Refuses the past, more than 12 hours, and no place at all."""
    if starts_at <= at:
        raise RuleBrokenError("これからの時間を選んでください。", field="starts_at")
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise RuleBrokenError("終わりは、始まりから12時間までの間にしてください。", field="ends_at")
    if not (place.strip() or is_online):
        raise RuleBrokenError("場所を書くか、「オンライン」に印を付けてください。", field="place")
    if len(place) > LONGEST_PLACE:
        raise RuleBrokenError(f"{LONGEST_PLACE}文字までにしてください。", field="place")
    shift = DeskShift.objects.create(
        partner=partner, starts_at=starts_at, ends_at=ends_at, place=place.strip(), is_online=is_online, made_at=at
    )
    record("shift.added", on=shift, by=by, at=at, partner=partner.pk)
    return shift


@transaction.atomic
def ask_shift(shift: DeskShift, specialist: Specialist, *, by: Actor, at: datetime) -> DeskShift:
    """Ask one specialist for a shift; they get a letter. Of two shifts at overlapping times only one is asked.

    Refuses who cannot sign in, who is asked or accepted elsewhere then, a shift somebody has, and one that began.
    """
    _require_ahead(shift, at=at)
    if specialist.user is None:
        raise RuleBrokenError(NO_LOGIN, field="riss_no")
    _one_at_a_time(specialist)
    taken = DeskShift.objects.filter(specialist=specialist, state__in=SHIFTS_TAKEN)
    if taken.filter(starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at).exists():
        raise RuleBrokenError(BUSY, field="riss_no")
    try:
        with transaction.atomic():
            _move(shift, ShiftState.ASKED, specialist=specialist, asked_at=at, answered_at=None)
    except IntegrityError:
        raise RuleBrokenError(BUSY, field="riss_no") from None
    record("shift.asked", on=shift, by=by, at=at, specialist=specialist.pk)
    ask_for_shift(shift, by=by, at=at)
    return shift


@transaction.atomic
def answer_shift(shift: DeskShift, *, is_accepted: bool, by: Actor, at: datetime) -> DeskShift:
    """The specialist answers, and may step back until it begins: then the shift is open again. The asker is told."""
    _require_ahead(shift, at=at)
    who = shift.specialist
    if is_accepted:
        _move(shift, ShiftState.ACCEPTED, answered_at=at)
    else:
        _move(shift, ShiftState.OPEN, specialist=None, answered_at=at)
    record("shift.answered", on=shift, by=by, at=at, is_accepted=is_accepted, specialist=who.pk if who else 0)
    tell_shift_answered(shift, by=by, at=at)
    return shift


@transaction.atomic
def cancel_shift(shift: DeskShift, *, by: Actor, at: datetime) -> DeskShift:
    """The desk is not open then; who was asked or had accepted is told. Refuses one that began."""
    _require_ahead(shift, at=at)
    had = shift.state_now in SHIFTS_TAKEN
    _move(shift, ShiftState.CANCELLED)
    record("shift.cancelled", on=shift, by=by, at=at)
    if had:
        tell_shift_off(shift, by=by, at=at)
    return shift


def _one_at_a_time(specialist: Specialist) -> None:
    """Two who ask the same person at once: the second waits for the first (a write locks the row)."""
    Specialist.objects.filter(pk=specialist.pk).update(name=F("name"))


def _move(shift: DeskShift, to: ShiftState, **columns: Any) -> None:
    was = shift.state_now
    if to not in SHIFT_MOVES[was]:
        raise RuleBrokenError(f"「{was.label}」から「{to.label}」へは進めません。")
    mine = DeskShift.objects.filter(pk=shift.pk, state=was, specialist=shift.specialist_id)
    if not mine.update(state=to, **columns):
        raise RuleBrokenError(MOVED)
    shift.refresh_from_db()


def _require_ahead(shift: DeskShift, *, at: datetime) -> None:
    if shift.starts_at <= at:
        raise RuleBrokenError(OVER)
