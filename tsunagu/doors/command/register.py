"""`tsunagu register import FILE [--dry-run] [--as-of DATE]`: the official register's extract.

Answers with the difference report, in Japanese as the office reads it. Nothing is written unless every row is right.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tsunagu.doors.command.frame import FINE, BadInputError, Subparsers, add_group, add_verb, answer, django_ready, say

if TYPE_CHECKING:
    from tsunagu.base.tables import Reading, RowMessage
    from tsunagu.specialists.register_queries import RegisterPlan
    from tsunagu.specialists.register_table import RegisterLine

MOST_MESSAGES = 100


def add_to(subparsers: Subparsers) -> None:
    """Add the verbs."""
    verbs = add_group(subparsers, "register", help="The official register of specialists.")
    parser = add_verb(verbs, "import", run_import, help="Take an extract of the register in, and tell what changes.")
    parser.add_argument("file", help="CSV (UTF-8 or CP932) or .xlsx with the register's columns; - = stdin")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would change; write nothing")
    parser.add_argument("--as-of", metavar="DATE", help="the day the extract was made, YYYY-MM-DD (today in Japan)")


def run_import(args: argparse.Namespace) -> int:
    """Exit 0 with the report; 2 when a row or the file is wrong, with a line for each, and nothing is written."""
    content = read_bytes(args.file)
    given = day(args.as_of) if args.as_of else None
    django_ready()
    from django.utils import timezone

    from tsunagu.doors.command.serve import require_migrations
    from tsunagu.specialists.register_queries import register_plan

    require_migrations()
    today = timezone.localdate()
    if given and given > today:
        raise BadInputError(f"--as-of: {given} is in the future.")
    say("登録簿を読んでいます…")
    plan = register_plan(checked(args.file, content), extract_on=given or today, today=today)
    for line in report(plan, is_dry_run=args.dry_run):
        answer(line)
    if not args.dry_run:
        take_in(plan, content)
    return FINE


def checked(path: str, content: bytes) -> "Reading[RegisterLine]":
    """The extract's lines. Remarks are told; BadInputError with a line per wrong cell."""
    from tsunagu.base.errors import RuleBrokenError
    from tsunagu.specialists.register_table import read_register

    try:
        reading = read_register(content)
    except RuleBrokenError as refusal:
        raise BadInputError(f"{path}: {refusal}") from None
    for remark in (message for message in reading.messages if not message.blocks):
        say(f"{path}: {sentence(remark)}")
    wrong = [message for message in reading.messages if message.blocks]
    if wrong:
        shown = "".join(f"\n{path}: {sentence(message)}" for message in wrong[:MOST_MESSAGES])
        more = f"\n{path}: ほか {len(wrong) - MOST_MESSAGES} 件" if len(wrong) > MOST_MESSAGES else ""
        raise BadInputError(f"{path}: 直すところが {len(wrong)} 件あります。取り込みませんでした。{shown}{more}")
    return reading


def sentence(message: "RowMessage") -> str:
    """Where and what to do."""
    return f"{message.line}行目「{message.heading}」: {message.sentence}"


def take_in(plan: "RegisterPlan", content: bytes) -> None:
    """Write it, with a bar on stderr."""
    from django.utils import timezone
    from tqdm import tqdm

    from tsunagu.base.actor import SYSTEM
    from tsunagu.specialists.actions.register import take_in_register

    found = plan.difference
    total = len(found.added) + len(found.changed) + len(found.unchanged)
    with tqdm(total=total, unit="行", desc="登録簿の取り込み", file=sys.stderr) as bar:
        taken = take_in_register(
            plan, digest=hashlib.sha256(content).hexdigest(), by=SYSTEM, at=timezone.now(), tell=bar.update
        )
    answer(f"取り込みました。掲載を止めた方 {taken.off_the_list:,} 名")


def report(plan: "RegisterPlan", *, is_dry_run: bool) -> Iterator[str]:
    """The difference report: counts first, then who is new, changed field by field, missing, leaving the list."""
    found = plan.difference
    yield f"登録簿 {plan.extract_on} 時点{'（試し。書き込みません）' if is_dry_run else ''}"
    yield (
        f"新規 {len(found.added):,}、変更 {len(found.changed):,}、"
        f"同じ {len(found.unchanged):,}、登録簿にない {len(found.missing):,}"
    )
    yield from (f"新規 {line.riss_no} {line.name}" for line in found.added)
    for change in found.changed:
        yield f"変更 {named(change.incoming, plan)}"
        yield from (f"  {heading(one.field)}: {shown(one.was)} → {shown(one.becomes)}" for one in change.fields)
    yield from (f"登録簿にない {named(line, plan)}" for line in found.missing)
    yield from (f"掲載を止める {one.riss_no}: {one.was.label} → {one.to.label}" for one in plan.leaving)


def named(line: "RegisterLine", plan: "RegisterPlan") -> str:
    """Number and name, and whether the person is on the list now."""
    return f"{line.riss_no} {line.name}{'（掲載中）' if line.riss_no in plan.listed else ''}"


def heading(field: str) -> str:
    """The column's heading."""
    from tsunagu.specialists.register_table import HEADING_OF

    return HEADING_OF[field]


def shown(value: Any) -> str:
    """A value as the office reads it: a status by its label, nothing as （空欄）."""
    from tsunagu.specialists.states import RegisterStatus

    if value is None:
        return "（空欄）"
    known = {status.value: status.label for status in RegisterStatus}
    return known.get(str(value), str(value))


def read_bytes(path: str) -> bytes:
    """The file's bytes; BadInputError when it cannot be read."""
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as wrong:
        raise BadInputError(f"{path}: cannot be read ({wrong.strerror}).") from None


def day(text: str) -> date:
    """The date typed as YYYY-MM-DD; BadInputError otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInputError(f"--as-of: '{text}' is not a date. Write it as YYYY-MM-DD, e.g. 2026-04-01.") from None
