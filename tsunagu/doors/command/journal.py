"""`tsunagu journal verify` and `tsunagu journal seal`."""

import argparse

from tsunagu.doors.command.frame import (
    BROKEN,
    FINE,
    Subparsers,
    add_group,
    add_verb,
    answer,
    django_ready,
)

IN_ENGLISH = {
    "line-changed": "its content was changed",
    "digest-changed": "its digest was changed",
    "entry-missing": "it is missing",
    "link-broken": "the chain does not link",
    "erased-silently": "its personal part was emptied without a line saying so",
    "tail-cut": "the end was cut off: a head outside the database goes further",
    "head-differs": "the chain differs from the head kept outside the database",
}


def add_to(subparsers: Subparsers) -> None:
    """Add the verbs."""
    verbs = add_group(subparsers, "journal", help="The record of who did what.")
    add_verb(verbs, "verify", run_verify, help="Is the journal as it was written? Exit 1: broken.")
    add_verb(verbs, "seal", run_seal, help="Link all committed entries into the chain now.")


def run_verify(_args: argparse.Namespace) -> int:
    """Exit 0 intact, with the count of the unsealed tail; 1 broken, naming the first bad entry."""
    django_ready()
    from tsunagu.journal.verification import verify

    found = verify()
    if found.first_bad is None:
        answer(f"intact: {found.sealed} entries sealed, {found.unsealed} not yet sealed")
        return FINE
    bad = found.first_bad
    entry = f"entry {bad.entry_id}" if bad.entry_id else "after the last entry"
    place = f"position {bad.position}" if bad.position else "not yet sealed"
    answer(f"broken: {entry} ({place}): {IN_ENGLISH[bad.fault.value]}")
    return BROKEN


def run_seal(_args: argparse.Namespace) -> int:
    """One whole round of the sealer."""
    django_ready()
    from django.utils import timezone

    from tsunagu.journal.sealing import seal_committed

    answer(f"sealed: {seal_committed(at=timezone.now(), whole=True)}")
    return FINE
