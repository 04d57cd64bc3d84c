"""From a board to a timetable: the flow where it says everything, CP-SAT where it does not."""

from tsunagu.matching.board import Board, Seat, Timetable
from tsunagu.matching.checking import violations
from tsunagu.matching.fit import weights
from tsunagu.matching.solver.exact import Found, Progress, Told, best_exact
from tsunagu.matching.solver.flow import most_worth, rounds_of_flow
from tsunagu.matching.solver.greedy import first_seats
from tsunagu.matching.solver.problem import Problem, problem_of
from tsunagu.matching.solver.reasons import missing
from tsunagu.matching.states import SolveStatus
from tsunagu.matching.worth import tally

NO_PIN = "固定した組み合わせを、すべて同時に守ることができません。固定を一つ外してください。"
PROVEN = "これよりよい組み合わせはないことを確かめました。"


def keep_on(_: Progress) -> bool:
    """Listens and lets the search go on."""
    return True


def solve(board: Board, *, tell: Told = keep_on) -> Timetable:
    """The best timetable within the time limit of the board, with its bound and why the search ended.

    `tell` hears how far a long search is and answers False to stop it. Never raises: what is impossible is said
    in the status.
    """
    problem = problem_of(board)
    found = Found(None, 0, is_final=True) if not all(problem.pins) else _search(problem, tell)
    return _answer(problem, found)


def _search(problem: Problem, tell: Told) -> Found:
    board = problem.board
    start = rounds_of_flow(problem)
    is_exact = board.options.consultations == 1
    if start is None:
        return Found(None, 0, is_final=True) if is_exact else _exact(problem, most_worth(problem), None, tell)
    placements = problem.placements(start)
    worth = tally(board, placements)
    bound = worth.value + _gap_cost(problem, worth.gaps) if is_exact else most_worth(problem)
    if worth.value == bound and not violations(board, placements):
        return Found(start, bound, is_final=True)
    return _exact(problem, bound, start, tell)


def _gap_cost(problem: Problem, gaps: int) -> int:
    return int(weights()["gap"]) * gaps if problem.board.options.fewest_gaps else 0


def _exact(problem: Problem, bound: int, start: list[Seat] | None, tell: Told) -> Found:
    usable = start is not None and not violations(problem.board, problem.placements(start))
    begin = start if usable else first_seats(problem)
    found = best_exact(problem, start=begin or [], seconds=problem.board.options.seconds, tell=tell)
    if found.seats is None and not found.is_final:
        found = Found(begin, found.bound, is_final=False)
    return Found(found.seats, min(found.bound, bound), is_final=found.is_final)


def _answer(problem: Problem, found: Found) -> Timetable:
    board = problem.board
    placements = problem.placements(found.seats or [])
    worth = tally(board, placements)
    if found.seats is None and found.is_final:
        return Timetable((), missing(board, (), is_final=True), SolveStatus.IMPOSSIBLE, NO_PIN, worth, worth.value)
    is_final = found.is_final or worth.value >= found.bound
    status = SolveStatus.OPTIMAL if is_final else SolveStatus.STOPPED
    reason = PROVEN if is_final else _stopped(board, found.bound - worth.value)
    bound = worth.value if is_final else found.bound
    return Timetable(placements, missing(board, placements, is_final=is_final), status, reason, worth, bound)


def _stopped(board: Board, gap: int) -> str:
    limit = f"時間の上限（{board.options.seconds:g}秒）で止めました。"
    return f"{limit}もっとよい組み合わせがあるとしても、合計で{gap}点までです。"
