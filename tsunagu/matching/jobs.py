"""The long search of a board, with progress and a button to stop it; what the clock does to needs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.matching.actions.batch_sending import needs_to_send, send_needs
from tsunagu.matching.actions.batches import give_up as give_up_batch
from tsunagu.matching.actions.batches import keep_plan
from tsunagu.matching.actions.need_rounds import move_needs
from tsunagu.matching.actions.solving import give_up, keep
from tsunagu.matching.batch_reading import batch_of
from tsunagu.matching.board import SECONDS
from tsunagu.matching.models import Batch, Board
from tsunagu.matching.reading import day_of_board
from tsunagu.matching.season import solve as solve_season
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


def search_in_background(run: JobRun) -> dict[str, Any]:
    """The search for a batch, with progress; a stop or a refusal leaves it to be searched again."""
    batch = Batch.objects.select_related("season", "partner").get(pk=run.arguments["batch"])
    try:
        run.progress(0, 3, "依頼と専門家を読んでいます")
        read_at = run.clock()
        plain = batch_of(batch, today=day_of(read_at))
        run.progress(1, 3, f"{len(plain.needs):,}件の依頼の候補をさがしています")
        plan = solve_season(plain)
        run.progress(2, 3, "案を書いています")
        keep_plan(batch, plain, plan, by=run.actor, at=read_at)  # what moves from then on has changed
    except JobStoppedError:
        give_up_batch(batch, job=run.job.pk)
        raise
    except RuleBrokenError as refusal:
        return {"refused": str(refusal)}
    return {"needs": len(plain.needs)}


def send_in_background(run: JobRun) -> dict[str, Any]:
    """Each need of a batch that was sent; stopped or died, it goes on where it was."""
    batch = Batch.objects.get(pk=run.arguments["batch"])
    keys = needs_to_send(batch)
    send_needs(batch, keys, by=run.actor, at=run.clock(), tell=run.progress)
    return {"needs": len(keys)}


def keep_needs_moving(run: JobRun) -> dict[str, Any]:
    """Reminders and deadlines of proposals and of companies' choices; repeating it does no harm."""
    moved = move_needs(by=run.actor, at=run.clock())
    return asdict(moved)
