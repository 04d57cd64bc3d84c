"""Which tables a snapshot holds, and a row as a line of JSON and back."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, F, Field, JSONField, Model, TextField
from django.db.models.functions import Cast
from django.utils.duration import duration_iso_string

from tsunagu.journal.chain import canonical

Table = type[Model]
Row = dict[str, Any]

# Made anew by every service for itself: signed-in sessions, Django's own lists, signs of life, stamps of changes.
LEFT_OUT = {"sessions", "contenttypes", "auth", "usersessions"}
LEFT_OUT_TABLES = {"upkeep.heartbeat", "specialists.sheetstamp"}
# May hold rows in a service nobody has used yet: filled by migrations, or by its worker.
MAY_BE_FILLED = {
    "seasons.season", "seasons.listingcriterion",
    "upkeep.job", "upkeep.timetablerun", "upkeep.idempotencykey",
}  # fmt: skip
CHUNK = 1_000


@cache
def tables() -> tuple[Table, ...]:
    """Every table of a snapshot; what is referred to comes before what refers to it."""
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy  # noqa: SLF001  (Django's documented model API)
        and model._meta.app_label not in LEFT_OUT and label_of(model) not in LEFT_OUT_TABLES  # noqa: SLF001
    ]  # fmt: skip
    ordered: list[Table] = []
    while kept:
        ready = [model for model in kept if not _refers_to(model) & (set(kept) - {model})]
        ordered += ready or kept  # a circle: constraints are checked at the end anyway
        kept = [model for model in kept if model not in ordered]
    return tuple(ordered)


def _refers_to(model: Table) -> set[Any]:
    return {field.related_model for field in columns(model) if field.is_relation}


def label_of(model: Table) -> str:
    """A table's name in the snapshot: "specialists.listing"."""
    return str(model._meta.label_lower)  # noqa: SLF001


def columns(model: Table) -> "tuple[Field[Any, Any], ...]":
    """The columns of a table."""
    return tuple(model._meta.concrete_fields)  # noqa: SLF001


def rows_of(model: Table, *, keys: Iterable[Any] | None = None) -> Iterator[Row]:
    """A table's rows in the order of their keys (or only those with these keys), a chunk at a time."""
    names = [field.attname for field in columns(model)]
    sealed = {
        f"{field.attname}_as_stored": Cast(F(field.attname), TextField())
        for field in columns(model)
        if _is_encrypted(field)
    }
    read = [f"{name}_as_stored" if f"{name}_as_stored" in sealed else name for name in names]
    rows = model._base_manager.annotate(**sealed).order_by("pk")  # noqa: SLF001
    chosen = rows if keys is None else rows.filter(pk__in=keys)
    for values in chosen.values_list(*read).iterator(chunk_size=CHUNK):
        yield dict(zip(names, values, strict=True))


def line_of(row: Row) -> bytes:
    """A row as one line, the same on every engine."""
    plain = {name: _plain(value) for name, value in row.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def row_of(model: Table, line: bytes) -> Row:
    """The reverse of `line_of`."""
    plain = json.loads(line)
    return {field.attname: _value(field, plain[field.attname]) for field in columns(model)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_iso_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return canonical(value)


def _value(field: "Field[Any, Any]", plain: Any) -> Any:
    if plain is None or _is_encrypted(field) or isinstance(field, JSONField):
        return plain
    if isinstance(field, BinaryField):
        return base64.b64decode(plain)
    return field.to_python(plain)


def insert(model: Table, rows: list[Row]) -> None:
    """Write rows with their own keys, past actions and defaults; encrypted columns as they stood."""
    fields, quote = columns(model), connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608, SLF001
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[_stored(field, row[field.attname]) for field in fields] for row in rows])


def empty(model: Table) -> None:
    """Delete every row of a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608, SLF001


def _stored(field: "Field[Any, Any]", value: Any) -> Any:
    return value if _is_encrypted(field) else field.get_db_prep_save(value, connection)


def _is_encrypted(field: "Field[Any, Any]") -> bool:
    return getattr(field, "is_stored_encrypted", False)  # vault.fields lies above; it says so itself
