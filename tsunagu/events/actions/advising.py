"""Slots of a consultation day, and the specialists asked to advise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.endings import tell_adviser_ended
from tsunagu.events.letters import ask_to_advise
from tsunagu.events.models import Event, EventAdviser, EventSlot
from tsunagu.events.rules import LONGEST_SLOT, MOST_ROOMS, MOST_SLOTS, SHORTEST_SLOT, SlotPlan, slot_times
from tsunagu.events.states import AdviserState, EventKind, EventState
from tsunagu.journal.actions import record
from tsunagu.specialists.models import Specialist

OVER = (EventState.HELD, EventState.CANCELLED)


@transaction.atomic
def set_slots(event: Event, plan: SlotPlan, *, by: Actor, at: datetime) -> list[EventSlot]:
    """Lay out the slots anew.

    Refuses other kinds, numbers out of bounds, times beyond the event, and once a consultation stands in one of them.
    """
    _refuse_plan(event, plan)
    times = slot_times(plan)
    if not event.starts_at <= plan.first_at or times[-1][1] > event.ends_at:
        raise RuleBrokenError("個別相談の時間が、催しの時間からはみ出しています。", field="number")
    try:
        EventSlot.objects.filter(event=event).delete()
    except ProtectedError as standing:
        raise RuleBrokenError("もう個別相談の予定が入っています。枠は変えられません。") from standing
    rows = [
        EventSlot(event=event, number=place, starts_at=begins, ends_at=ends)
        for place, (begins, ends) in enumerate(times, start=1)
    ]
    EventSlot.objects.bulk_create(rows)
    Event.objects.filter(pk=event.pk).update(slot_minutes=plan.minutes, rooms=plan.rooms)
    event.refresh_from_db()
    record("event.slots_set", on=event, by=by, at=at, number=plan.number, minutes=plan.minutes, rooms=plan.rooms)
    return rows


def _refuse_plan(event: Event, plan: SlotPlan) -> None:
    if event.kind_now is not EventKind.CONSULTATION_DAY or event.state_now in OVER:
        raise RuleBrokenError("個別相談の枠は、これからの相談会にだけ作れます。")
    if not 1 <= plan.number <= MOST_SLOTS:
        raise RuleBrokenError(f"枠の数は、1から{MOST_SLOTS}までです。", field="number")
    if not SHORTEST_SLOT <= plan.minutes <= LONGEST_SLOT:
        raise RuleBrokenError(f"1枠は、{SHORTEST_SLOT}分から{LONGEST_SLOT}分までです。", field="minutes")
    if not 0 <= plan.rooms <= MOST_ROOMS:
        raise RuleBrokenError(f"部屋の数は、0から{MOST_ROOMS}までです。", field="rooms")


@transaction.atomic
def ask_adviser(event: Event, specialist: Specialist, most: int, *, by: Actor, at: datetime) -> EventAdviser:
    """Ask a specialist to advise, `most` consultations at most; they get a letter. Refuses a second time."""
    if event.kind_now is not EventKind.CONSULTATION_DAY or event.state_now in OVER:
        raise RuleBrokenError("相談員は、これからの相談会にだけ頼めます。")
    if specialist.user is None:
        raise RuleBrokenError("この方は、つなぐにログインできません。電話などで頼んでください。", field="riss_no")
    if not 1 <= most <= MOST_SLOTS:
        raise RuleBrokenError(f"件数は、1から{MOST_SLOTS}までです。", field="most")
    first = {"most": most, "asked_at": at}
    adviser, is_new = EventAdviser.objects.get_or_create(event=event, specialist=specialist, defaults=first)
    if not is_new:
        raise RuleBrokenError("この方には、もう頼んでいます。", field="riss_no")
    record("event_adviser.asked", on=adviser, by=by, at=at, event=event.pk)
    ask_to_advise(adviser, by=by, at=at)
    return adviser


@transaction.atomic
def answer_adviser(
    adviser: EventAdviser,
    *,
    is_accepted: bool,
    free_slots: Sequence[int] = (),
    most: int | None = None,
    is_online: bool = False,
    by: Actor,
    at: datetime,
) -> EventAdviser:
    """The specialist answers, and may answer anew until the event begins. `free_slots`: all when none is named.

    Who declines after the timetable was published leaves it at once.
    """
    event = adviser.event
    if event.state_now in OVER or at >= event.starts_at:
        raise RuleBrokenError("この相談会は、もう返事を変えられません。主催者に連絡してください。")
    numbers = list(EventSlot.objects.filter(event=event).order_by("number").values_list("number", flat=True))
    chosen = [number for number in numbers if number in free_slots] or numbers
    most = adviser.most if most is None else most
    if is_accepted and not 1 <= most <= MOST_SLOTS:
        raise RuleBrokenError(f"件数は、1から{MOST_SLOTS}までです。", field="most")
    state = AdviserState.ACCEPTED if is_accepted else AdviserState.DECLINED
    EventAdviser.objects.filter(pk=adviser.pk).update(
        state=state,
        free_slots=chosen if is_accepted else [],
        most=max(most, 1),
        is_online=is_online,
        answered_at=at,
    )
    adviser.refresh_from_db()
    record("event_adviser.answered", on=adviser, by=by, at=at, state=state.value, slots=len(adviser.free_slots))
    if not is_accepted:
        tell_adviser_ended(event, adviser.specialist_id, by=by, at=at)
    return adviser
