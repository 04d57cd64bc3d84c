"""The checks behind /healthz.

Upper rooms add theirs in `AppConfig.ready`:

register_health_check("outbox", outbox_health)      # outbox_health(at: datetime) -> Health
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from tsunagu.upkeep.queries import missing_migrations, workers_alive


@dataclass(frozen=True, slots=True)
class Health:
    """`detail` is read by anybody: numbers and states, no addresses, names or secrets."""

    ok: bool
    detail: str


HealthCheck = Callable[[datetime], Health]


def database_health(_at: datetime) -> Health:
    """The database answers a question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Health(ok=True, detail=connection.vendor)


def migrations_health(_at: datetime) -> Health:
    """Has the database the tables of this version? Once complete it stays so for this process."""
    global _complete  # noqa: PLW0603  (a walk through all migrations costs 50 ms; the answer cannot turn bad)
    missing = 0 if _complete else len(missing_migrations())
    _complete = not missing
    return Health(ok=not missing, detail=f"{missing} missing")


def worker_health(at: datetime) -> Health:
    """Did a worker anywhere give a sign of life in the last 60 s? `serve --web-only` needs one elsewhere."""
    alive = len(workers_alive(at=at))
    return Health(ok=alive > 0, detail=f"{alive} alive")


def files_health(_at: datetime) -> Health:
    """The file store keeps a small file and gives it back."""
    name = default_storage.save(f"health/{uuid4().hex}", ContentFile(b"ok"))
    try:
        with default_storage.open(name) as file:
            kept: bytes = file.read()
    finally:
        default_storage.delete(name)
    return Health(ok=kept == b"ok", detail="writable")


_complete = False
CHECKS: dict[str, HealthCheck] = {
    "database": database_health,
    "migrations": migrations_health,
    "worker": worker_health,
    "files": files_health,
}


def register_health_check(name: str, function: HealthCheck) -> None:
    """Add a check; ValueError when the name is taken by another."""
    if CHECKS.setdefault(name, function) != function:
        raise ValueError(f"The health check '{name}' is registered already.")


def health(*, at: datetime) -> dict[str, Health]:
    """Every check's finding by name. Without a database or its tables the rest is not asked."""
    found: dict[str, Health] = {}
    for name, check in CHECKS.items():
        ground_holds = all(found[ground].ok for ground in ("database", "migrations") if ground in found)
        found[name] = _finding(check, at) if ground_holds else Health(ok=False, detail="not asked")
    return found


def _finding(check: HealthCheck, at: datetime) -> Health:
    try:
        return check(at)
    except Exception as error:  # noqa: BLE001  (any trouble is an answer here)
        return Health(ok=False, detail=type(error).__name__)
