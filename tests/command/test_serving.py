"""The production verbs as an operator runs them: own processes, own database."""

import json
import os
import re
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.service import ROOT, Service, alive_in, free_port, wait_until
from tsunagu.vault.keys import make_keys

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


def test_migrate_is_done_once_and_again_is_fine(fresh: Service) -> None:
    first, second = fresh.run("migrate"), fresh.run("migrate")

    assert (first.returncode, second.returncode, second.stdout) == (0, 0, "0 migrations applied.\n")
    assert re.fullmatch(r"[1-9]\d* migrations applied\.\n", first.stdout)


def test_of_three_that_migrate_together_one_does_it(fresh: Service) -> None:
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda _: fresh.run("migrate"), range(3)))

    assert [each.returncode for each in done] == [0, 0, 0]
    assert sorted(each.stdout == "0 migrations applied.\n" for each in done) == [False, True, True]


@pytest.mark.parametrize("words", [["serve"], ["serve", "--web-only"], ["worker"]])
def test_nothing_is_served_without_the_tables_and_none_are_made(fresh: Service, words) -> None:
    refused = fresh.run(*words)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert re.search(r"lacks \d+ migrations. Run `tsunagu migrate` first.\n$", refused.stderr)
    assert fresh.run("migrate").stdout != "0 migrations applied.\n"


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1", "８０"])
def test_a_port_that_is_none_is_bad_input(migrated: Service, port) -> None:
    refused = migrated.run("serve", PORT=port)

    assert (refused.returncode, refused.stderr) == (2, f"tsunagu: PORT: '{port}' is not a port number.\n")


def test_a_port_in_use_is_bad_input(migrated: Service) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", migrated.port))
        taken.listen()
        refused = migrated.run("serve")

    assert (refused.returncode, refused.stderr.startswith(f"tsunagu: PORT {migrated.port} at 127.0.0.1")) == (
        2,
        True,
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"DATABASE_URL": "mysql://host/db"}, "DATABASE_URL: 'mysql' is not served."),
        ({"FILES_URL": "s3://bucket"}, "FILES_URL: 's3://bucket' is not served."),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/db.sqlite3"}, "/proc/nowhere"),
        ({"TSUNAGU_KEYS": "/nowhere/keys"}, "No key file at /nowhere/keys."),
    ],
)
def test_bad_wiring_is_bad_input(fresh: Service, more, said) -> None:
    refused = fresh.run("migrate", **more)

    assert (refused.returncode, refused.stdout, said in refused.stderr) == (2, "", True)


@pytest.mark.parametrize("verb", ["migrate", "serve", "worker", "start"])
def test_a_database_that_does_not_answer_is_bad_input_and_no_password_is_shown(fresh: Service, verb) -> None:
    make_keys(fresh.var / "other-keys")
    wiring = {
        "DATABASE_URL": "postgres://me:hunter2@127.0.0.1:1/db",
        "TSUNAGU_KEYS": str(fresh.var / "other-keys"),
    }
    refused = fresh.run(verb, **wiring)

    assert (refused.returncode, refused.stderr) == (
        2,
        "tsunagu: The database does not answer. Look at DATABASE_URL.\n",
    )


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_with_a_worker_and_stops_both_when_told(migrated: Service, told) -> None:
    with migrated.running("serve") as served:
        migrated.wait_for_health()
        served.send_signal(told)
        code = served.wait(timeout=20)

        assert (code, migrated.health()[0], alive_in(served.pid)) == (0, 0, [])


def test_web_only_wants_a_worker_elsewhere(migrated: Service) -> None:
    with migrated.running("serve", "--web-only"):
        migrated.wait_for_health(503)
        assert migrated.health()[1]["worker"] == {"ok": False, "detail": "0 alive"}

        with migrated.running("worker"):
            migrated.wait_for_health()


def test_a_worker_that_dies_is_started_again(migrated: Service) -> None:
    with migrated.running("serve") as served:
        migrated.wait_for_health()
        (first,) = workers_of(served.pid)
        os.kill(first, signal.SIGKILL)

        wait_until(lambda: len(set(workers_of(served.pid)) - {first}) == 1)
        assert served.poll() is None


def workers_of(group: int) -> list[int]:
    return [pid for pid, command in alive_in(group) if command.endswith("command worker")]


def test_children_do_not_outlive_a_killed_parent(migrated: Service) -> None:
    with migrated.running("serve") as served:
        migrated.wait_for_health()
        served.kill()

        wait_until(lambda: alive_in(served.pid) == [])


def test_start_migrates_serves_and_is_quick_the_second_time(fresh: Service) -> None:
    with fresh.running("start"):
        fresh.wait_for_health()
    fresh.wait_for_health(0)
    begun = time.monotonic()
    fresh.run("migrate")
    bare = time.monotonic() - begun

    with fresh.running("start"):
        fresh.wait_for_health()
        needed = time.monotonic() - begun - bare

    assert needed < 8 * bare  # a `migrate` with nothing to do is measured beside it: machines differ


def test_a_first_start_makes_the_demo_shows_the_sign_ins_and_touches_nothing_else(tmp_path) -> None:
    home, var = tmp_path / "home", tmp_path / "var"
    home.mkdir()
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    embedded = Service(var, free_port(), env)
    env |= {"TSUNAGU_VAR": str(var), "PORT": str(embedded.port)}

    with embedded.running("start") as started:
        shown = ""
        for line in started.stdout:
            shown += line
            file = var / "demo-sign-ins.json"
            if file.exists() and json.loads(file.read_text())[-1]["email"] in line:
                break
        embedded.wait_for_health()
        started.send_signal(signal.SIGTERM)
        code = started.wait(timeout=20)

    people = json.loads((var / "demo-sign-ins.json").read_text())
    lines = [f"  {who['label']}: {who['email']}  {who['password']}" for who in people]
    assert (code, f"Serving on http://localhost:{embedded.port}/\n" in shown) == (0, True)
    assert [line for line in lines if line not in shown] == []
    assert [who["totp_seed"] for who in people if who["totp_seed"] and who["totp_seed"] not in shown] == []
    assert ((var / "keys").stat().st_mode & 0o777, list(home.iterdir())) == (0o600, [])
