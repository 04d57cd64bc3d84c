"""Made-up populations to measure on: SQLite files kept in TSUNAGU_BENCH_DIR, databases of their own on PostgreSQL.

A kept file is built again when a migration or a file of the demo has changed. Without TSUNAGU_BENCH_DIR it is built in
a temporary directory each time.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connections

from tests.postgres import make_database

AS_OF = date(2026, 11, 21)
ROOT = Path(__file__).resolve().parents[2] / "tsunagu"


def bench_dir() -> Path:
    """Where the files are kept."""
    place = Path(os.environ.get("TSUNAGU_BENCH_DIR") or tempfile.mkdtemp(prefix="tsunagu-bench-"))
    place.mkdir(parents=True, exist_ok=True)
    return place


def fingerprint() -> str:
    """Changes with every migration and with whatever makes the people."""
    files = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("demo/**/*.py"), *ROOT.glob("demo/**/*.yaml")]
    whole = sha256()
    for file in sorted(files):
        whole.update(file.read_bytes())
    return whole.hexdigest()[:12]


@contextmanager
def population(count: int, place: Path) -> Iterator[None]:
    """So many listed specialists in the default database; the one in use before is back afterwards."""
    connection = connections["default"]
    before = connection.settings_dict["NAME"]
    connection.close()
    make = _sqlite if connection.vendor == "sqlite" else _postgres
    try:
        make(connection, count, place)
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _sqlite(connection: Any, count: int, place: Path) -> None:
    name = place / f"season-{count}-{fingerprint()}.sqlite3"
    if not name.exists():
        half = name.with_suffix(".building")
        half.unlink(missing_ok=True)
        connection.settings_dict["NAME"] = str(half)
        _build(count)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        half.rename(name)
    connection.settings_dict["NAME"] = str(name)


def _postgres(connection: Any, count: int, _place: Path) -> None:
    name = f"season_{count}_{fingerprint()}"
    host, user = connection.settings_dict["HOST"], connection.settings_dict["USER"]
    url = f"postgres:///postgres?host={host}&user={user}"
    if name not in _databases(url):
        make_database(url, name)
        connection.settings_dict["NAME"] = name
        _build(count)
    connection.settings_dict["NAME"] = name


def _databases(url: str) -> set[str]:
    import psycopg

    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def _build(count: int) -> None:
    from tsunagu.demo.season import build

    call_command("migrate", verbosity=0)
    build(specialists=count, as_of=AS_OF, progress=sys.stderr.isatty())
