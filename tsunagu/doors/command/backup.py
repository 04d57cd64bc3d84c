"""`tsunagu backup FILE`, `tsunagu restore FILE`: the snapshot (docs/how-to/backup-and-restore.md).

backup answers one line and exits 0. restore exits 3 when the service is not empty, 1 when digests differ.
"""

import argparse
from pathlib import Path
from typing import Any

from tsunagu.doors.command.frame import (
    BROKEN,
    FINE,
    BadInputError,
    Subparsers,
    add_verb,
    answer,
    django_ready,
    say,
)

NOT_EMPTY = 3


def add_to(subparsers: Subparsers) -> None:
    """Add the verbs."""
    make = add_verb(subparsers, "backup", run_backup, help="Write everything but the keys into one file.")
    make.add_argument("file", type=Path, help="where the snapshot goes; an older one there is replaced")
    bring = add_verb(subparsers, "restore", run_restore, help="Bring a snapshot into an empty service.")
    bring.add_argument("file", type=Path, help="a snapshot made by tsunagu backup")


def run_backup(args: argparse.Namespace) -> int:
    """Exit 0, or 2 with the reason."""
    django_ready()
    from django.utils import timezone

    from tsunagu.upkeep.snapshot import SnapshotError
    from tsunagu.upkeep.snapshot.backup import backup

    try:
        manifest = backup(args.file, at=timezone.now(), tell=say)
    except SnapshotError as wrong:
        raise BadInputError(str(wrong)) from wrong
    answer(f"{args.file}: {_what_is_in(manifest)}")
    say("The key file is not in it. Keep it apart: without it confidential values stay unreadable.")
    return FINE


def run_restore(args: argparse.Namespace) -> int:
    """Exit 0; 1 when digests differ, 2 when it is no fitting snapshot, 3 when the service is not empty."""
    django_ready()
    from tsunagu.upkeep.snapshot import RestoreDiffersError, SnapshotError, TargetNotEmptyError
    from tsunagu.upkeep.snapshot.restore import restore

    try:
        manifest = restore(args.file, tell=say)
    except SnapshotError as wrong:
        raise BadInputError(str(wrong)) from wrong
    except TargetNotEmptyError as filled:
        say(f"tsunagu: {filled}")
        return NOT_EMPTY
    except RestoreDiffersError as differs:
        say(f"tsunagu: {differs}")
        return BROKEN
    answer(f"{args.file} of {manifest['made_at']} restored: {_what_is_in(manifest)}; all digests equal.")
    return FINE


def _what_is_in(manifest: dict[str, Any]) -> str:
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return f"{len(manifest['tables'])} tables, {rows} rows, {len(manifest['files'])} files"
