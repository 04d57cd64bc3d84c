"""`tsunagu start`: what script/server runs. Migrates, fills an empty demo, shows the sign-ins, serves."""

import argparse
import json
from pathlib import Path

from tsunagu.doors.command.frame import Subparsers, add_verb, answer, django_ready, say
from tsunagu.doors.command.migrate import bring_up_to_date, one_at_a_time
from tsunagu.doors.command.serve import serve


def add_to(subparsers: Subparsers) -> None:
    """Offer the verb."""
    add_verb(subparsers, "start", run, help="For trying out: migrate, fill an empty database with the demo, serve.")


def run(_args: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C. The demo only without DATABASE_URL, or with TSUNAGU_DEMO=1."""
    django_ready()
    from django.conf import settings

    with one_at_a_time():
        bring_up_to_date()
        if settings.DEMO:
            fill_when_empty()
    sign_ins = Path(settings.VAR_DIR, "demo-sign-ins.json")
    return serve(when_ready=lambda: show_sign_ins(sign_ins) if settings.DEMO else None)


def fill_when_empty() -> None:
    """Seed the demo season as of today (JST) unless there is anything in the database."""
    from django.utils import timezone

    from tsunagu.demo.season import build, is_empty

    if is_empty():
        say("First start: making the fictitious demo season …")
        build(as_of=timezone.localdate(), progress=True, is_at_work=True)


def show_sign_ins(file: Path) -> None:
    """Per role: e-mail, password and TOTP seed of the demo's people."""
    if not file.exists():
        return
    answer(f"Sign in as (fictitious people; also in {file}):")
    for row in json.loads(file.read_text(encoding="utf-8")):
        seed = f"  TOTP {row['totp_seed']}" if row.get("totp_seed") else ""
        answer(f"  {row['label']}: {row['email']}  {row['password']}{seed}")
