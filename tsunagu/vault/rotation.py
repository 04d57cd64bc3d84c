"""New keys: add one to the key file, then re-encrypt what stands under the old ones.

`python -m tsunagu.vault.keys --rotate PATH` adds k2 and makes it current; `rotate_keys` does the rest.
An old key may leave the file once `rotate_keys` has returned 0 and no backup that needs it is kept.

Encrypted values that stand in no encrypted column are told by upper rooms in `AppConfig.ready`:

    register_rotation("second-factors", rotate_second_factors)   # (current key's id) -> how many it re-encrypted
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Model, TextField, Value
from django.db.models.functions import Cast

from tsunagu.base.actor import Actor
from tsunagu.journal.actions import record
from tsunagu.vault.actions import load_bytes, save_bytes
from tsunagu.vault.cipher import decrypt, encrypt, keys_now
from tsunagu.vault.fields import EncryptedTextField
from tsunagu.vault.models import StoredFile

BATCH = 200
Rotation = Callable[[str], int]
ROTATIONS: dict[str, Rotation] = {}


def register_rotation(name: str, function: Rotation) -> None:
    """Have `rotate_keys` call `function(current key's id)` too; ValueError when the name is taken by another."""
    if ROTATIONS.setdefault(name, function) != function:
        raise ValueError(f"The rotation '{name}' is registered already.")


def rotate_keys(*, by: Actor, at: datetime) -> int:
    """Re-encrypt what is not under the current key; returns how many. May be cut short and repeated."""
    current = keys_now().current
    done = sum(_rotate_field(model, field, current) for model, field in encrypted_fields())
    done += sum(_rotate_file(stored) for stored in _files_under_other_keys(current))
    done += sum(rotate(current) for rotate in ROTATIONS.values())
    record("keys.rotated", on=("key", current), by=by, at=at, values=done)
    return done


def encrypted_fields() -> Iterator[tuple[type[Model], EncryptedTextField]]:
    """Every encrypted column of the service."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001  (Django's documented model API)
            if isinstance(field, EncryptedTextField):
                yield model, field


def _rotate_field(model: type[Model], field: EncryptedTextField, current: str) -> int:
    stored = model._base_manager.annotate(stored=Cast(F(field.name), TextField()))  # noqa: SLF001
    others = stored.exclude(stored=None).exclude(stored__startswith=f"{current}:").order_by("pk")
    done, last = 0, None
    while batch := list((others.filter(pk__gt=last) if last else others).values_list("pk", "stored")[:BATCH]):
        with transaction.atomic():
            done += sum(_rewrite(stored, field, pk, value) for pk, value in batch)
        last = batch[-1][0]
    return done


def _rewrite(stored: Any, field: EncryptedTextField, pk: Any, value: str) -> int:
    """Only where the old value still stands: a write in between is under the current key already."""
    fresh = encrypt(decrypt(value, where=field.where), where=field.where)
    changed: int = stored.filter(pk=pk, stored=value).update(**{field.name: Value(fresh, output_field=TextField())})
    return changed


def _files_under_other_keys(current: str) -> Iterator[StoredFile]:
    files = StoredFile.objects.filter(erased_at=None).exclude(key_id=current)
    yield from files.order_by("pk").iterator()


def _rotate_file(stored: StoredFile) -> int:
    storage_key, key_id = save_bytes(load_bytes(stored.storage_key, stored.key_id))
    standing = StoredFile.objects.filter(pk=stored.pk, storage_key=stored.storage_key, erased_at=None)
    changed = standing.update(storage_key=storage_key, key_id=key_id)
    default_storage.delete(stored.storage_key if changed else storage_key)
    return changed
