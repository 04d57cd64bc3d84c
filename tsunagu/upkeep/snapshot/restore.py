"""Bringing a snapshot into an empty service, on either engine: all of it or nothing."""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import SuspiciousFileOperation
from django.db import DatabaseError, connection, transaction

from tsunagu.base.engines import engine_of
from tsunagu.upkeep.snapshot import (
    FORMAT,
    MANIFEST,
    RestoreDiffersError,
    SnapshotError,
    TargetNotEmptyError,
    file_member,
    table_member,
)
from tsunagu.upkeep.snapshot.backup import Manifest, Tell, applied_migrations
from tsunagu.upkeep.snapshot.files import digest_of, remove, save_as, stored_names
from tsunagu.upkeep.snapshot.tables import (
    CHUNK,
    MAY_BE_FILLED,
    Table,
    columns,
    empty,
    insert,
    label_of,
    line_of,
    row_of,
    rows_of,
    tables,
)


def restore(path: Path, *, tell: Tell = lambda _: None) -> Manifest:
    """Bring a snapshot in; returns its manifest. Digests of tables and files are compared before the commit.

    `tell` is called with the name of each table as its turn comes.

    Raises SnapshotError (not a snapshot, or of another version), TargetNotEmptyError, RestoreDiffersError.
    """
    saved: list[str] = []
    try:
        with ZipFile(path) as snapshot:
            manifest = read_manifest(snapshot)
            _refuse_other_version(manifest)
            _refuse_filled_target(manifest)
            with transaction.atomic():
                _bring_rows(snapshot, manifest, tell)
                _bring_files(snapshot, manifest, saved)
            saved.clear()
    except (BadZipFile, KeyError, OSError, DatabaseError, SuspiciousFileOperation) as wrong:
        raise SnapshotError(f"{path} cannot be restored ({type(wrong).__name__}: {wrong}).") from wrong
    finally:
        for name in saved:
            remove(name)
    engine_of(connection.vendor).gather_statistics(connection)
    return manifest


def read_manifest(snapshot: ZipFile) -> Manifest:
    """The manifest of an open snapshot; SnapshotError when it is none of ours."""
    try:
        manifest: Manifest = json.loads(snapshot.read(MANIFEST))
    except (KeyError, ValueError) as wrong:
        raise SnapshotError("This is not a snapshot of Tsunagu.") from wrong
    if manifest.get("product") != "tsunagu" or manifest.get("format") != FORMAT:
        raise SnapshotError(f"This is not a snapshot of format {FORMAT}.")
    return manifest


def _refuse_other_version(manifest: Manifest) -> None:
    differing = sorted(set(manifest["migrations"]) ^ set(applied_migrations()))
    if differing:
        raise SnapshotError(
            f"The snapshot and this database are of different versions ({', '.join(differing[:5])}). "
            "Restore with the version that made it, after: tsunagu migrate"
        )


def _refuse_filled_target(manifest: Manifest) -> None:
    filled = [label_of(model) for model in tables() if label_of(model) not in MAY_BE_FILLED and _has_rows(model)]
    other = [name for name in stored_names() if not _is_same_file(name, manifest)]
    if filled or other:
        there = ", ".join([*(f"rows in {label}" for label in filled[:5]), *(f"file {name}" for name in other[:5])])
        raise TargetNotEmptyError(f"This service is not empty: {there}. Nothing was restored.")


def _has_rows(model: Table) -> bool:
    return model._base_manager.exists()  # noqa: SLF001  (Django's way past a table's own default reading)


def _is_same_file(name: str, manifest: Manifest) -> bool:
    return name in manifest["files"] and digest_of(name) == manifest["files"][name]["sha256"]


def _bring_rows(snapshot: ZipFile, manifest: Manifest, tell: Tell) -> None:
    for model in reversed(tables()):
        if label_of(model) in MAY_BE_FILLED:
            empty(model)
    for model in tables():
        tell(label_of(model))
        for lines in _batches(snapshot, model):
            insert(model, [row_of(model, line) for line in lines])
    tell("comparing")
    for model in tables():
        _compare(model, snapshot, manifest["tables"][label_of(model)])
    numbered = [model._meta.db_table for model in tables() if any(c.column == "id" for c in columns(model))]  # noqa: SLF001
    engine_of(connection.vendor).reset_sequences(connection, numbered)


def _batches(snapshot: ZipFile, model: Table) -> Iterator[list[bytes]]:
    with snapshot.open(table_member(label_of(model))) as lines:
        while batch := list(islice(lines, CHUNK)):
            yield batch


def _compare(model: Table, snapshot: ZipFile, expected: dict[str, Any]) -> None:
    """The rows now in the table, in the order of the snapshot (engines sort texts differently)."""
    found, count = hashlib.sha256(), 0
    key = next(field.attname for field in columns(model) if field.primary_key)
    for lines in _batches(snapshot, model):
        keys = [row_of(model, line)[key] for line in lines]
        now = {row[key]: line_of(row) for row in rows_of(model, keys=keys)}
        for one in keys:
            found.update(now.get(one, b""))
        count += len(now)
    whole = model._base_manager.count()  # noqa: SLF001
    if (count, whole, found.hexdigest()) != (expected["rows"], expected["rows"], expected["sha256"]):
        raise RestoreDiffersError(f"{label_of(model)} differs after the restore. Nothing was kept.")


def _bring_files(snapshot: ZipFile, manifest: Manifest, saved: list[str]) -> None:
    for name, expected in manifest["files"].items():
        if not _is_same_file_here(name, expected["sha256"]):
            with snapshot.open(file_member(name)) as content:
                if not save_as(name, content):
                    raise RestoreDiffersError(f"The file {name} could not be saved under its name. Nothing was kept.")
            saved.append(name)
            if digest_of(name) != expected["sha256"]:
                raise RestoreDiffersError(f"The file {name} differs after the restore. Nothing was kept.")


def _is_same_file_here(name: str, digest: str) -> bool:
    try:
        return digest_of(name) == digest
    except FileNotFoundError:
        return False
