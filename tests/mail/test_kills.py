"""Acknowledged means stored: workers killed under write load lose no acknowledged letter (promises §3)."""

import http.client
import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import urlencode

import pytest

from tests.service import children_of, service, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(600)]
KILLS, PEOPLE, WRITERS = 50, 20_000, 6
EVERYTHING_EVERY = 10  # then the whole service is killed, not only its workers

MAKE_PEOPLE = f"""
from allauth.account.models import EmailAddress
from tsunagu.accounts.models import User
people = User.objects.bulk_create(User(email=f"p{{n}}@people.example", password="!", name="p") for n in range({PEOPLE}))
EmailAddress.objects.bulk_create(EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in people)
"""
REPORT = """
import json
from django.db.models import CharField
from django.db.models.functions import Cast
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
lines = list(Entry.objects.filter(verb="letter.written", subject_kind="Letter").values_list("subject_code", flat=True))
print(json.dumps({"letters": [[str(pk), to] for pk, to in Letter.objects.values_list("pk", "to")], "lines": lines}))
"""
TOKEN = "c" * 32


class Load:
    """Visitors who forgot their passwords, one after the other; each asks once."""

    def __init__(self, port: int) -> None:
        self.port, self.numbers, self.lock, self.enough = port, count(), Lock(), Event()
        self.acknowledged: list[str] = []
        self.broken = 0
        self.refused: list[int] = []

    def ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.connect()
        except OSError:  # nobody there just now: nothing was sent
            self.enough.wait(0.02)
            return
        number = self.next_number()
        address = f"p{number}@people.example"
        try:
            status = self.post(connection, address, f"192.0.{number // 250 % 250}.{number % 250 + 1}")
        except (OSError, http.client.HTTPException):
            self.broken += 1
        else:
            self.acknowledged.append(address) if status == 302 else self.refused.append(status)
        finally:
            connection.close()

    def next_number(self) -> int:
        with self.lock:
            number = next(self.numbers)
        assert number < PEOPLE, "more people are needed"
        return number

    @staticmethod
    def post(connection: http.client.HTTPConnection, address: str, visitor: str) -> int:
        form = urlencode({"email": address, "csrfmiddlewaretoken": TOKEN})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"}
        connection.request("POST", "/accounts/password/reset/", form, headers | {"X-Forwarded-For": visitor})
        return connection.getresponse().status

    def work(self) -> None:
        while not self.enough.is_set():
            self.ask()

    @contextmanager
    def going_on(self) -> Iterator[None]:
        threads = [Thread(target=self.work) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.enough.set()
            for thread in threads:
                thread.join()


def test_50_kills_under_write_load_lose_no_acknowledged_letter_and_no_line(tmp_path: Path) -> None:
    with service(tmp_path) as made, ExitStack() as served:
        made.env.update({"WEB_CONCURRENCY": "2", "TSUNAGU_BEHIND_PROXY": "1"})
        assert made.run("migrate").returncode == 0
        made.python(MAKE_PEOPLE)
        load = Load(made.port)
        process = served.enter_context(made.running("serve", "--web-only"))
        with load.going_on():
            for kill in range(KILLS):
                before = len(load.acknowledged)
                wait_until(lambda: len(load.acknowledged) >= before + 10, seconds=60)  # noqa: B023
                if kill % EVERYTHING_EVERY == EVERYTHING_EVERY - 1:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                    served.close()
                    process = served.enter_context(made.running("serve", "--web-only"))
                else:
                    kill_workers(process.pid)
        report = json.loads(made.python(REPORT))

    letters = [to for _, to in report["letters"]]
    assert (load.refused, load.broken > 0, len(load.acknowledged) >= 10 * KILLS) == ([], True, True)
    assert sorted(set(load.acknowledged) - set(letters)) == []
    assert len(letters) == len(set(letters))
    assert sorted(report["lines"]) == sorted(pk for pk, _ in report["letters"])


def kill_workers(serving: int) -> None:
    """kill -9 of every web process below gunicorn's first."""
    (master,) = [pid for pid, command in children_of(serving) if "gunicorn" in command]
    workers = children_of(master)
    assert workers
    for pid, _ in workers:
        os.kill(pid, signal.SIGKILL)
