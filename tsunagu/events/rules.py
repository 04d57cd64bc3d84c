"""What an event allows, as plain functions. Source: issue 4 §1; reference 12 (定員・受付・お断り・参加)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tsunagu.events.states import EventState

MOST_PERSONS = 3  # issue 4 §1: one to three people of an organisation
MOST_CAPACITY = 2_000
MOST_SLOTS = 40
MOST_ROOMS = 30
SLOT_MINUTES = 30  # product J3: 30-minute individual consultations
SHORTEST_SLOT, LONGEST_SLOT = 10, 120


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody on the waiting list: the registration's number and how many people it is for."""

    registration_id: int
    persons: int


def moving_up(waiting: Iterable[Waiter], *, free: int) -> list[Waiter]:
    """Who moves up when `free` seats are free: in the order of the list, each one that fits (first that fits)."""
    lucky = []
    for one in waiting:
        if one.persons <= free:
            lucky.append(one)
            free -= one.persons
    return lucky


def takes_registrations(state: EventState, closes_at: datetime, *, at: datetime) -> bool:
    """Whether the public may still register."""
    return state is EventState.ANNOUNCED and at < closes_at


def why_not_open(state: EventState, closes_at: datetime, *, at: datetime) -> str:
    """The sentence for who wants to register and cannot; "" when they can."""
    if state is EventState.CANCELLED:
        return "この催しは中止になりました。"
    if state is EventState.HELD:
        return "この催しは終わりました。"
    if takes_registrations(state, closes_at, at=at):
        return ""
    return "申込みの受付は終わりました。"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotPlan:
    """How slots lie: `number` of `minutes` each, in `rooms` places at once (0 = online only).

    After `break_after` of them (0: never) comes a break of `break_minutes`.
    """

    first_at: datetime
    number: int
    minutes: int = SLOT_MINUTES
    rooms: int = 0
    break_after: int = 0
    break_minutes: int = 0


def slot_times(plan: SlotPlan) -> list[tuple[datetime, datetime]]:
    """Beginning and end of each slot."""
    found, begins = [], plan.first_at
    for place in range(1, plan.number + 1):
        ends = begins + timedelta(minutes=plan.minutes)
        found.append((begins, ends))
        begins = ends + timedelta(minutes=plan.break_minutes if place == plan.break_after else 0)
    return found
