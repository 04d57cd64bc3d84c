"""Migration operations whose SQL comes from the engine modules."""

from collections.abc import Callable
from typing import Any

from django.db.migrations import RunPython

from tsunagu.base.engines import engine_of


def _run(name: str, arguments: tuple[Any, ...]) -> Callable[[Any, Any], None]:
    def step(_apps: Any, schema_editor: Any) -> None:
        make = getattr(engine_of(schema_editor.connection.vendor), name)
        for statement in make(*arguments):
            schema_editor.execute(statement, params=None)

    return step


def word_index(table: str, column: str, key: str) -> RunPython:
    """The word index over a `grams` column, with its reverse."""
    return RunPython(_run("text_index_up", (table, column, key)), _run("text_index_down", (table, column, key)))


def append_only(table: str, *, fixed: tuple[str, ...] = (), erasable: tuple[str, ...] = ()) -> RunPython:
    """Rows can be added, never changed or deleted; `erasable` columns may be emptied together."""
    return RunPython(_run("append_only_up", (table, fixed, erasable)), _run("append_only_down", (table,)))


def change_stamps(table: str, key: str, stamps: str, block_bits: int) -> RunPython:
    """Whatever changes a row replaces the stamp of its block in the table `stamps` (block, stamp)."""
    return RunPython(_run("change_stamps_up", (table, key, stamps, block_bits)), _run("change_stamps_down", (table,)))
