"""`tsunagu outbox deliver`: one round of carrying letters."""

import argparse

from tsunagu.doors.command.frame import (
    FINE,
    BadInputError,
    Subparsers,
    add_group,
    add_verb,
    answer,
    django_ready,
    say,
)


def add_to(subparsers: Subparsers) -> None:
    """Add the verbs."""
    verbs = add_group(subparsers, "outbox", help="Letters going out.")
    add_verb(verbs, "deliver", run_deliver, help="Carry the letters that are due, one round.")


def run_deliver(_args: argparse.Namespace) -> int:
    """Exit 0 whatever the mail server says; 2 when EMAIL_URL is none of ours."""
    django_ready()
    from django.conf import settings
    from django.utils import timezone

    from tsunagu.mail.delivery import deliver
    from tsunagu.mail.queries import waiting_count

    if not settings.EMAIL_URL:
        say("EMAIL_URL is not set: letters stay in the outbox.")
    try:
        done = deliver(clock=timezone.now)
    except ValueError as wrong:
        raise BadInputError(str(wrong)) from wrong
    answer(f"sent {done.sent}, put off {done.put_off}, given up {done.failed}; waiting {waiting_count()}")
    return FINE
