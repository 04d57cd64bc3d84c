"""What only SQLite needs (3.40 or later, FTS5)."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def settings(path: str) -> dict[str, Any]:
    """Django database settings. IMMEDIATE, WAL, FULL and a 20 s wait: 200 simultaneous writers without an error."""
    if path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        },
    }


def text_index_up(table: str, column: str, key: str) -> list[str]:
    """DDL for the word index over a `grams` column: FTS5 with external content and three triggers."""
    index = f"{table}_{column}"
    insert = f"INSERT INTO {index}(rowid, {column}) VALUES (new.{key}, new.{column});"
    delete = f"INSERT INTO {index}({index}, rowid, {column}) VALUES ('delete', old.{key}, old.{column});"
    return [
        (
            f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}', content_rowid='{key}', detail=none, "
            "prefix='1', tokenize='unicode61 remove_diacritics 0')"
        ),
        f"CREATE TRIGGER {index}_ai AFTER INSERT ON {table} BEGIN {insert} END",
        f"CREATE TRIGGER {index}_ad AFTER DELETE ON {table} BEGIN {delete} END",
        f"CREATE TRIGGER {index}_au AFTER UPDATE OF {column} ON {table} BEGIN {delete} {insert} END",
    ]


def text_index_down(table: str, column: str, _key: str) -> list[str]:
    """The reverse of `text_index_up`."""
    index = f"{table}_{column}"
    return [f"DROP TRIGGER {index}_{end}" for end in ("ai", "ad", "au")] + [f"DROP TABLE {index}"]


def text_condition(table: str, column: str, _key: str, words: list[list[list[str]]]) -> tuple[str, list[str]]:
    """SQL and parameters: keys (`AS found`) of rows that hold every word.

    A word is a list of spellings, a spelling the grams it needs; `x*` = begins with x.
    """
    index = f"{table}_{column}"
    match = " AND ".join(
        "(" + " OR ".join("(" + " AND ".join(map(_quoted, grams)) + ")" for grams in spellings) + ")"
        for spellings in words
    )
    return f"SELECT rowid AS found FROM {index} WHERE {index} MATCH %s", [match]


def _quoted(gram: str) -> str:
    body = gram.rstrip("*").replace('"', '""')
    return f'"{body}"*' if gram.endswith("*") else f'"{body}"'


def append_only_up(table: str, fixed: tuple[str, ...] = (), erasable: tuple[str, ...] = ()) -> list[str]:
    """DDL: rows can be added, never changed or deleted.

    `erasable` columns may be emptied, all at once, and never reworded; then `fixed` names all the others.
    """
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    of = f" OF {', '.join(fixed)}" if erasable else ""
    triggers = [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    ]
    if erasable:
        emptied = " AND ".join(f"NEW.{column} = ''" for column in erasable)
        columns = ", ".join(erasable)
        triggers.append(
            f"CREATE TRIGGER {table}_no_rewording BEFORE UPDATE OF {columns} ON {table} WHEN NOT ({emptied}) {refuse}"
        )
    return triggers


def append_only_down(table: str) -> list[str]:
    """The reverse of `append_only_up`."""
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete", "rewording")]


def change_stamps_up(table: str, key: str, stamps: str, block_bits: int) -> list[str]:
    """DDL: whatever changes a row of `table` replaces the stamp of its block (keys with the same upper bits)."""
    block = f"{{row}}.{key} >> {block_bits}"
    statements = []
    for event, row in (("insert", "new"), ("update", "new"), ("delete", "old")):
        mine = block.format(row=row)
        statements.append(
            f"CREATE TRIGGER {table}_stamped_{event} AFTER {event.upper()} ON {table} BEGIN "
            f"DELETE FROM {stamps} WHERE block = {mine}; "
            f"INSERT INTO {stamps} (block, stamp) VALUES ({mine}, random()); END"
        )
    return statements


def change_stamps_down(table: str) -> list[str]:
    """The reverse of `change_stamps_up`."""
    return [f"DROP TRIGGER {table}_stamped_{event}" for event in ("insert", "update", "delete")]


@contextmanager
def migration_lock(connection: Any) -> Iterator[None]:
    """One process migrates at a time: a lock file beside the database file."""
    name = str(connection.settings_dict["NAME"])
    if name == ":memory:" or "mode=memory" in name:
        yield
        return
    with Path(name + ".migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def snapshot(connection: Any) -> Iterator[None]:
    """Everything read inside belongs to one moment; writers go on."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def reset_sequences(connection: Any, tables: list[str]) -> None:
    """After rows came in with their own ids: nothing to do, SQLite counts on from the largest."""


def gather_statistics(connection: Any) -> None:
    """Let the planner know the sizes after a bulk load."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
