"""`tsunagu open-data build`: one round of the nightly open data."""

import argparse

from tsunagu.doors.command.frame import FINE, Subparsers, add_group, add_verb, answer, django_ready


def add_to(subparsers: Subparsers) -> None:
    """Add the verbs."""
    verbs = add_group(subparsers, "open-data", help="What listed people agreed to publish, as files.")
    add_verb(verbs, "build", run_build, help="Make today's CSV and JSON in the file store.")


def run_build(_args: argparse.Namespace) -> int:
    """One line for the build, one per file."""
    django_ready()
    from django.utils import timezone

    from tsunagu.base.actor import SYSTEM
    from tsunagu.directory.open_data.actions import build_open_data
    from tsunagu.doors.command.serve import require_migrations

    require_migrations()
    built = build_open_data(by=SYSTEM, at=timezone.now())
    answer(f"{built.built_on}: {built.count} people, version {built.version}")
    for file in built.files:
        answer(f"{built.folder}/{file.name}: {file.size} bytes")
    return FINE
