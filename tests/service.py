"""The service as an operator runs it: real processes with a directory and a database of their own."""

import errno
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from tsunagu.vault.keys import make_keys

ROOT = Path(__file__).resolve().parents[1]
TSUNAGU = [sys.executable, "-m", "tsunagu.doors.command"]
LOOPBACKS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # whatever proxy the machine is told to use


@dataclass(frozen=True)
class Service:
    """What the processes are told, and a free port."""

    var: Path
    port: int
    env: dict[str, str]

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """`tsunagu WORDS`, to its end."""
        return subprocess.run(
            [*TSUNAGU, *words],
            env={**self.env, **more},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    def python(self, script: str) -> str:
        """The output of a script with Django set up; fails when the script does."""
        whole = f"import django; django.setup()\n{script}"
        done = subprocess.run([sys.executable, "-c", whole], env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """`tsunagu WORDS` in a process group of its own; the whole group is gone afterwards."""
        process = subprocess.Popen(
            [*TSUNAGU, *words],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        except BaseException as trouble:
            trouble.add_note(f"{' '.join(words)} said:\n{end_group(process)}")
            raise
        else:
            end_group(process)

    def health(self) -> tuple[int, dict]:
        """Status and content of /healthz; (0, {}) while nobody answers."""
        try:
            with DIRECT.open(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as trouble:
            return trouble.code, json.load(trouble)
        except OSError:
            return 0, {}

    def wait_for_health(self, status: int = 200) -> None:
        """Returns once /healthz says so; AssertionError with what it said last."""
        deadline = time.monotonic() + 60
        while (last := self.health())[0] != status:
            assert time.monotonic() < deadline, last
            time.sleep(0.05)


def end_group(process: subprocess.Popen[str]) -> str:
    """Kill a process that leads a group, and the group; returns what it printed and nobody has read."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.communicate()[0]


def free_port() -> int:
    """A port nobody listens on, below those that outgoing connections are given."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        if all(can_bind(family, host, port) for family, host in LOOPBACKS):
            return port
    raise AssertionError("no free port found")


def can_bind(family: socket.AddressFamily, host: str, port: int) -> bool:
    """Whether the port is free there; a machine without that family has it free."""
    try:
        with socket.socket(family) as probe:
            probe.bind((host, port))
    except OSError as trouble:
        return trouble.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
    return True


def alive_in(group: int) -> list[tuple[int, str]]:
    """(pid, command) of the processes of a group that still run."""
    return [(pid, command) for pid, _, pgid, command in processes() if pgid == group]


def children_of(parent: int) -> list[tuple[int, str]]:
    """(pid, command) of the processes a process has started and that still run."""
    return [(pid, command) for pid, ppid, _, command in processes() if ppid == parent]


def processes() -> list[tuple[int, int, int, str]]:
    """(pid, parent, group, command) of all that run.

    From /proc: `ps` may be missing, and cuts long commands to COLUMNS.
    """
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended meanwhile
            state, ppid, pgid = (place / "stat").read_text().rpartition(") ")[2].split()[:3]
            if state not in "ZX":
                command = (place / "cmdline").read_text().replace("\0", " ").strip()
                found.append((int(place.name), int(ppid), int(pgid), command))
    return sorted(found)


def in_processes(made: Service, script: str, count: int) -> list[str]:
    """What so many processes print that run the script at the same time."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: made.python(script), range(count)))


@contextmanager
def service(var: Path) -> Iterator[Service]:
    """A service on SQLite in `var`, or on a fresh database beside TSUNAGU_TEST_DATABASE."""
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TSUNAGU_KEYS"}}
    port = free_port()
    env |= {"TSUNAGU_VAR": str(var), "TSUNAGU_DEMO": "0", "PORT": str(port), "PYTHONPATH": str(ROOT)}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings", "WEB_CONCURRENCY": "1"}
    with own_database(os.environ.get("TSUNAGU_TEST_DATABASE", "")) as url:
        if url:
            make_keys(var / "keys")
            env |= {"DATABASE_URL": url, "TSUNAGU_KEYS": str(var / "keys")}
        yield Service(var, port, env)


@contextmanager
def own_database(beside: str) -> Iterator[str]:
    """A fresh PostgreSQL database in the same cluster, dropped afterwards; "" gives "" (SQLite)."""
    if not beside:
        yield ""
        return
    import psycopg

    name = f"service_{uuid4().hex[:12]}"
    with psycopg.connect(beside, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield beside.replace(urlsplit(beside).path, f"/{name}", 1)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def wait_until(condition, seconds: float = 30) -> None:
    """Returns once the condition holds; AssertionError when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)
