"""`tsunagu`: the executable of operators and checks (`python -m tsunagu.doors.command`).

How to add a verb:
1. Write `tsunagu/doors/command/<module>.py` with

       def add_to(subparsers: Subparsers) -> None:
           parser = add_verb(subparsers, "greet", run, help="Greet somebody.")
           parser.add_argument("name")

       def run(args: argparse.Namespace) -> int:
           django_ready()                     # only when tables or settings are needed
           answer(f"Hello {args.name}")       # stdout; messages go out by say()
           return FINE

   A group (`tsunagu score skills`) takes `add_group` and adds its verbs to that.
2. Name the module in VERBS below. The order there is the order in `tsunagu --help`.
3. Import heavy things and anything of Django inside `run`, never at the top (a test in
   tests/command/test_frame.py looks).

Bad input: raise BadInputError with one clear sentence (exit 2). RuleBrokenError does the same. Tell in
docs/reference/commands.md what the verb answers.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from tsunagu.base.errors import RuleBrokenError
from tsunagu.doors.command.frame import BAD_INPUT, INTERRUPTED, BadInputError, say

VERBS: tuple[str, ...] = (
    "start",
    "serve",
    "worker",
    "migrate",
    "demo",
    "score",
    "fairness",
    "board",
    "match",
    "backup",
    "journal",
    "outbox",
    "retention",
    "register",
    "open_data",
)


def parser() -> argparse.ArgumentParser:
    """The whole command line, every verb listed."""
    whole = argparse.ArgumentParser(
        prog="tsunagu",
        description="つなぐ: runs and keeps the Active List of registered information security specialists.",
    )
    verbs = whole.add_subparsers(title="verbs", metavar="VERB", required=True)
    for name in VERBS:
        import_module(f"tsunagu.doors.command.{name}").add_to(verbs)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    args = parser().parse_args(words)
    try:
        return int(args.run(args))
    except (BadInputError, RuleBrokenError) as refusal:
        say(f"tsunagu: {refusal}")
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
