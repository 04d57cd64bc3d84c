"""Changes by hand: put, taken out, pinned, kept apart. What breaks a hard rule is refused, in words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.matching.actions.boards import change, pinned_seats, require_seen, write_placements
from tsunagu.matching.board import Pair, Seat
from tsunagu.matching.models import Board, BoardRule
from tsunagu.matching.moves import Effect, Move, effect, removal
from tsunagu.matching.reading import day_of_board, placements_of
from tsunagu.matching.states import BoardState, ChangeVerb

GONE = "この組み合わせは、もうありません。画面を読み直してください。"
NO_SLOT = "この時間の枠は、もうありません。画面を読み直してください。"


@transaction.atomic
def place(board: Board, move: Move, *, seen: int, by: Actor, at: datetime) -> Board:
    """Put a company somewhere, pinned; who sat there takes the seat it left. Refuses what breaks a rule."""
    require_seen(board, seen)
    day = day_of_board(board)
    before = placements_of(board, day)
    if move.leaving is not None and move.leaving not in {one.seat for one in before}:
        raise RuleBrokenError(GONE)
    if move.slot not in day.numbers:
        raise RuleBrokenError(NO_SLOT)
    found = effect(day, before, move)
    if found.broken:
        raise RuleBrokenError("。".join(dict.fromkeys(one.broken.label for one in found.broken)) + "。")
    return _write(board, found, ChangeVerb.PLACED, pin_at=move.seat, seen=seen, by=by, at=at)


@transaction.atomic
def take_out(board: Board, seat: Seat, *, seen: int, by: Actor, at: datetime) -> Board:
    """A consultation leaves the board. Refuses one that is not on it."""
    require_seen(board, seen)
    day = day_of_board(board)
    before = placements_of(board, day)
    if seat not in {one.seat for one in before}:
        raise RuleBrokenError(GONE)
    return _write(board, removal(day, before, seat), ChangeVerb.REMOVED, pin_at=None, seen=seen, by=by, at=at)


@transaction.atomic
def pin(board: Board, seat: Seat, *, seen: int, by: Actor, at: datetime) -> Board:
    """What stands stays where it is in the next search. Refuses what does not stand."""
    return _set_pin(board, seat, is_pinned=True, seen=seen, by=by, at=at)


@transaction.atomic
def unpin(board: Board, seat: Seat, *, seen: int, by: Actor, at: datetime) -> Board:
    """The next search may move it. Refuses what does not stand."""
    return _set_pin(board, seat, is_pinned=False, seen=seen, by=by, at=at)


@transaction.atomic
def forbid(board: Board, pair: Pair, *, seen: int, by: Actor, at: datetime) -> Board:
    """These two are kept apart on this day; if they stand on the board, they leave it."""
    require_seen(board, seen)
    day = day_of_board(board)
    if pair[0] not in day.company or pair[1] not in day.adviser:
        raise RuleBrokenError(GONE)
    before = placements_of(board, day)
    BoardRule.objects.get_or_create(board=board, registration_id=int(pair[0]), specialist_id=int(pair[1]))
    standing = next((one.seat for one in before if one.seat[:2] == pair), None)
    if standing is None:
        return change(board, ChangeVerb.FORBIDDEN, seen=seen, by=by, at=at)
    return _write(board, removal(day, before, standing), ChangeVerb.FORBIDDEN, pin_at=None, seen=seen, by=by, at=at)


@transaction.atomic
def allow(board: Board, pair: Pair, *, seen: int, by: Actor, at: datetime) -> Board:
    """These two may meet again."""
    BoardRule.objects.filter(board=board, registration=int(pair[0]), specialist=int(pair[1])).delete()
    return change(board, ChangeVerb.ALLOWED, seen=seen, by=by, at=at)


def _set_pin(board: Board, seat: Seat, *, is_pinned: bool, seen: int, by: Actor, at: datetime) -> Board:
    require_seen(board, seen)
    company, adviser, slot = seat
    rows = board.placements.filter(registration=int(company), specialist=int(adviser), slot__number=slot)
    if not rows.update(is_pinned=is_pinned):
        raise RuleBrokenError(GONE)
    verb = ChangeVerb.PINNED if is_pinned else ChangeVerb.UNPINNED
    return change(board, verb, seen=seen, by=by, at=at, comes=[seat] if is_pinned else [])


def _write(
    board: Board, found: Effect, verb: ChangeVerb, *, pin_at: Seat | None, seen: int, by: Actor, at: datetime
) -> Board:
    pinned = pinned_seats(board) | ({pin_at} if pin_at else set())
    changed = change(
        board, verb, seen=seen, by=by, at=at, goes=found.goes, comes=found.comes, state=BoardState.READY
    )  # fmt: skip
    write_placements(changed, found.after, pinned=pinned)
    return changed
