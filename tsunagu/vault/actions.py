"""Files in, out and gone. Always through Django's default storage (FILES_URL)."""

import hashlib
import secrets
from contextlib import suppress
from datetime import date, datetime
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.vault.cipher import NotReadableError, decrypt_bytes, encrypt_bytes
from tsunagu.vault.models import StoredFile
from tsunagu.vault.retention_table import keep_until
from tsunagu.vault.states import FileKind

FOLDER = "vault"
NAME_LENGTH = 200


@transaction.atomic
def store_file(
    content: bytes,
    *,
    name: str,
    kind: FileKind,
    scope: str,
    content_type: str,
    by: Actor,
    at: datetime,
    retention_until: date | None = None,
) -> StoredFile:
    """Keep a file that has passed the upload gate. `retention_until` None: the period of its kind.

    The bytes are in the store before the row is committed; bytes without a row are swept away later.
    """
    storage_key, key_id = save_bytes(content)
    stored = StoredFile.objects.create(
        scope=scope,
        kind=kind,
        name=plain_name(name),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        storage_key=storage_key,
        key_id=key_id,
        stored_at=at,
        stored_by=by.code,
        retention_until=retention_until or keep_until(f"file.{kind.value}", since=day_of(at)),
    )
    record("file.stored", on=stored, by=by, at=at, kind=kind.value, size=len(content), scope=scope)
    return stored


@transaction.atomic
def open_file(stored: StoredFile, *, by: Actor, at: datetime) -> bytes:
    """A file's bytes as they were given; reading is journalled. Refuses an erased file.

    Who may read is asked before: the row's scope against the person's rights.
    """
    if stored.erased_at is not None:
        raise RuleBrokenError("このファイルは消去されました。")
    content = load_bytes(stored.storage_key, stored.key_id)
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise NotReadableError(f"File {stored.pk} is not what was stored.")
    record("file.opened", on=stored, by=by, at=at, scope=stored.scope)
    return content


@transaction.atomic
def erase_file(stored: StoredFile, *, by: Actor, at: datetime, reason: str) -> None:
    """Take a file away for good: name and digest now, the bytes with the commit. Refuses a second time."""
    standing = StoredFile.objects.filter(pk=stored.pk, erased_at=None)
    if not standing.update(erased_at=at, name="", sha256=""):
        raise RuleBrokenError("このファイルはすでに消去されています。")
    record("file.erased", on=stored, by=by, at=at, reason=reason, scope=stored.scope)
    transaction.on_commit(lambda: remove_bytes(stored))
    stored.refresh_from_db()


def save_bytes(content: bytes) -> tuple[str, str]:
    """Encrypt and save bytes under a new random key; returns (storage key, key id)."""
    wanted = f"{FOLDER}/{secrets.token_hex(1)}/{secrets.token_hex(16)}"
    key_id, sealed = encrypt_bytes(content, where=wanted)
    if (saved := default_storage.save(wanted, ContentFile(sealed))) != wanted:
        raise NotReadableError(f"The file store saved {wanted} as {saved}.")
    return wanted, key_id


def load_bytes(storage_key: str, key_id: str) -> bytes:
    """The reverse of `save_bytes`. Raises NotReadableError when the bytes are missing or do not open."""
    try:
        with default_storage.open(storage_key) as file:
            sealed: bytes = file.read()
    except FileNotFoundError as missing:
        raise NotReadableError(f"{storage_key} is missing in the file store.") from missing
    return decrypt_bytes(sealed, key_id=key_id, where=storage_key)


def remove_bytes(erased: StoredFile) -> None:
    """Delete an erased file's bytes. If this is cut short, the nightly retention round does it."""
    with suppress(FileNotFoundError):
        default_storage.delete(erased.storage_key)
    StoredFile.objects.filter(pk=erased.pk).exclude(erased_at=None).update(storage_key="")


def plain_name(name: str) -> str:
    """An uploaded file's name without folders and control characters; at most 200, its ending kept."""
    shown = "".join(letter for letter in PurePosixPath(name.replace("\\", "/")).name if letter.isprintable())
    ending = PurePosixPath(shown).suffix[:20]
    return (shown if len(shown) <= NAME_LENGTH else shown[: NAME_LENGTH - len(ending)] + ending) or "file"
