"""The only writer of the open data: a build in the file store, with one line in the journal."""

import hashlib
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.open_data.about import about
from tsunagu.directory.open_data.documents import documents
from tsunagu.directory.open_data.queries import (
    CHUNK,
    FOLDER,
    MANIFEST,
    OpenData,
    OpenDataFile,
    build_folders,
    is_complete,
    open_data_rows,
)
from tsunagu.directory.open_data.rows import OpenDataRow
from tsunagu.journal.actions import record

BUILDS_KEPT = 2  # the one offered, and the one before it: a download that has begun ends well


def build_open_data(*, by: Actor, at: datetime, tell: Callable[[int], object] = lambda _: None) -> OpenData:
    """Write today's files, offer them, and sweep old builds away. `tell` hears how many people are read so far.

    Until the manifest is written the build before it stays on offer; cut short, it may simply be repeated.
    """
    today = day_of(at)
    rows = _rows(today, tell)
    folder = f"{FOLDER}/{at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"
    files = tuple(
        _save(folder, name, content, content_type)
        for name, (content, content_type) in documents(rows, built_on=today).items()
    )
    built = OpenData(folder, about().version, today, at, len(rows), files)
    _offer(built, by=by, at=at)
    _sweep()
    return built


def _rows(today: date, tell: Callable[[int], object]) -> list[OpenDataRow]:
    rows: list[OpenDataRow] = []
    for row in open_data_rows(today=today):
        rows.append(row)
        if len(rows) % CHUNK == 0:
            tell(len(rows))
    tell(len(rows))
    return rows


def _save(folder: str, name: str, content: bytes, content_type: str) -> OpenDataFile:
    default_storage.save(f"{folder}/{name}", ContentFile(content))
    return OpenDataFile(name, len(content), content_type, hashlib.sha256(content).hexdigest())


@transaction.atomic
def _offer(built: OpenData, *, by: Actor, at: datetime) -> None:
    day = built.built_on.isoformat()
    digests = [f"{file.name} {file.sha256}" for file in built.files]
    record(
        "open_data.built", on=("open_data", day), by=by, at=at, version=built.version, count=built.count, files=digests
    )
    manifest = asdict(built) | {"built_on": day, "built_at": built.built_at.isoformat()}
    del manifest["folder"]
    default_storage.save(f"{built.folder}/{MANIFEST}", ContentFile(json.dumps(manifest).encode()))


def _sweep() -> None:
    """Builds older than those kept go, finished or not; what may still be being written is newer and stays."""
    folders = build_folders()
    kept = [folder for folder in folders if is_complete(folder)][-BUILDS_KEPT:]
    for folder in folders:
        if len(kept) == BUILDS_KEPT and folder < kept[0]:
            _remove(folder)


def _remove(folder: str) -> None:
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)
