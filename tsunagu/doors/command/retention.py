"""`tsunagu retention run`: one round of erasing what has had its time; `tsunagu keys rotate`."""

import argparse

from tsunagu.doors.command.frame import FINE, Subparsers, add_group, add_verb, answer, django_ready


def add_to(subparsers: Subparsers) -> None:
    """Add the verbs."""
    verbs = add_group(subparsers, "retention", help="How long data is kept.")
    add_verb(verbs, "run", run_retention, help="Erase what has had its time, one round.")
    keys = add_group(subparsers, "keys", help="The keys confidential values are encrypted with.")
    add_verb(keys, "rotate", run_rotation, help="Re-encrypt everything under the key file's current key.")


def run_retention(_args: argparse.Namespace) -> int:
    """One line per kind: how many went."""
    django_ready()
    from django.utils import timezone

    from tsunagu.vault import retention

    for code, count in retention.run(at=timezone.now()).items():
        answer(f"{code}: {count}")
    return FINE


def run_rotation(_args: argparse.Namespace) -> int:
    """How many values and files were re-encrypted."""
    django_ready()
    from django.utils import timezone

    from tsunagu.base.actor import SYSTEM
    from tsunagu.vault.rotation import rotate_keys

    answer(f"re-encrypted: {rotate_keys(by=SYSTEM, at=timezone.now())}")
    return FINE
