"""What every test may lean on."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections
from django.db.backends.postgresql.base import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3.base import DatabaseOperations as SqliteOperations
from hypothesis import HealthCheck, settings

from tsunagu.base.wiring import storage_config

# A busy machine is no failure: nothing is told by seconds.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

SQLITE_GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%is append-only%'"
POSTGRES_GUARDED = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%_no_truncate'"


@contextmanager
def emptying_allowed(connection: Any) -> Iterator[None]:
    """Append-only tables may be emptied or tampered with inside; their guards stand again afterwards."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(SQLITE_GUARDS if is_sqlite else POSTGRES_GUARDED)
        guards = cursor.fetchall()
        for guard in guards:
            cursor.execute(f"DROP TRIGGER {guard[0]}" if is_sqlite else f"ALTER TABLE {guard[0]} DISABLE TRIGGER USER")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for guard in guards:
                cursor.execute(guard[1] if is_sqlite else f"ALTER TABLE {guard[0]} ENABLE TRIGGER USER")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, as in service: an in-memory database knows neither WAL nor waiting for a lock.

    Processes beside one another have a database each.
    """
    connection = connections["default"]
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _flush_empties_append_only_tables() -> Iterator[None]:
    """Transactional tests end with a flush, which the journal's triggers would refuse."""
    with pytest.MonkeyPatch.context() as patch:
        for operations in (SqliteOperations, PostgresOperations):
            patch.setattr(operations, "execute_sql_flush", _flushing(operations.execute_sql_flush))
        yield


def _flushing(flush: Any) -> Any:
    def execute_sql_flush(self: Any, sql_list: list[str]) -> None:
        connection = connections[self.connection.alias]
        with emptying_allowed(connection):
            flush(self, sql_list)
        # What the migrations fill stands again for the tests that come after.
        first_season = import_module("tsunagu.seasons.migrations.0002_first_season")
        first_season.make_first_season(apps, SimpleNamespace(connection=connection))

    return execute_sql_flush


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_quickly() -> Iterator[None]:
    """The service's own method with the least work: slow on purpose is for guessers."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, least in {"time_cost": 1, "memory_cost": 8, "parallelism": 1}.items():
            patch.setattr(Argon2PasswordHasher, cost, least)
        yield


@pytest.fixture
def file_store(tmp_path: Path, settings: Any) -> Path:
    """A file store of the test's own."""
    place = tmp_path / "files"
    place.mkdir()
    settings.STORAGES = {**settings.STORAGES, **storage_config(f"file://{place}")}
    return place


@pytest.fixture(autouse=True)
def notice_known() -> None:
    """As on all but the first page of a minute: the notice is remembered (there is none), so no page asks for it."""
    from tsunagu.doors.notice import remember

    remember("", since=datetime.min.replace(tzinfo=UTC), until=datetime.max.replace(tzinfo=UTC))


@pytest.fixture(autouse=True)
def _nobody_reads_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read pages by the hundred from one address; tests/doors/test_flood.py sets the limit again."""
    monkeypatch.setattr("tsunagu.doors.flood.FREE", 10**9)
