"""Backup and restore as an operator does them: real processes, both engines, writers at work."""

import json
import subprocess
import sys
import textwrap
import time
import zipfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import cluster
from tests.service import Service, service

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(400)]

WRITER = textwrap.dedent("""
    import sys, time
    import django; django.setup()
    from django.db import transaction
    from django.utils import timezone
    from tsunagu.base.actor import SYSTEM
    from tsunagu.journal.actions import record
    from tsunagu.mail.actions import post
    from tsunagu.mail.letters import Text
    number, longest = 0, 0.0
    while not sys.stdin.closed:
        began = time.monotonic()
        letter = post(Text("件名", "本文" * 200), template="test", to="a@example.jp", at=timezone.now(), by=SYSTEM)
        longest = max(longest, time.monotonic() - began)
        print(letter.pk, f"{longest:.3f}", flush=True)
""")
FILL = textwrap.dedent("""
    from uuid import uuid4
    from datetime import timedelta
    from django.utils import timezone
    from tsunagu.base.actor import SYSTEM
    from tsunagu.mail.actions import post
    from tsunagu.mail.letters import Text
    from tsunagu.vault.actions import store_file
    from tsunagu.vault.states import FileKind
    from tsunagu.journal.actions import erase_personal, record
    from tsunagu.journal.sealing import seal_committed
    from tsunagu.questionnaires.models import AnswerSet
    at = timezone.now()
    code = uuid4().hex
    for number in range(20):
        post(Text("件名", "本文"), template="test", to="a@example.jp", at=at, by=SYSTEM, scope="company:3")
        store_file(b"x" * number, name="a.pdf", kind=FileKind.UPLOAD, scope="company:3", content_type="x/y", by=SYSTEM, at=at)
        entry = record("x.done", on=("X", number), by=SYSTEM, at=at, reason="電話", share=number / 3, whole=float(number))
        AnswerSet.objects.create(set_code=code, set_version="1", subject=f"specialist:{number + 1000000}",
            scope="company:3", answers={"a": [1.0, 0.1, None, "い"], "あ": {"b": True}}, answered_at=at + timedelta(microseconds=number))
    seal_committed(at=at)
    erase_personal([entry.pk], by=SYSTEM, at=at, reason="本人の求め")
""")


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as snapshot:
        return json.loads(snapshot.read("manifest.json"))


def contents(path: Path) -> tuple[Any, Any]:
    found = manifest(path)
    return found["tables"], found["files"]


def fresh(stack: ExitStack, place: Path, keys: bytes | None = None) -> Service:
    """A migrated, empty service; with the keys of another one if given."""
    place.mkdir()
    made = stack.enter_context(service(place))
    if keys is not None:
        (place / "keys").write_bytes(keys)
        (place / "keys").chmod(0o600)
    assert made.run("migrate").returncode == 0
    return made


def moved(source: Service, target: Service, path: Path) -> None:
    done = source.run("backup", str(path))
    assert done.returncode == 0, done.stderr
    done = target.run("restore", str(path))
    assert done.returncode == 0, done.stderr


def test_a_demo_season_moves_from_sqlite_to_postgresql_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TSUNAGU_TEST_DATABASE", raising=False)
    with ExitStack() as stack:
        first = fresh(stack, tmp_path / "first")
        assert first.run("demo").returncode == 0
        first.python(FILL)
        keys = (tmp_path / "first" / "keys").read_bytes()
        with monkeypatch.context() as patch:
            patch.setenv("TSUNAGU_TEST_DATABASE", stack.enter_context(cluster()))
            second = fresh(stack, tmp_path / "second", keys)
        third = fresh(stack, tmp_path / "third", keys)

        moved(first, second, tmp_path / "one.zip")
        moved(second, third, tmp_path / "two.zip")
        last = third.run("backup", str(tmp_path / "three.zip"))

        assert last.returncode == 0, last.stderr
        assert manifest(tmp_path / "two.zip")["engine"] == "postgresql"
        assert contents(tmp_path / "two.zip") == contents(tmp_path / "one.zip")
        assert contents(tmp_path / "three.zip") == contents(tmp_path / "one.zip")
        for place in (second, third):
            verified = place.run("journal", "verify")
            assert (verified.returncode, verified.stdout.split(":")[0]) == (0, "intact"), verified.stdout
            assert place.run("restore", str(tmp_path / "one.zip")).returncode == 3
            place.python(FILL)  # ids go on, values open


def test_a_backup_under_load_holds_every_write_acknowledged_before_it_began(tmp_path: Path) -> None:
    with ExitStack() as stack:
        busy = fresh(stack, tmp_path / "busy")
        writers = [
            subprocess.Popen(
                [sys.executable, "-c", WRITER],
                env=busy.env,
                stdin=subprocess.PIPE,
                stdout=(tmp_path / f"writer-{number}").open("w"),
            )
            for number in range(3)
        ]
        try:
            while any(len(acknowledged(tmp_path, number)) < 40 for number in range(3)):
                assert all(writer.poll() is None for writer in writers)
                time.sleep(0.05)
            before = {pk for number in range(3) for pk, _ in acknowledged(tmp_path, number)}
            done = busy.run("backup", str(tmp_path / "one.zip"))
            after = {pk for number in range(3) for pk, _ in acknowledged(tmp_path, number)}
        finally:
            for writer in writers:
                writer.kill()
                writer.wait()
                writer.stdin.close()  # type: ignore[union-attr]
        longest = max(wait for number in range(3) for _, wait in acknowledged(tmp_path, number))

        assert done.returncode == 0, done.stderr
        with zipfile.ZipFile(tmp_path / "one.zip") as snapshot:
            letters = {json.loads(line)["id"] for line in snapshot.read("tables/mail.letter.jsonl").splitlines()}
            entries = snapshot.read("tables/journal.entry.jsonl").count(b"\n")
        assert before - letters == set()
        assert len(after) > len(before)  # writers went on meanwhile
        assert longest < 5
        assert entries == len(letters)  # one moment: each letter with its line

        empty = fresh(stack, tmp_path / "empty", (tmp_path / "busy" / "keys").read_bytes())
        restored = empty.run("restore", str(tmp_path / "one.zip"))
        assert restored.returncode == 0, restored.stderr


def acknowledged(place: Path, number: int) -> list[tuple[int, float]]:
    """What a writer was told is stored, and how long it waited at most so far."""
    lines = (place / f"writer-{number}").read_text().split("\n")[:-1]
    return [(int(pk), float(wait)) for pk, wait in (line.split() for line in lines)]
