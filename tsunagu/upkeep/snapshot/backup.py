"""Making a snapshot while the service goes on: everything acknowledged before it began is in it."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tsunagu.base.engines import engine_of
from tsunagu.journal.heads import HEADS_FILE
from tsunagu.upkeep.queries import missing_migrations
from tsunagu.upkeep.snapshot import FORMAT, MANIFEST, SnapshotError, file_member, table_member
from tsunagu.upkeep.snapshot.files import pieces, stored_names
from tsunagu.upkeep.snapshot.tables import Table, label_of, line_of, rows_of, tables

Manifest = dict[str, Any]
Tell = Callable[[str], None]


def backup(path: Path, *, at: datetime, tell: Tell = lambda _: None) -> Manifest:
    """Write a snapshot of everything to `path` (mode 0600); returns its manifest. Raises SnapshotError.

    `tell` is called with the name of each table as its turn comes.

    Written beside it first and then put in its place: there is never half a snapshot under that name.
    """
    if missing := missing_migrations():
        raise SnapshotError(f"The database lacks {len(missing)} migrations. Run 'tsunagu migrate' first.")
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as into:
                manifest = _write(into, at=at, tell=tell)
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as wrong:
        raise SnapshotError(f"{path} cannot be written ({wrong}).") from wrong
    finally:
        temporary.unlink(missing_ok=True)
    return manifest


def applied_migrations() -> list[str]:
    """What the database has been brought to: ["accounts.0001_first_tables", …]."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _write(into: ZipFile, *, at: datetime, tell: Tell) -> Manifest:
    heads = _heads_now()  # read before the rows: a head never stands for a row the snapshot lacks
    manifest: Manifest = {
        "product": "tsunagu", "format": FORMAT, "made_at": at.isoformat(), "engine": connection.vendor,
        "migrations": applied_migrations(), "tables": {}, "files": {},
    }  # fmt: skip
    with engine_of(connection.vendor).snapshot(connection):
        for model in tables():
            tell(label_of(model))
            manifest["tables"][label_of(model)] = _write_table(into, model)
    for name in stored_names():
        if name != HEADS_FILE and (entry := _write_file(into, name)):
            manifest["files"][name] = entry
    if heads:
        manifest["files"][HEADS_FILE] = _write_pieces(into, HEADS_FILE, [heads])
    into.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _write_table(into: ZipFile, model: Table) -> dict[str, Any]:
    found, count = hashlib.sha256(), 0
    with into.open(table_member(label_of(model)), "w", force_zip64=True) as member:
        for row in rows_of(model):
            line = line_of(row)
            member.write(line)
            found.update(line)
            count += 1
    return {"rows": count, "sha256": found.hexdigest()}


def _write_file(into: ZipFile, name: str) -> dict[str, Any] | None:
    """None for a file that was erased while the backup ran."""
    try:
        with default_storage.open(name) as file:
            return _write_pieces(into, name, pieces(file))
    except FileNotFoundError:
        return None


def _write_pieces(into: ZipFile, name: str, content: Iterable[bytes]) -> dict[str, Any]:
    found, size = hashlib.sha256(), 0
    info = ZipInfo(file_member(name))
    info.compress_type = ZIP_STORED  # encrypted bytes do not shrink
    with into.open(info, "w", force_zip64=True) as member:
        for piece in content:
            member.write(piece)
            found.update(piece)
            size += len(piece)
    return {"size": size, "sha256": found.hexdigest()}


def _heads_now() -> bytes:
    try:
        with default_storage.open(HEADS_FILE) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return b""
    return content
