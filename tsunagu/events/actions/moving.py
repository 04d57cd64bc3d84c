"""An event gets other hours: the slots go with it, and who was reminded of the old day is reminded of the new one."""

from __future__ import annotations

from datetime import datetime

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.models import Event, EventRegistration, EventSlot

OUTSIDE = "個別相談の枠が、新しい時間からはみ出します。終わりの時刻を直してください。"


def move_along(event: Event, *, was: datetime) -> None:
    """Shift the slots by as much as the beginning moved from `was`. Inside the transaction of the action that calls.

    Refuses when a slot does not fit between the new beginning and the new end.
    """
    delta = event.starts_at - was
    slots = list(EventSlot.objects.filter(event=event))
    for slot in slots:
        slot.starts_at += delta
        slot.ends_at += delta
        if slot.starts_at < event.starts_at or slot.ends_at > event.ends_at:
            raise RuleBrokenError(OUTSIDE, field="ends_at")
    if delta:
        EventSlot.objects.bulk_update(slots, ["starts_at", "ends_at"])
    if day_of(event.starts_at) != day_of(was):
        EventRegistration.objects.filter(event=event).update(reminded_at=None)
