"""The long search of a board, with progress and a button to stop it; what the clock does to needs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tsunagu.base.errors import RuleBrokenError
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.solving import give_up, keep
from tsunagu.matching.board import SECONDS
from tsunagu.matching.models import Board
from tsunagu.matching.reading import day_of_board
from tsunagu.matching.solver import solve
from tsunagu.matching.solver.exact import Progress
from tsunagu.matching.states import BoardState
from tsunagu.upkeep.progress import JobRun, JobStoppedError


def solve_in_background(run: JobRun) -> dict[str, Any]:
    """Solve the board of the job within the time limit; a stop leaves it as it was, a refusal says why."""
    board = Board.objects.select_related("event").get(pk=run.arguments["board"])
    seen, was = run.arguments["seen"], BoardState(run.arguments["was"])
    stopped: list[JobStoppedError] = []

    def tell(progress: Progress) -> bool:
        try:
            ahead = max(0, progress.bound - progress.value)
            note = f"あと{ahead}点までよくなるかもしれません"
            run.progress(min(round(progress.seconds), int(SECONDS)), int(SECONDS), note)
        except JobStoppedError as asked:
            stopped.append(asked)
        return not stopped

    found = solve(day_of_board(board, seconds=SECONDS), tell=tell)
    try:
        run.progress(int(SECONDS), int(SECONDS))
        keep(board, found, seen=seen, by=run.actor, at=run.clock())
    except JobStoppedError:
        give_up(board, was=was, job=run.job.pk)
        raise
    except RuleBrokenError as refusal:
        give_up(board, was=was, job=run.job.pk)
        return {"refused": str(refusal)}
    return {"version": seen + 1}


def keep_needs_moving(run: JobRun) -> dict[str, Any]:
    """Reminders and deadlines of proposals and of companies' choices; repeating it does no harm."""
    moved = move_needs(by=run.actor, at=run.clock())
    return asdict(moved)
