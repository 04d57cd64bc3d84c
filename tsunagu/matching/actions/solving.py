"""The board is solved: at once where that is quick, else by a job one can watch, stop, and come back to."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.matching.actions.boards import BoardChangedError, change, pinned_seats, write_placements
from tsunagu.matching.board import Board as Day
from tsunagu.matching.board import Pin, Seat, Timetable
from tsunagu.matching.models import Board
from tsunagu.matching.reading import day_of_board, seats_of
from tsunagu.matching.solver import forcing, solve
from tsunagu.matching.states import BoardState, ChangeVerb, SolveStatus
from tsunagu.upkeep.actions.jobs import enqueue_job, request_cancel
from tsunagu.upkeep.queries import find_job

JOB = "board.solve"
LONG = 3_000  # companies × advisers × slots from which a search with wishes may take longer than a page should
NOBODY = "個別相談を希望する会社か、引き受けた専門家がまだいません。"


def is_long(day: Day) -> bool:
    """Whether the search should run as a job (promises §5: over 2 s shows progress)."""
    cells = len(day.companies) * len(day.advisers) * len(day.slots)
    return cells > LONG and (day.options.fewest_gaps or day.options.consultations > 1)


def ask_to_solve(board: Board, *, seen: int, by: Actor, at: datetime) -> Board:
    """Solve now, or have a job do it. Refuses an empty day, pins that cannot all hold, and who was overtaken."""
    day = day_of_board(board)
    if not day.companies or not day.advisers:
        raise RuleBrokenError(NOBODY)
    if not is_long(day):
        return solve_board(board, seen=seen, by=by, at=at)
    return _enqueue(board, seen=seen, by=by, at=at)


@transaction.atomic
def _enqueue(board: Board, *, seen: int, by: Actor, at: datetime) -> Board:
    waiting = Board.objects.filter(pk=board.pk, version=seen).exclude(state=BoardState.SOLVING)
    if not waiting.update(state=BoardState.SOLVING):
        raise BoardChangedError(seen)
    job = enqueue_job(JOB, {"board": board.pk, "seen": seen, "was": board.state}, by=by, at=at)
    Board.objects.filter(pk=board.pk).update(job_id=job.pk)
    board.refresh_from_db()
    return board


def solve_board(board: Board, *, seen: int, by: Actor, at: datetime) -> Board:
    """Write the best timetable found. Pins stay. Refuses pins that cannot all hold, and who was overtaken."""
    return keep(board, solve(day_of_board(board)), seen=seen, by=by, at=at)


def keep(board: Board, found: Timetable, *, seen: int, by: Actor, at: datetime) -> Board:
    """Write a timetable that was found, pins as they are. Refuses as `solve_board` does."""
    return _keep(board, found, pinned_seats(board), seen=seen, by=by, at=at)


def force_pair(board: Board, wanted: Pin, *, seen: int, by: Actor, at: datetime) -> Board:
    """Pin two who do not meet; the others move as little as they can. Refuses what cannot be, and who was overtaken."""
    found = solve(forcing(day_of_board(board), seats_of(board), wanted))
    seats = {one.seat for one in found.placements if one.seat[:2] == wanted.pair}
    return _keep(board, found, pinned_seats(board) | seats, seen=seen, by=by, at=at)


@transaction.atomic
def stop_solving(board: Board, *, by: Actor, at: datetime) -> None:
    """A search that runs is given up; the board stays as it was. Refuses when none runs."""
    job = find_job(board.job_id) if board.job_id else None
    if job is None or board.state_now is not BoardState.SOLVING:
        raise RuleBrokenError("計算は、もう終わっています。")
    with suppress(RuleBrokenError):  # the job died without a word: the board is freed all the same
        request_cancel(job, by=by, at=at)
    give_up(board, was=BoardState(job.arguments["was"]), job=job.pk)


def give_up(board: Board, *, was: BoardState, job: int) -> None:
    """The board stands as before this search; one that was begun after it goes on."""
    Board.objects.filter(pk=board.pk, state=BoardState.SOLVING, job_id=job).update(state=was, job_id=None)


@transaction.atomic
def _keep(board: Board, found: Timetable, pinned: frozenset[Seat], *, seen: int, by: Actor, at: datetime) -> Board:
    if found.status is SolveStatus.IMPOSSIBLE:
        raise RuleBrokenError(found.reason)
    was = seats_of(board)
    now = {one.seat for one in found.placements}
    changed = change(
        board,
        ChangeVerb.SOLVED,
        seen=seen,
        by=by,
        at=at,
        goes=was - now,
        comes=now - was,
        state=BoardState.READY,
        status=found.status,
        reason=found.reason,
        value=found.tally.value,
        bound=found.bound,
        solved_at=at,
        job_id=None,
    )
    write_placements(changed, found.placements, pinned=pinned)
    return changed
