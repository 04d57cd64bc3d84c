"""What only PostgreSQL needs (14 or later, core only: no extension)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MIGRATION_LOCK = 7_265_641


def settings(*, name: str, user: str, password: str, host: str, port: str) -> dict[str, Any]:
    """Django database settings; a host that begins with `/` is a socket directory."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c timezone=UTC -c jit=off"},
    }


def text_index_up(table: str, column: str, key: str) -> list[str]:
    """DDL for the word index over a `grams` column: a generated tsvector, a GIN index, and a function that asks it.

    For common words the planner would rather read every row, not knowing what it costs to unpack a tsvector (ten times
    the index, docs/explanation/speed.md). A function with a setting of its own leaves it no choice; it is told to
    expect many. And long columns live beside the table, so that looking up whom the index names touches few pages.
    """
    return [
        f"ALTER TABLE {table} SET (toast_tuple_target = 128)",
        (
            f"ALTER TABLE {table} ADD COLUMN {column}_tsv tsvector "
            f"GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED"
        ),
        f"CREATE INDEX {table}_{column}_gin ON {table} USING gin ({column}_tsv)",
        (
            f"CREATE FUNCTION {table}_{column}_found(asked tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE "
            f"ROWS 20000 SET enable_seqscan = off AS $$ SELECT {key} FROM {table} WHERE {column}_tsv @@ asked $$"
        ),
    ]


def text_index_down(table: str, column: str, _key: str) -> list[str]:
    """The reverse of `text_index_up`."""
    return [f"DROP FUNCTION {table}_{column}_found", f"ALTER TABLE {table} DROP COLUMN {column}_tsv"]


def text_condition(table: str, column: str, _key: str, words: list[list[list[str]]]) -> tuple[str, list[str]]:
    """SQL and parameters: keys (`AS found`) of rows that hold every word.

    A word is a list of spellings, a spelling the grams it needs; `x*` = begins with x.
    """
    query = " & ".join(
        "(" + " | ".join("(" + " & ".join(map(_quoted, grams)) + ")" for grams in spellings) + ")"
        for spellings in words
    )
    return f"SELECT found FROM {table}_{column}_found(%s::tsquery) AS found", [query]


def _quoted(gram: str) -> str:
    body = "'" + gram.rstrip("*").replace("\\", "\\\\").replace("'", "''") + "'"
    return f"{body}:*" if gram.endswith("*") else body


def append_only_up(table: str, fixed: tuple[str, ...] = (), erasable: tuple[str, ...] = ()) -> list[str]:
    """DDL: rows can be added, never changed or deleted.

    `erasable` columns may be emptied, all at once, and never reworded; then `fixed` names all the others.
    """
    refuse = f"EXECUTE FUNCTION {table}_append_only()"
    of = f" OF {', '.join(fixed)}" if erasable else ""
    statements = [
        (
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'restrict_violation'; END $$"
        ),
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE{of} ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    ]
    if erasable:
        emptied = " AND ".join(f"NEW.{column} = ''" for column in erasable)
        columns = ", ".join(erasable)
        statements.append(
            f"CREATE TRIGGER {table}_no_rewording BEFORE UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW WHEN (NOT ({emptied})) {refuse}"
        )
    return statements


def append_only_down(table: str) -> list[str]:
    """The reverse of `append_only_up`."""
    verbs = ("update", "delete", "truncate", "rewording")
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}" for verb in verbs] + [
        f"DROP FUNCTION {table}_append_only()"
    ]


def change_stamps_up(table: str, key: str, stamps: str, block_bits: int) -> list[str]:
    """DDL: whatever changes a row of `table` replaces the stamp of its block (keys with the same upper bits).

    Nobody waits for anybody: stamps another transaction is replacing are left to it, so that for a while a block has
    two. What tells of a change is that the block's stamps are others than before.
    """
    statements = [
        (
            f"CREATE FUNCTION {table}_stamped() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"DELETE FROM {stamps} WHERE stamp IN (SELECT stamp FROM {stamps} "
            f"WHERE block IN (SELECT {key} >> {block_bits} FROM changed) FOR UPDATE SKIP LOCKED); "
            f"INSERT INTO {stamps} (block, stamp) SELECT {key} >> {block_bits}, "
            f"(random() * 9223372036854775807)::bigint FROM changed GROUP BY 1; RETURN NULL; END $$"
        )
    ]
    for event, rows in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")):
        statements.append(
            f"CREATE TRIGGER {table}_stamped_{event} AFTER {event.upper()} ON {table} "
            f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {table}_stamped()"
        )
    return statements


def change_stamps_down(table: str) -> list[str]:
    """The reverse of `change_stamps_up`."""
    return [f"DROP TRIGGER {table}_stamped_{event} ON {table}" for event in ("insert", "update", "delete")] + [
        f"DROP FUNCTION {table}_stamped()"
    ]


@contextmanager
def migration_lock(connection: Any) -> Iterator[None]:
    """One process migrates at a time: an advisory lock, freed with the connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])


@contextmanager
def snapshot(connection: Any) -> Iterator[None]:
    """Everything read inside belongs to one moment; writers go on."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def reset_sequences(connection: Any, tables: list[str]) -> None:
    """After rows came in with their own ids: let the counters go on from the largest."""
    with connection.cursor() as cursor:
        for table in tables:
            quoted = connection.ops.quote_name(table)
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [quoted])
            (sequence,) = cursor.fetchone()
            if sequence:
                cursor.execute(f"SELECT setval(%s, GREATEST((SELECT MAX(id) FROM {quoted}), 1))", [sequence])


def gather_statistics(connection: Any) -> None:
    """Let the planner know the sizes after a bulk load."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
