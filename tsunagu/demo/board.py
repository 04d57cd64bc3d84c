"""The boards of the coming consultation days: solved, one pair pinned by hand, not published yet."""

from __future__ import annotations

from tsunagu.base.actor import Actor
from tsunagu.demo.staffing import Occasion
from tsunagu.events.models import Event
from tsunagu.events.states import EventKind, EventState
from tsunagu.matching.actions import ask_to_solve, open_board, pin
from tsunagu.matching.reading import advisers_of, companies_of, seats_of

BY = Actor("demo", "見本 コーディネーター")
COMING = (EventState.ANNOUNCED, EventState.CLOSED)


def enter_boards(occasion: Occasion) -> int:
    """A board for every coming consultation day with companies and advisers; how many."""
    days = Event.objects.filter(kind=EventKind.CONSULTATION_DAY, state__in=COMING, starts_at__gt=occasion.at)
    ready = [one for one in days.order_by("starts_at") if companies_of(one) and advisers_of(one)]
    for event in ready:
        opened = open_board(event, by=BY, at=occasion.at)
        board = ask_to_solve(opened, seen=0, by=BY, at=occasion.at)
        first = min(seats_of(board), key=lambda seat: (seat[2], seat))
        pin(board, first, seen=board.version, by=BY, at=occasion.at)
    return len(ready)
