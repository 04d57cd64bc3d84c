"""Heads of the chain kept outside the database: a small file, one line per sealing, only ever added to.

It lies in the file store: whoever cuts the newest rows out of the database leaves a head that no longer fits.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

HEADS_FILE = "journal/heads"
TAIL = 1_024  # bytes; a line has at most 85


@dataclass(frozen=True, slots=True)
class Head:
    """The chain's value at a position; positions count from 1."""

    position: int
    chain: str


def heads_path() -> Path:
    """Where the heads lie. The file store must be a directory of files (FILES_URL `file:///`)."""
    return Path(default_storage.path(HEADS_FILE))


def anchor(head: Head) -> None:
    """Add a head and see it on the disk before going on."""
    path = heads_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"{head.position} {head.chain}\n".encode()
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, line)
        os.fsync(file)
    finally:
        os.close(file)


def last_anchored() -> Head | None:
    """The newest head, without reading the whole file; None when nothing was anchored yet."""
    path = heads_path()
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
        lines = file.read().decode(errors="replace").splitlines()
    found = [head for line in lines if (head := _head(line))]
    return found[-1] if found else None


def anchored() -> Iterator[Head]:
    """Every head ever anchored, in the order of the file; a line cut short by a crash is passed over."""
    path = heads_path()
    if not path.exists():
        return
    with path.open() as lines:
        yield from (head for line in lines if (head := _head(line)))


def _head(line: str) -> Head | None:
    position, _, chain = line.strip().partition(" ")
    return Head(int(position), chain) if position.isdigit() and len(chain) == 64 else None
