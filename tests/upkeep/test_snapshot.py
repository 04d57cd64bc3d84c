"""Backup and restore in one process; across engines and under load: test_snapshot_service.py."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.base.actor import Actor
from tsunagu.journal.actions import record
from tsunagu.journal.models import Entry
from tsunagu.journal.sealing import seal_committed
from tsunagu.journal.verification import Verification, verify
from tsunagu.mail.actions import post
from tsunagu.mail.letters import Text
from tsunagu.mail.models import Letter
from tsunagu.specialists.models import RegisterEntry
from tsunagu.upkeep.models import Heartbeat
from tsunagu.upkeep.snapshot import RestoreDiffersError, SnapshotError, TargetNotEmptyError, tables
from tsunagu.upkeep.snapshot.backup import backup
from tsunagu.upkeep.snapshot.restore import restore
from tsunagu.upkeep.snapshot.tables import columns, label_of, line_of, row_of, rows_of
from tsunagu.vault.actions import open_file, store_file
from tsunagu.vault.models import StoredFile
from tsunagu.vault.states import FileKind

AT = datetime(2026, 11, 21, 1, 2, 3, 4, tzinfo=UTC)
BY = Actor("user:1", "山田 花子")
WORDS = "だれにも読めないことば"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filled(file_store: Path) -> Path:
    """A small service in use: people, a letter, a file, a sealed journal with an unsealed tail."""
    user = User.objects.create_user("a@example.jp", name="甲", joined_at=AT)
    office = Organisation.objects.create(kind="secretariat", name="事務局", prefecture="13", created_at=AT)
    Membership.objects.create(user=user, organisation=office, role="office_lead", since=AT)
    RegisterEntry.objects.create(
        riss_no="012345", name="甲", registered_on=date(2020, 4, 1), valid_until=date(2029, 3, 31), extract_on=date(2026, 11, 1)
    )  # fmt: skip
    post(Text("件名", WORDS), template="test", to="a@example.jp", at=AT, by=BY, scope="company:3")
    store_file(
        WORDS.encode(),
        name="a.pdf",
        kind=FileKind.UPLOAD,
        scope="company:3",
        content_type="x/y",
        by=BY,
        at=AT,
    )
    seal_committed(at=AT)
    record("x.done", on=("X", 1), by=BY, at=AT, share=1.0, ratio=0.1, names=["い", "ろ"])
    return file_store


def make_empty(place: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    for path in place.rglob("*"):
        if path.is_file():
            path.unlink()


def member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as snapshot:
        return snapshot.read(name)


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a snapshot with its members changed."""
    copy = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as snapshot, zipfile.ZipFile(copy, "w") as into:
        for name in snapshot.namelist():
            into.writestr(name, change(name, snapshot.read(name)))
    return copy


def test_what_is_restored_is_what_was_there(filled: Path, tmp_path: Path) -> None:
    made = backup(tmp_path / "one.zip", at=AT)
    make_empty(filled)
    Heartbeat.objects.create(worker_code="w", started_at=AT, beat_at=AT)  # a worker may run beside the empty service

    assert restore(tmp_path / "one.zip") == made

    again = backup(tmp_path / "two.zip", at=AT)
    assert (again["tables"], again["files"]) == (made["tables"], made["files"])
    assert verify() == Verification(None, sealed=2, unsealed=1)
    assert Letter.objects.get().body == WORDS
    assert open_file(StoredFile.objects.get(), by=BY, at=AT) == WORDS.encode()
    assert Entry.objects.filter(verb="x.done").get().facts == {
        "share": 1,
        "ratio": 0.1,
        "names": ["い", "ろ"],
    }


def test_ids_go_on_after_the_largest(filled: Path, tmp_path: Path) -> None:
    largest = User.objects.get().pk
    backup(tmp_path / "one.zip", at=AT)
    make_empty(filled)
    restore(tmp_path / "one.zip")

    assert User.objects.create_user("b@example.jp", name="乙").pk > largest
    assert record("x.done", on=("X", 2), by=BY, at=AT).pk == Entry.objects.order_by("-pk")[0].pk


def test_a_snapshot_is_private_holds_no_keys_and_nothing_confidential_in_the_clear(
    filled: Path, tmp_path: Path, settings: Any
) -> None:
    made = backup(tmp_path / "one.zip", at=AT)

    with zipfile.ZipFile(tmp_path / "one.zip") as snapshot:
        content = b"".join(snapshot.read(name) for name in snapshot.namelist())
        names = set(snapshot.namelist())
    keys = json.loads(Path(settings.TSUNAGU_KEYS).read_text())
    assert (tmp_path / "one.zip").stat().st_mode & 0o777 == 0o600
    assert [secret for secret in (keys["signing"], *keys["encryption"].values()) if secret.encode() in content] == []
    assert WORDS.encode() not in content
    assert names == {"manifest.json", *(f"tables/{label}.jsonl" for label in made["tables"])} | {
        f"files/{name}" for name in made["files"]
    }
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".zip"] == ["one.zip"]


def test_an_older_snapshot_is_replaced(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_text("old")

    backup(tmp_path / "one.zip", at=AT)

    assert json.loads(member(tmp_path / "one.zip", "manifest.json"))["made_at"] == AT.isoformat()


def test_a_place_that_cannot_be_written_is_told(file_store: Path, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="cannot be written"):
        backup(tmp_path / "nowhere" / "one.zip", at=AT)


def test_a_backup_cut_short_leaves_nothing(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(_model: object) -> object:
        raise RuntimeError

    monkeypatch.setattr("tsunagu.upkeep.snapshot.backup.rows_of", break_off)

    with pytest.raises(RuntimeError):
        backup(tmp_path / "one.zip", at=AT)

    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []
    assert User.objects.count() == 1  # the connection is as before


def fill_a_row(_place: Path) -> None:
    User.objects.create_user("b@example.jp", name="乙")


def fill_a_file(place: Path) -> None:
    (place / "other").write_text("x")


@pytest.mark.parametrize(("fill", "named"), [(fill_a_row, "rows in accounts.user"), (fill_a_file, "file other")])
def test_a_service_in_use_is_refused_and_stays_as_it_is(
    filled: Path, tmp_path: Path, fill: Callable[[Path], None], named: str
) -> None:
    backup(tmp_path / "one.zip", at=AT)
    make_empty(filled)
    fill(filled)
    before = User.objects.count()

    with pytest.raises(TargetNotEmptyError, match=named):
        restore(tmp_path / "one.zip")

    assert (User.objects.count(), Organisation.objects.count()) == (before, 0)


def test_files_that_are_there_already_and_equal_are_no_hindrance(filled: Path, tmp_path: Path) -> None:
    made = backup(tmp_path / "one.zip", at=AT)
    call_command("flush", interactive=False, verbosity=0)

    assert restore(tmp_path / "one.zip") == made


def worse_row(name: str, content: bytes) -> bytes:
    return content.replace("甲".encode(), "乙".encode()) if name == "tables/accounts.user.jsonl" else content


def lost_row(name: str, content: bytes) -> bytes:
    return b"" if name == "tables/mail.letter.jsonl" else content


def worse_file(name: str, content: bytes) -> bytes:
    return content + b"x" if name.startswith("files/vault/") else content


@pytest.mark.parametrize("change", [worse_row, lost_row, worse_file])
def test_a_changed_snapshot_is_found_out_and_nothing_is_kept(
    filled: Path, tmp_path: Path, change: Callable[[str, bytes], bytes]
) -> None:
    backup(tmp_path / "one.zip", at=AT)
    make_empty(filled)

    with pytest.raises(RestoreDiffersError, match="differs after the restore"):
        restore(rewritten(tmp_path / "one.zip", change))

    assert (User.objects.count(), Entry.objects.count()) == (0, 0)
    assert [path for path in filled.rglob("*") if path.is_file()] == []


def other_version(name: str, content: bytes) -> bytes:
    return content.replace(b"mail.0001_first_tables", b"mail.0000_older") if name == "manifest.json" else content


def other_format(name: str, content: bytes) -> bytes:
    return content.replace(b'"format": 1', b'"format": 9') if name == "manifest.json" else content


def escaping_name(name: str, content: bytes) -> bytes:
    return content.replace(b'"journal/heads"', b'"../../heads"') if name == "manifest.json" else content


def broken_line(name: str, content: bytes) -> bytes:
    return content.replace(b'"email"', b'"mail"') if name == "tables/accounts.user.jsonl" else content


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (other_version, "of different versions"),
        (other_format, "not a snapshot of format 1"),
        (escaping_name, "cannot be restored"),
        (broken_line, "cannot be restored"),
    ],
)
def test_a_snapshot_that_does_not_fit_is_refused(
    filled: Path, tmp_path: Path, change: Callable[[str, bytes], bytes], why: str
) -> None:
    backup(tmp_path / "one.zip", at=AT)
    make_empty(filled)

    with pytest.raises(SnapshotError, match=why):
        restore(rewritten(tmp_path / "one.zip", change))

    assert User.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_what_is_no_snapshot_is_refused(file_store: Path, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "one.zip").write_bytes(content)

    with pytest.raises(SnapshotError, match="cannot be restored"):
        restore(tmp_path / "one.zip")


def test_an_empty_zip_is_refused(file_store: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "one.zip", "w").close()

    with pytest.raises(SnapshotError, match="not a snapshot of Tsunagu"):
        restore(tmp_path / "one.zip")


def test_what_is_referred_to_comes_first() -> None:
    places = {model: place for place, model in enumerate(tables.tables())}
    backwards = [
        (label_of(model), field.name)
        for model in places
        for field in columns(model)
        if field.is_relation and places[field.related_model] > places[model]
    ]

    assert backwards == []


def test_every_table_is_in_or_left_out_on_purpose() -> None:
    kept = {model._meta.db_table for model in tables.tables()}
    left = set(connection.introspection.django_table_names(only_existing=True)) - kept

    assert left == {
        "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_session",
        "specialists_sheetstamp", "upkeep_heartbeat", "usersessions_usersession",
    }  # fmt: skip


def test_a_line_read_back_is_the_row(filled: Path) -> None:
    lines = [(model, row) for model in tables.tables() for row in rows_of(model)]

    assert len(lines) >= 10
    assert [row_of(model, line_of(row)) == row for model, row in lines] == [True] * len(lines)
