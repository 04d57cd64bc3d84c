"""`tsunagu score`: official scores of what a file holds, as JSON."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tsunagu.doors.command.frame import FINE, BadInputError, Subparsers, add_group, add_verb, answer, say

EXCEL_SIGNS = (b"PK", b"\xd0\xcf\x11\xe0")


def add_to(subparsers: Subparsers) -> None:
    """Offer the group and its verbs."""
    scores = add_group(subparsers, "score", help="Score a file by the official tables.")
    parser = add_verb(scores, "skills", run_skills, help="Marks ◎ and ○ by area from answers of the skill survey.")
    parser.add_argument("file", nargs="?", help="JSON, or the exported Excel or CSV form; - = stdin (JSON)")
    parser.add_argument("--form", metavar="OUT.xlsx", help="write the empty Excel form and stop")


def run_skills(args: argparse.Namespace) -> int:
    """Prints `{"S1": "○", …, "A0": …, "A7": …}`; wrong entries end with exit 2 and their names."""
    from tsunagu.specialists.skill_answers import WrongAnswersError, mark_signs, skill_answers

    if (args.file is None) == (args.form is None):
        raise BadInputError("score skills: give a FILE to score, or --form OUT.xlsx to write the form.")
    if args.form is not None:
        return _write_form(args.form)
    try:
        signs = mark_signs(skill_answers(_content(args.file)))
    except WrongAnswersError as wrong:
        raise BadInputError(f"{args.file}: {wrong}.") from None
    answer(json.dumps(signs, ensure_ascii=False))
    return FINE


def _write_form(path: str) -> int:
    from tsunagu.specialists.skill_form import skill_form

    try:
        Path(path).write_bytes(skill_form({}))
    except OSError as wrong:
        raise BadInputError(f"{path}: cannot be written ({wrong.strerror}).") from None
    say(f"{path}: fill in 実行レベル (0-3), then run: tsunagu score skills {path}")
    return FINE


def _content(path: str) -> Any:
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as wrong:
        raise BadInputError(f"{path}: cannot be read ({wrong.strerror}).") from None
    if content.startswith(EXCEL_SIGNS) or path.lower().endswith((".csv", ".xlsx")):
        return _from_form(path, content)
    return from_json(path, content)


def _from_form(path: str, content: bytes) -> dict[str, list[int | None]]:
    from tsunagu.base.errors import RuleBrokenError
    from tsunagu.specialists.skill_form import read_skill_form

    try:
        levels, messages = read_skill_form(content)
    except RuleBrokenError as refusal:
        raise BadInputError(f"{path}: {refusal}") from None
    if wrong := [f"{found.line}行目「{found.heading}」: {found.sentence}" for found in messages if found.blocks]:
        raise BadInputError(f"{path}: " + f"\n{path}: ".join(wrong))
    return levels


def from_json(path: str, content: bytes) -> Any:
    """The content of a JSON file (UTF-8); raises BadInputError, also for a name given twice."""
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise BadInputError(f"{path}: not UTF-8.") from None
    except (ValueError, RecursionError) as wrong:
        raise BadInputError(f"{path}: not JSON ({wrong}).") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name!r} stands twice")
        found[name] = value
    return found
