"""The frame around every verb: exit codes, where words go, and Django only for those who need it.

stdout carries the answer, stderr the messages. Exit 0 = fine, 2 = bad input with a clear message; others as
the verb says. Nothing here imports Django, so that `tsunagu --help` answers at once.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

FINE, BROKEN, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

Subparsers = Any  # what argparse's add_subparsers() gives; its own class is private


class BadInputError(Exception):
    """What was asked for cannot be read or done. The message is one clear sentence; the exit code is 2."""


def answer(text: str) -> None:
    """A line of the answer, to stdout."""
    print(text, flush=True)


def say(text: str) -> None:
    """A message beside the answer, to stderr."""
    print(text, file=sys.stderr, flush=True)


def add_verb(subparsers: Subparsers, name: str, run: Any, *, help: str) -> argparse.ArgumentParser:  # noqa: A002
    """A parser for one verb. `run(args) -> int` is called with what was read; returns the exit code."""
    parser: argparse.ArgumentParser = subparsers.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    return parser


def add_group(subparsers: Subparsers, name: str, *, help: str) -> Subparsers:  # noqa: A002
    """A verb with verbs of its own (`tsunagu score skills`): give the result to `add_verb`."""
    parser = subparsers.add_parser(name, help=help, description=help)
    return parser.add_subparsers(title="verbs", metavar="VERB", required=True)


def django_ready() -> None:
    """Set Django up; call it first in a verb that needs tables or settings. Bad wiring ends with exit 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from tsunagu.vault.keys import KeysMissingError

    try:
        import django

        django.setup()
    except (KeysMissingError, ValueError, OSError) as wrong:
        raise BadInputError(str(wrong)) from wrong


def read_text(path: str) -> str:
    """The text of an input file (`-` = stdin). Raises BadInputError when it cannot be read as UTF-8."""
    try:
        return sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInputError(f"{path}: cannot be read ({wrong}).") from wrong
