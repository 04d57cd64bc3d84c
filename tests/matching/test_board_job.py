"""A long search: asked for, run by a worker with progress, stopped, refused."""

from datetime import timedelta

import pytest

from tests.consultations.days import AT, BY
from tests.matching.boards import opened, seat, sitting
from tsunagu.base.errors import RuleBrokenError
from tsunagu.matching.actions import BoardChangedError, ask_to_solve, place, solving, stop_solving
from tsunagu.matching.jobs import solve_in_background
from tsunagu.matching.models import Board
from tsunagu.matching.moves import Move
from tsunagu.matching.states import BoardState
from tsunagu.upkeep.models import Job
from tsunagu.upkeep.progress import JobCancelledError, JobRun
from tsunagu.upkeep.states import JobState

pytestmark = pytest.mark.django_db
NOW = {"by": BY, "at": AT}


@pytest.fixture(autouse=True)
def _everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "LONG", 0)


def running(board: Board) -> JobRun:
    """The job of the board as a worker takes it."""
    Job.objects.filter(pk=board.job_id).update(state=JobState.RUNNING, lease_until=AT + timedelta(hours=1))
    return JobRun(Job.objects.get(pk=board.job_id), clock=lambda: AT)


def test_a_long_search_is_a_job_and_the_board_waits() -> None:
    board, (a, _), (x, _) = opened()

    ask_to_solve(board, seen=0, **NOW)

    assert (board.state_now, Job.objects.get().kind, sitting(board)) == (BoardState.SOLVING, "board.solve", [])
    with pytest.raises(BoardChangedError):
        place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    with pytest.raises(BoardChangedError):
        ask_to_solve(board, seen=0, **NOW)


def test_the_worker_writes_the_timetable() -> None:
    board, _, _ = opened()
    ask_to_solve(board, seen=0, **NOW)

    told = solve_in_background(running(board))

    board.refresh_from_db()
    assert (told, board.state_now, board.version, len(sitting(board))) == ({"version": 1}, BoardState.READY, 1, 2)
    assert board.job_id is None


def test_a_stopped_search_leaves_the_board_as_it_was() -> None:
    board, (a, _), (x, _) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    ask_to_solve(board, seen=1, **NOW)
    run = running(board)
    Job.objects.update(cancel_requested=True)

    with pytest.raises(JobCancelledError):
        solve_in_background(run)

    board.refresh_from_db()
    assert (board.state_now, sitting(board)) == (BoardState.READY, [seat(a, x, 1)])


def test_a_coordinator_stops_it_and_only_while_it_runs() -> None:
    board, _, _ = opened()
    ask_to_solve(board, seen=0, **NOW)

    stop_solving(board, **NOW)

    board.refresh_from_db()
    assert (board.state_now, Job.objects.get().state) == (BoardState.DRAFT, JobState.CANCELLED)
    with pytest.raises(RuleBrokenError, match="もう終わっています"):
        stop_solving(board, **NOW)


def test_a_board_whose_job_died_is_freed_by_the_same_button() -> None:
    board, _, _ = opened()
    ask_to_solve(board, seen=0, **NOW)
    Job.objects.update(state=JobState.FAILED, ended_at=AT)

    stop_solving(board, **NOW)

    board.refresh_from_db()
    assert board.state_now is BoardState.DRAFT


def test_pins_that_cannot_all_hold_are_told_and_the_board_stands() -> None:
    board, (a, b), (x, _) = opened()
    place(board, Move(str(a.pk), str(x.pk), 1), seen=0, **NOW)
    type(a).objects.filter(pk=a.pk).update(free_slots=[2])
    ask_to_solve(board, seen=1, **NOW)

    told = solve_in_background(running(board))

    board.refresh_from_db()
    assert told["refused"].startswith("固定した組み合わせを、すべて同時に守ることができません。")
    assert (board.state_now, sitting(board)) == (BoardState.READY, [seat(a, x, 1)])
    assert b.pk


def test_a_stopped_search_that_ends_late_leaves_the_next_one_alone() -> None:
    board, _, _ = opened()
    ask_to_solve(board, seen=0, **NOW)
    first = running(board)
    stop_solving(board, **NOW)
    board.refresh_from_db()
    ask_to_solve(board, seen=0, **NOW)
    second = board.job_id

    with pytest.raises(JobCancelledError):
        solve_in_background(first)

    board.refresh_from_db()
    assert (board.state_now, board.job_id) == (BoardState.SOLVING, second)
