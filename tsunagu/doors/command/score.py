"""`tsunagu score`: official scores of what a file holds, as JSON."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tsunagu.doors.command.frame import FINE, BadInputError, Subparsers, add_group, add_verb, answer, say

# Bytes of a form → its answers, and what is wrong with it.
ReadForm = Callable[[bytes], tuple[Any, Sequence[Any]]]
EXCEL_SIGNS = (b"PK", b"\xd0\xcf\x11\xe0")


def add_to(subparsers: Subparsers) -> None:
    """Offer the group and its verbs."""
    scores = add_group(subparsers, "score", help="Score a file by the official tables.")
    parser = add_verb(scores, "skills", run_skills, help="Marks ◎ and ○ by area from answers of the skill survey.")
    parser.add_argument("file", nargs="?", help="JSON, or the exported Excel or CSV form; - = stdin (JSON)")
    parser.add_argument("--form", metavar="OUT.xlsx", help="write the empty Excel form and stop")
    parser = add_verb(scores, "diagnosis", run_diagnosis, help="Points and band of the 25-item self-diagnosis.")
    parser.add_argument("file", nargs="?", help="JSON, or the exported Excel or CSV form; - = stdin (JSON)")
    parser.add_argument("--form", metavar="OUT.xlsx", help="write the empty Excel form and stop")


def run_diagnosis(args: argparse.Namespace) -> int:
    """Prints `{"total", "parts", "unknown", "not_applicable", "band"}`; wrong or missing entries end with exit 2."""
    from tsunagu.toolkit.diagnosis import WrongAnswersError, diagnosis_answers, score, score_document
    from tsunagu.toolkit.diagnosis_form import diagnosis_form, read_diagnosis_form

    _either(args, "diagnosis")
    if args.form is not None:
        return _write_form(args.form, diagnosis_form({}), verb="diagnosis", fill="答え")
    try:
        found = score(diagnosis_answers(_content(args.file, read_diagnosis_form)))
    except WrongAnswersError as wrong:
        raise BadInputError(f"{args.file}: {wrong}.") from None
    answer(json.dumps(score_document(found), ensure_ascii=False))
    return FINE


def run_skills(args: argparse.Namespace) -> int:
    """Prints `{"S1": "○", …, "A0": …, "A7": …}`; wrong entries end with exit 2 and their names."""
    from tsunagu.specialists.skill_answers import WrongAnswersError, mark_signs, skill_answers
    from tsunagu.specialists.skill_form import read_skill_form, skill_form

    _either(args, "skills")
    if args.form is not None:
        return _write_form(args.form, skill_form({}), verb="skills", fill="実行レベル (0-3)")
    try:
        signs = mark_signs(skill_answers(_content(args.file, read_skill_form)))
    except WrongAnswersError as wrong:
        raise BadInputError(f"{args.file}: {wrong}.") from None
    answer(json.dumps(signs, ensure_ascii=False))
    return FINE


def _either(args: argparse.Namespace, verb: str) -> None:
    if (args.file is None) == (args.form is None):
        raise BadInputError(f"score {verb}: give a FILE to score, or --form OUT.xlsx to write the form.")


def _write_form(path: str, content: bytes, *, verb: str, fill: str) -> int:
    try:
        Path(path).write_bytes(content)
    except OSError as wrong:
        raise BadInputError(f"{path}: cannot be written ({wrong.strerror}).") from None
    say(f"{path}: fill in {fill}, then run: tsunagu score {verb} {path}")
    return FINE


def _content(path: str, read_form: ReadForm) -> Any:
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as wrong:
        raise BadInputError(f"{path}: cannot be read ({wrong.strerror}).") from None
    if content.startswith(EXCEL_SIGNS) or path.lower().endswith((".csv", ".xlsx")):
        return _from_form(path, content, read_form)
    return from_json(path, content)


def _from_form(path: str, content: bytes, read_form: ReadForm) -> Any:
    from tsunagu.base.errors import RuleBrokenError

    try:
        answers, messages = read_form(content)
    except RuleBrokenError as refusal:
        raise BadInputError(f"{path}: {refusal}") from None
    if wrong := [f"{found.line}行目「{found.heading}」: {found.sentence}" for found in messages if found.blocks]:
        raise BadInputError(f"{path}: " + f"\n{path}: ".join(wrong))
    return answers


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
