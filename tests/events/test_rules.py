"""Who moves up, when one may register, when slots are."""

from datetime import timedelta

import pytest

from tests.specialists.published import AT
from tsunagu.events.rules import SlotPlan, Waiter, moving_up, slot_times, takes_registrations, why_not_open
from tsunagu.events.states import EVENT_MOVES, REGISTRATION_MOVES, REQUEST_MOVES, EventState

HALF_AN_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("persons", "free", "lucky"),
    [
        ([1, 1, 1], 2, [0, 1]),
        ([3, 1], 2, [1]),
        ([2, 3, 1], 3, [0, 2]),
        ([2], 1, []),
        ([], 5, []),
        ([1], 0, []),
    ],
)
def test_the_first_that_fits_moves_up(persons: list[int], free: int, lucky: list[int]) -> None:
    waiting = [Waiter(place, number) for place, number in enumerate(persons)]

    assert [one.registration_id for one in moving_up(waiting, free=free)] == lucky


@pytest.mark.parametrize(
    ("state", "hours", "is_open", "why"),
    [
        (EventState.ANNOUNCED, 1, True, ""),
        (EventState.ANNOUNCED, 0, False, "申込みの受付は終わりました。"),
        (EventState.CLOSED, 1, False, "申込みの受付は終わりました。"),
        (EventState.HELD, 1, False, "この催しは終わりました。"),
        (EventState.CANCELLED, 1, False, "この催しは中止になりました。"),
    ],
)
def test_one_registers_while_it_is_announced_and_not_closed(state, hours, is_open, why) -> None:
    closes_at = AT + timedelta(hours=hours)

    assert (takes_registrations(state, closes_at, at=AT), why_not_open(state, closes_at, at=AT)) == (is_open, why)


def test_slots_follow_one_another_with_a_break() -> None:
    found = slot_times(SlotPlan(first_at=AT, number=3, break_after=2, break_minutes=15))

    begins = [AT, AT + HALF_AN_HOUR, AT + 2 * HALF_AN_HOUR + timedelta(minutes=15)]
    assert found == [(one, one + HALF_AN_HOUR) for one in begins]


@pytest.mark.parametrize("moves", [EVENT_MOVES, REGISTRATION_MOVES, REQUEST_MOVES])
def test_every_state_has_its_moves(moves) -> None:
    assert set(moves) == set(type(next(iter(moves))))
