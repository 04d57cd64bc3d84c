"""The files of the file store, through Django's default storage."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import default_storage

PIECE = 1 << 20


def stored_names(folder: str = "") -> Iterator[str]:
    """Every file of the store, by its name in the store, in order."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files))
    for inner in sorted(folders):
        yield from stored_names(prefix + inner)


def pieces(file: Any) -> Iterator[bytes]:
    """A file's bytes, a piece at a time."""
    while piece := file.read(PIECE):
        yield piece


def digest_of(name: str) -> str:
    """SHA-256 of a file of the store."""
    found = hashlib.sha256()
    with default_storage.open(name) as file:
        for piece in pieces(file):
            found.update(piece)
    return found.hexdigest()


def save_as(name: str, content: IO[bytes]) -> bool:
    """Save under exactly this name; False when the store gave it another one (the name was taken)."""
    wrapped: Any = File(content)
    saved = default_storage.save(name, wrapped)
    if saved != name:
        remove(saved)
    return saved == name


def remove(name: str) -> None:
    """Delete a file if it is there."""
    with suppress(FileNotFoundError):
        default_storage.delete(name)
