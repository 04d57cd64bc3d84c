"""Which room (table, booth) a consultation on the spot gets: an adviser keeps one where there are enough."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from tsunagu.matching.board import Board, Placement
from tsunagu.matching.states import Way


def numbered(board: Board, placements: Iterable[Placement]) -> tuple[Placement, ...]:
    """The placements in the order of the day, each with its room: 1 and up, 0 = online.

    Who was in a room stays there while it is free; else the lowest free number.
    """
    ordered = sorted(placements, key=lambda one: (board.numbers.index(one.slot), one.adviser, one.company))
    homes: dict[str, int] = {}
    rooms = max(board.rooms or 0, len(ordered))  # more than are there only if the timetable breaks that rule
    if board.rooms is not None and _most_at_once(ordered) <= board.rooms:
        rooms = board.rooms
    done = []
    for slot in board.numbers:
        here = [one for one in ordered if one.slot == slot]
        done += [replace(one, room=room) for one, room in zip(here, _rooms_at(here, homes, rooms), strict=True)]
    return tuple(done)


def _most_at_once(placements: list[Placement]) -> int:
    taken = Counter(one.slot for one in placements if one.way == Way.ROOM)
    return max(taken.values(), default=0)


def _rooms_at(here: list[Placement], homes: dict[str, int], rooms: int) -> list[int]:
    """Rooms of the consultations of one slot; `homes` remembers who sat where last."""
    on_the_spot = [one.adviser for one in here if one.way == Way.ROOM]
    given: dict[str, int] = {}
    for adviser in on_the_spot:
        if homes.get(adviser, 0) not in {0, *given.values()}:
            given[adviser] = homes[adviser]
    for adviser in on_the_spot:
        if adviser not in given:
            free = [number for number in range(1, rooms + 1) if number not in given.values()]
            given[adviser] = next((number for number in free if number not in homes.values()), free[0])
    homes |= given
    return [given[one.adviser] if one.way == Way.ROOM else 0 for one in here]
