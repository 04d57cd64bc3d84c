"""What each button of the board does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.events.models import Event
from tsunagu.matching import actions
from tsunagu.matching.board import Pair, Pin, Seat
from tsunagu.matching.models import Board
from tsunagu.matching.pairs import move_to

# What is said on the next page.
SAID = {
    "solve": "組みました。",
    "wishes": "組み方を変えました。「組む」を押すと使われます。",
    "publish": "公表しました。予定が変わった方に、メールで知らせます。",
    "place": "動かしました。この組は固定されています。",
    "force": "この組を固定して、ほかを組み直しました。",
    "remove": "外しました。",
    "pin": "固定しました。",
    "unpin": "固定を外しました。",
    "forbid": "この組み合わせは「しない」にしました。",
    "allow": "「しない」を取り消しました。",
    "walk_in": "当日の相談に入れました。「個別相談」の一覧に出ています。",
    "stop": "計算を止めました。",
}
LONGEST_KEY = 18  # digits; longer ones are no key of ours and fit no database
UNKNOWN = "この操作は、ここではできません。画面を読み直してください。"


def act(event: Event, board: Board | None, told: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Do what a button says. Raises RuleBrokenError, also for a button that is none."""
    if told["do"] == "open":
        actions.open_board(event, by=by, at=at)
        return
    if board is None or told["do"] not in ACTS:
        raise RuleBrokenError(UNKNOWN)
    ACTS[told["do"]](board, told, by, at)


def _pair(told: dict[str, Any]) -> Pair:
    if not all(key.isdecimal() and len(key) <= LONGEST_KEY for key in (told["company"], told["adviser"])):
        raise RuleBrokenError(UNKNOWN)
    return told["company"], told["adviser"]


def _seat(told: dict[str, Any]) -> Seat:
    if told["slot"] is None:
        raise RuleBrokenError(UNKNOWN)
    return *_pair(told), told["slot"]


def _solve(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.ask_to_solve(board, seen=told["seen"], by=by, at=at)


def _wishes(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    wishes = {name: told[name] for name in ("consultations", "fewest_gaps", "most_in_a_row")}
    actions.set_wishes(board, **wishes, seen=told["seen"], by=by, at=at)


def _publish(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.publish_board(board, seen=told["seen"], by=by, at=at)


def _stop(board: Board, _told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.stop_solving(board, by=by, at=at)


def _place(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    company, adviser, slot = _seat(told)
    actions.place(board, move_to(board, (company, adviser), slot), seen=told["seen"], by=by, at=at)


def _force(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.force_pair(board, Pin(*_pair(told)), seen=told["seen"], by=by, at=at)


def _remove(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.take_out(board, _seat(told), seen=told["seen"], by=by, at=at)


def _pin(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.pin(board, _seat(told), seen=told["seen"], by=by, at=at)


def _unpin(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.unpin(board, _seat(told), seen=told["seen"], by=by, at=at)


def _walk_in(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    company, adviser = _pair(told)
    actions.take_walk_in(board, (company, adviser), room=told["room"], by=by, at=at)


def _forbid(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.forbid(board, _pair(told), seen=told["seen"], by=by, at=at)


def _allow(board: Board, told: dict[str, Any], by: Actor, at: datetime) -> None:
    actions.allow(board, _pair(told), seen=told["seen"], by=by, at=at)


ACTS: dict[str, Callable[[Board, dict[str, Any], Actor, datetime], None]] = {
    "solve": _solve, "wishes": _wishes, "publish": _publish, "stop": _stop, "place": _place, "force": _force,
    "remove": _remove, "pin": _pin, "unpin": _unpin, "forbid": _forbid, "allow": _allow,
    "walk_in": _walk_in,
}  # fmt: skip
