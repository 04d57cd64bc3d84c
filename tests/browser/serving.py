"""A server of its own for the browser tests: its own directory, database and process, filled once."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def own_database(url: str) -> str:
    """A fresh database beside the one of TSUNAGU_TEST_DATABASE; "" (SQLite in the server's directory) stays ""."""
    if not url:
        return ""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("drop database if exists tsunagu_browser")
        connection.execute("create database tsunagu_browser")
    return urlunsplit(urlsplit(url)._replace(path="/tsunagu_browser"))


def environment(var: Path, port: int) -> dict[str, str]:
    """What the server is told. TSUNAGU_DEMO=1: every page carries the demo banner."""
    from tsunagu.vault.keys import make_keys

    make_keys(var / "keys")
    (var / "static").mkdir(exist_ok=True)
    return {
        **os.environ,
        "TSUNAGU_VAR": str(var),
        "TSUNAGU_KEYS": str(var / "keys"),
        "TSUNAGU_DEMO": "1",
        "TSUNAGU_SITE": f"http://127.0.0.1:{port}",
        "DATABASE_URL": own_database(os.environ.get("TSUNAGU_TEST_DATABASE", "")),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer at {url}")


def fill(env: dict[str, str]) -> None:
    """The tables and the demo season, by the same verbs an operator uses."""
    for verb in ("migrate", "demo"):
        command = [sys.executable, "-m", "tsunagu.doors.command", verb]
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)


READ = (
    "import sys, django; django.setup()\n"
    "from tsunagu.mail.models import Letter\n"
    "print(Letter.objects.filter(to=sys.argv[1]).latest('pk').body)"
)


def letter_to(address: str, var: Path) -> str:
    """The newest letter to an address, out of the running server's outbox (no mail server is set up)."""
    url = os.environ.get("TSUNAGU_TEST_DATABASE", "")
    env = {
        **os.environ,
        "TSUNAGU_VAR": str(var),
        "TSUNAGU_KEYS": str(var / "keys"),
        "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path="/tsunagu_browser")) if url else "",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    command = [sys.executable, "-c", READ, address]
    return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout


@contextmanager
def running(var: Path) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """(address, sign-ins by role: email, password, totp_seed) of a server with the demo; stopped at the end."""
    port = free_port()
    env = environment(var, port)
    fill(env)
    command = [
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=env)
    try:
        wait_for(f"http://127.0.0.1:{port}/parts", server)
        rows = json.loads((var / "demo-sign-ins.json").read_text())
        yield f"http://127.0.0.1:{port}", {row["role"]: row for row in reversed(rows)}
    finally:
        server.terminate()
        server.wait(timeout=20)
