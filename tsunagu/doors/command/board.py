"""`tsunagu board`: who meets whom on a consultation day, from a file to a file."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tsunagu.doors.command.frame import FINE, BadInputError, Subparsers, add_verb, answer, read_text, say

if TYPE_CHECKING:
    from tsunagu.matching.board import Board
    from tsunagu.matching.solver.exact import Progress


def add_to(subparsers: Subparsers) -> None:
    """Offer the verb."""
    parser = add_verb(subparsers, "board", run, help="Solve a consultation day: companies, specialists, slots, rules.")
    parser.add_argument("file", help="the day as JSON (docs/reference/board.md); - = stdin")
    parser.add_argument("--out", metavar="F", default="-", help="where the timetable goes; - = stdout")


def run(args: argparse.Namespace) -> int:
    """Write the timetable as JSON. Exit 2: a file that cannot be read or used, or pins that cannot all hold."""
    from tsunagu.matching.board_file import BoardFileError, read_board, timetable_data
    from tsunagu.matching.solver import solve
    from tsunagu.matching.states import SolveStatus

    try:
        board = read_board(read_text(args.file))
    except BoardFileError as wrong:
        raise BadInputError(f"{args.file}: {wrong}.") from None
    check_out(args.out)
    timetable = solve(board, tell=_said if sys.stderr.isatty() else _silent)
    if timetable.status == SolveStatus.IMPOSSIBLE:
        raise BadInputError(f"{args.file}: {timetable.reason}{_lone_pins(board)}")
    write(args.out, [json.dumps(timetable_data(board, timetable), ensure_ascii=False, indent=1)])
    say(f"{len(timetable.placements)} consultations, {len(timetable.missing)} companies short. {timetable.reason}")
    return FINE


def _lone_pins(board: "Board") -> str:
    """Pins that cannot hold even alone, with the reason."""
    from tsunagu.matching.fit import blocked

    told = [(pin, found.label) for pin in board.rules.pins if (found := blocked(board, pin.pair))]
    return "".join(f"\n{pin.company} × {pin.adviser}: {label}。" for pin, label in told)


def _said(progress: "Progress") -> bool:
    say(f"{progress.seconds:.0f} s: worth {progress.value}, at most {progress.bound}")
    return True


def _silent(_: "Progress") -> bool:
    return True


def check_out(path: str) -> None:
    """Before a long search: whether the answer will have a place."""
    if path != "-" and not Path(path).parent.is_dir():
        raise BadInputError(f"{path}: its folder does not exist.")


def write(path: str, lines: Iterable[str]) -> None:
    """The answer line by line to its place, - = stdout; raises BadInputError when it cannot be written."""
    if path == "-":
        for line in lines:
            answer(line)
        return
    try:
        with Path(path).open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as wrong:
        raise BadInputError(f"{path}: cannot be written ({wrong.strerror}).") from None
