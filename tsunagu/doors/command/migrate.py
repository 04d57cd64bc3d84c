"""`tsunagu migrate`: the tables brought to what this version needs."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from tsunagu.doors.command.frame import FINE, BadInputError, Subparsers, add_verb, answer, django_ready


def add_to(subparsers: Subparsers) -> None:
    """Offer the verb."""
    add_verb(subparsers, "migrate", run, help="Bring the database's tables to this version (one at a time).")


def run(_args: argparse.Namespace) -> int:
    """Prints how many migrations were applied; 0 applied is fine."""
    django_ready()
    with one_at_a_time():
        answer(f"{bring_up_to_date()} migrations applied.")
    return FINE


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """The engine's lock: no two processes, on any machine, prepare one database together."""
    from django.db import connection

    from tsunagu.base.engines import engine_of

    require_database()
    with engine_of(connection.vendor).migration_lock(connection):
        yield


def bring_up_to_date() -> int:
    """Apply what is missing; returns how many were missing. Hold the lock meanwhile."""
    from django.core.management import call_command

    from tsunagu.upkeep.queries import missing_migrations

    missing = missing_migrations()
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    return len(missing)


def require_database() -> None:
    """BadInputError when the database does not answer. Its own words may hold a password."""
    from django.db import connection
    from django.db.utils import OperationalError

    try:
        connection.ensure_connection()
    except OperationalError as trouble:
        raise BadInputError("The database does not answer. Look at DATABASE_URL.") from trouble
