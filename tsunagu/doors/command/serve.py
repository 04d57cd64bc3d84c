"""`tsunagu serve [--web-only]`: the web processes and one worker. Never migrates, never seeds.

PORT (8000), TSUNAGU_BIND (localhost; 0.0.0.0 behind a proxy on another machine), WEB_CONCURRENCY (2 processes
of 8 threads each).
"""

import argparse
import os
import socket
import sys
from collections.abc import Callable

from tsunagu.doors.command.frame import BadInputError, Subparsers, add_verb, answer, django_ready
from tsunagu.doors.command.migrate import require_database
from tsunagu.doors.command.processes import Child, keep_running

THREADS = 8


def add_to(subparsers: Subparsers) -> None:
    """Offer the verb."""
    parser = add_verb(subparsers, "serve", run, help="Serve the pages on PORT (8000), with one worker beside.")
    parser.add_argument("--web-only", action="store_true", help="without the worker (run `tsunagu worker` elsewhere)")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C. Exit 2 when the database is not ready or the port is taken."""
    django_ready()
    require_migrations()
    return serve(web_only=args.web_only)


def serve(*, web_only: bool = False, when_ready: Callable[[], None] = lambda: None) -> int:
    """Run the children until told to stop; `when_ready` is called once the port answers."""
    port = port_number(os.environ.get("PORT", "8000"))
    hosts = addresses(os.environ.get("TSUNAGU_BIND", "localhost"))
    require_free(hosts, port)

    def ready() -> None:
        answer(f"Serving on http://localhost:{port}/")
        when_ready()

    children = [Child("web", web_command(hosts, port), is_vital=True)]
    if not web_only:
        children.append(Child("worker", [sys.executable, "-m", "tsunagu.doors.command", "worker"]))
    return keep_running(children, is_ready=lambda: answers(hosts[0], port), when_ready=ready)


def web_command(hosts: list[str], port: int) -> list[str]:
    """How gunicorn is called: one import for all (`--preload`), nothing written to HOME."""
    binds = [f"--bind=[{host}]:{port}" if ":" in host else f"--bind={host}:{port}" for host in hosts]
    workers = os.environ.get("WEB_CONCURRENCY", "2")
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi:application", *binds),
        *("--worker-class=gthread", f"--workers={workers}", f"--threads={THREADS}", "--preload"),
        *("--graceful-timeout=10", "--keep-alive=5", "--log-level=warning", "--no-control-socket"),
    ]


def require_migrations() -> None:
    """BadInputError when the database does not answer or lacks tables of this version."""
    from tsunagu.upkeep.queries import missing_migrations

    require_database()
    missing = missing_migrations()
    if missing:
        raise BadInputError(f"The database lacks {len(missing)} migrations. Run `tsunagu migrate` first.")


def port_number(text: str) -> int:
    """`PORT` as a number; BadInputError for anything that is no port."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise BadInputError(f"PORT: '{text}' is not a port number.")
    return int(text)


def addresses(host: str) -> list[str]:
    """Numeric addresses to listen on: for localhost both families, as far as the machine has them."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as wrong:
        raise BadInputError(f"TSUNAGU_BIND: '{host}' is not an address of this machine.") from wrong
    names = ["127.0.0.1", "::1"] if host == "localhost" else list(dict.fromkeys(str(row[4][0]) for row in found))
    return [name for name in names if name != "::1" or _has_ipv6_loopback()]


def _has_ipv6_loopback() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as attempt:
            attempt.bind(("::1", 0))
    except OSError:
        return False
    return True


def require_free(hosts: list[str], port: int) -> None:
    """BadInputError when somebody listens there already."""
    for host in hosts:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((host, port))
            except OSError as wrong:
                raise BadInputError(f"PORT {port} at {host} cannot be used: {wrong.strerror}.") from wrong


def answers(host: str, port: int) -> bool:
    """True once somebody accepts connections there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
