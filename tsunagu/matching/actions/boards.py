"""A board is opened; its wishes are set; every change takes the next version, and only one can."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.models import Event, EventSlot
from tsunagu.events.states import EventKind, EventState
from tsunagu.journal.actions import record
from tsunagu.matching.board import Placement, Seat
from tsunagu.matching.models import Board, BoardChange, BoardPlacement
from tsunagu.matching.queries import is_over
from tsunagu.matching.states import BoardState, ChangeVerb

MOST_IN_A_ROW = 20
NO_SLOTS = "個別相談の枠がありません。先に枠を作ってください。"
OVER = "この催しは終わったか、中止になりました。"


class BoardChangedError(RuleBrokenError):
    """Somebody changed the board since it was opened here. `seen`: the version this page was made from."""

    def __init__(self, seen: int) -> None:
        super().__init__("ほかの人が先に変えました。下の「変わったところ」を見て、もう一度してください。")
        self.seen = seen


@transaction.atomic
def open_board(event: Event, *, by: Actor, at: datetime) -> Board:
    """The board of a consultation day, made at the first visit. Refuses other events, days without slots or over."""
    if event.kind_now is not EventKind.CONSULTATION_DAY:
        raise RuleBrokenError("組み合わせは、相談会にだけあります。")
    if not EventSlot.objects.filter(event=event).exists():
        raise RuleBrokenError(NO_SLOTS)
    if is_over(event, at=at):
        raise RuleBrokenError(OVER)
    board, is_new = Board.objects.get_or_create(event=event, defaults={"scope": event.scope, "made_at": at})
    if is_new:
        record("board.opened", on=board, by=by, at=at)
    return board


@transaction.atomic
def set_wishes(
    board: Board, *, consultations: int, fewest_gaps: bool, most_in_a_row: int, seen: int, by: Actor, at: datetime
) -> Board:
    """How the next search works. Refuses numbers out of bounds, and who was overtaken."""
    if consultations not in {1, 2}:
        raise RuleBrokenError("1社あたりの相談は、1回か2回です。", field="consultations")
    if not 0 <= most_in_a_row <= MOST_IN_A_ROW:
        raise RuleBrokenError(f"続ける数は、0から{MOST_IN_A_ROW}までです。", field="most_in_a_row")
    wishes: dict[str, Any] = {
        "consultations": consultations,
        "fewest_gaps": fewest_gaps,
        "most_in_a_row": most_in_a_row,
    }
    return change(board, ChangeVerb.WISHES, seen=seen, by=by, at=at, **wishes)


@transaction.atomic
def change(
    board: Board,
    verb: ChangeVerb,
    *,
    seen: int,
    by: Actor,
    at: datetime,
    goes: Iterable[Seat] = (),
    comes: Iterable[Seat] = (),
    is_while_solving: bool = False,
    **fields: Any,
) -> Board:
    """Take the next version in one statement, and say what changed. Raises BoardChangedError.

    `is_while_solving`: also while a search runs; what it finds is refused then, for it is of an older version.
    """
    if board.event.state_now in {EventState.HELD, EventState.CANCELLED}:
        raise RuleBrokenError(OVER)
    mine = Board.objects.filter(pk=board.pk, version=seen)
    if verb is not ChangeVerb.SOLVED and not is_while_solving:
        mine = mine.exclude(state=BoardState.SOLVING)
    if not mine.update(version=seen + 1, **fields):
        raise BoardChangedError(seen)
    board.refresh_from_db()
    BoardChange.objects.create(
        board=board, version=board.version, verb=verb, goes=sorted(goes), comes=sorted(comes), made_by=by.name,
        made_at=at,
    )  # fmt: skip
    record(f"board.{verb.value}", on=board, by=by, at=at, version=board.version)
    return board


def require_seen(board: Board, seen: int) -> None:
    """Who was overtaken hears that first. Raises BoardChangedError; `change` decides once more in its statement."""
    if not Board.objects.filter(pk=board.pk, version=seen).exists():
        raise BoardChangedError(seen)


def write_placements(board: Board, placements: Iterable[Placement], *, pinned: Collection[Seat]) -> None:
    """Make the rows of the board exactly these. Inside a transaction."""
    slots = dict(EventSlot.objects.filter(event=board.event_id).values_list("number", "pk"))
    BoardPlacement.objects.filter(board=board).delete()
    BoardPlacement.objects.bulk_create(
        BoardPlacement(
            board=board, registration_id=int(one.company), specialist_id=int(one.adviser), slot_id=slots[one.slot],
            room=one.room, is_pinned=one.seat in pinned,
        )
        for one in placements
    )  # fmt: skip


def pinned_seats(board: Board) -> frozenset[Seat]:
    """Seats that are pinned."""
    rows = board.placements.filter(is_pinned=True).values_list("registration_id", "specialist_id", "slot__number")
    return frozenset((str(company), str(person), number) for company, person, number in rows)
