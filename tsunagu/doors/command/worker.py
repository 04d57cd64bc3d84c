"""`tsunagu worker`: does jobs, keeps the timetable, makes the rounds. Run as many as you like."""

import argparse
import os
import signal
import socket
from typing import Any

from tsunagu.doors.command.frame import FINE, Subparsers, add_verb, django_ready, say
from tsunagu.doors.command.serve import require_migrations


def add_to(subparsers: Subparsers) -> None:
    """Offer the verb."""
    add_verb(subparsers, "worker", run, help="Do jobs and what the timetable asks for, until told to stop.")


def run(_args: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C; a long job goes back at its next progress point."""
    django_ready()
    require_migrations()
    from django.utils import timezone

    from tsunagu.upkeep.worker import Worker

    worker = Worker(f"{socket.gethostname()}:{os.getpid()}", clock=timezone.now)

    def stop(*_: Any) -> None:
        worker.stop.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    say("Worker at work.")
    worker.run()
    return FINE
