"""What taking rows in would change: the difference report of every importer."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field from what it was to what it becomes."""

    field: str
    was: Any
    becomes: Any


@dataclass(frozen=True, slots=True)
class Change(Generic[Row]):
    """A row known before that comes differently."""

    key: Hashable
    existing: Row
    incoming: Row
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Difference(Generic[Row]):
    """What taking the incoming rows in would do; `missing` = known before, not in the file."""

    added: tuple[Row, ...]
    changed: tuple[Change[Row], ...]
    unchanged: tuple[Row, ...]
    missing: tuple[Row, ...]


def field_values(row: Any) -> dict[str, Any]:
    """The fields of a row, be it a dataclass or a mapping."""
    if is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in fields(row)}
    return dict(row)


def _changes(existing: Any, incoming: Any) -> tuple[FieldChange, ...]:
    was = field_values(existing)
    return tuple(
        FieldChange(name, was.get(name), value)
        for name, value in field_values(incoming).items()
        if was.get(name) != value
    )


def difference(existing: Iterable[Row], incoming: Iterable[Row], key: str) -> Difference[Row]:
    """Compare rows (dataclasses or mappings) by the field `key`; the order given is kept."""
    known = {field_values(row)[key]: row for row in existing}
    coming = {field_values(row)[key]: row for row in incoming}
    pairs = [(name, known[name], row, _changes(known[name], row)) for name, row in coming.items() if name in known]
    return Difference(
        added=tuple(row for name, row in coming.items() if name not in known),
        changed=tuple(Change(*pair) for pair in pairs if pair[3]),
        unchanged=tuple(pair[2] for pair in pairs if not pair[3]),
        missing=tuple(row for name, row in known.items() if name not in coming),
    )
