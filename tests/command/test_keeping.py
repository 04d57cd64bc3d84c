"""The verbs journal, outbox, retention, keys, backup, restore: what they answer and their exit codes."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests.conftest import emptying_allowed
from tests.mail.post_office import post_office
from tsunagu.base.actor import SYSTEM
from tsunagu.doors.command.__main__ import main
from tsunagu.journal.actions import record
from tsunagu.journal.models import Entry
from tsunagu.journal.sealing import seal_committed
from tsunagu.mail.actions import post
from tsunagu.mail.letters import Text

AT = datetime(2026, 11, 21, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]


def write(count: int) -> list[Entry]:
    return [record("x.done", on=("X", number), by=SYSTEM, at=AT) for number in range(count)]


def test_journal_verify_of_an_intact_journal(capsys: pytest.CaptureFixture[str]) -> None:
    write(2)
    seal_committed(at=AT)
    write(1)

    assert main(["journal", "verify"]) == 0
    assert capsys.readouterr().out == "intact: 2 entries sealed, 1 not yet sealed\n"


def test_journal_verify_names_the_first_bad_entry(capsys: pytest.CaptureFixture[str]) -> None:
    _first, second = write(2)
    seal_committed(at=AT)
    with emptying_allowed(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET verb = 'y' WHERE id = %s", [second.pk])

    assert main(["journal", "verify"]) == 1
    assert capsys.readouterr().out == f"broken: entry {second.pk} (position 2): its content was changed\n"


def test_journal_verify_sees_a_cut_tail(capsys: pytest.CaptureFixture[str]) -> None:
    write(1)
    seal_committed(at=AT)
    with emptying_allowed(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_seal")
        cursor.execute("DELETE FROM journal_entry")

    assert main(["journal", "verify"]) == 1
    assert capsys.readouterr().out == (
        "broken: after the last entry (position 1): the end was cut off: a head outside the database goes further\n"
    )


def test_journal_seal(capsys: pytest.CaptureFixture[str]) -> None:
    write(3)

    assert main(["journal", "seal"]) == 0
    assert capsys.readouterr().out == "sealed: 3\n"


def test_outbox_deliver_without_a_mail_server(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.EMAIL_URL = ""
    post(Text("件名", "本文"), template="test", to="a@example.jp", at=AT, by=SYSTEM)

    assert main(["outbox", "deliver"]) == 0
    said = capsys.readouterr()
    assert said.out == "sent 0, put off 0, given up 0; waiting 1\n"
    assert said.err == "EMAIL_URL is not set: letters stay in the outbox.\n"


@pytest.mark.enable_socket
def test_outbox_deliver(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    post(Text("件名", "本文"), template="test", to="a@example.jp", at=AT, by=SYSTEM)
    with post_office() as office:
        settings.EMAIL_URL = office.url
        assert main(["outbox", "deliver"]) == 0

    assert capsys.readouterr().out == "sent 1, put off 0, given up 0; waiting 0\n"
    assert len(office.taken) == 1


def test_outbox_deliver_refuses_an_address_that_is_none(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.EMAIL_URL = "http://mail.example"

    assert main(["outbox", "deliver"]) == 2
    assert capsys.readouterr().err == (
        "tsunagu: EMAIL_URL: 'http' is not served. Use smtp://, smtps:// or smtp+tls:// with a host.\n"
    )


def test_retention_run_answers_a_line_per_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["retention", "run"]) == 0
    lines = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert {"files", "bytes", "letter", "address-proof", "journal.personal"} <= lines.keys()
    assert set(lines.values()) == {"0"}


def test_keys_rotate_with_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "rotate"]) == 0
    assert capsys.readouterr().out == "re-encrypted: 0\n"


@pytest.mark.django_db(transaction=True)
def test_backup_then_restore_then_restore_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(2)
    snapshot = str(tmp_path / "one.zip")

    assert main(["backup", snapshot]) == 0
    assert capsys.readouterr().out.startswith(f"{snapshot}: ")
    call_command("flush", interactive=False, verbosity=0)
    assert main(["restore", snapshot]) == 0
    assert capsys.readouterr().out.endswith(" 0 files; all digests equal.\n")
    assert main(["restore", snapshot]) == 3
    assert capsys.readouterr().err == (
        "tsunagu: This service is not empty: rows in journal.entry. Nothing was restored.\n"
    )


@pytest.mark.django_db(transaction=True)
def test_restore_of_something_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.zip").write_text("something else")

    assert main(["restore", str(tmp_path / "one.zip")]) == 2
    assert "cannot be restored (BadZipFile" in capsys.readouterr().err
