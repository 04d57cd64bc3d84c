"""Files in, out and gone."""

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.vault import retention
from tsunagu.vault.actions import erase_file, open_file, plain_name, store_file
from tsunagu.vault.cipher import NotReadableError
from tsunagu.vault.documents import as_attachment
from tsunagu.vault.keys import add_key, make_keys
from tsunagu.vault.models import StoredFile
from tsunagu.vault.retention_table import keep_until, periods
from tsunagu.vault.rotation import rotate_keys
from tsunagu.vault.states import FileKind

AT = datetime(2026, 11, 21, 1, tzinfo=UTC)
BY = Actor("user:12", "山田 花子")

pytestmark = pytest.mark.django_db


def store(content: bytes = b"PDF", **changes: Any) -> StoredFile:
    facts: dict[str, Any] = {
        "name": "証明書.pdf", "kind": FileKind.UPLOAD, "scope": "specialist:12", "content_type": "application/pdf",
    }  # fmt: skip
    return store_file(content, by=BY, at=AT, **(facts | changes))


def files_in(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_file()]


def test_store_file_keeps_what_was_given_and_the_store_holds_no_plain_bytes(file_store: Path) -> None:
    stored = store(b"secret evidence")

    assert open_file(stored, by=BY, at=AT) == b"secret evidence"
    assert (stored.name, stored.size, stored.sha256) == (
        "証明書.pdf", 15, hashlib.sha256(b"secret evidence").hexdigest(),
    )  # fmt: skip
    assert stored.retention_until == date(2027, 11, 21)
    assert [path.relative_to(file_store).as_posix() for path in files_in(file_store)] == [stored.storage_key]
    assert b"secret" not in files_in(file_store)[0].read_bytes()
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["file.stored", "file.opened"]


def test_two_equal_files_lie_apart(file_store: Path) -> None:
    assert store().storage_key != store().storage_key
    assert len(files_in(file_store)) == 2


def test_a_file_without_a_scope_is_refused(file_store: Path) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        store(scope="nobody")

    assert StoredFile.objects.count() == 0


def test_open_file_refuses_bytes_that_were_changed(file_store: Path) -> None:
    stored = store()
    files_in(file_store)[0].write_bytes(b"other bytes, long enough for a tag")

    with pytest.raises(NotReadableError, match="does not open"):
        open_file(stored, by=BY, at=AT)


def test_open_file_tells_of_missing_bytes(file_store: Path) -> None:
    stored = store()
    files_in(file_store)[0].unlink()

    with pytest.raises(NotReadableError, match="is missing in the file store"):
        open_file(stored, by=BY, at=AT)


def test_erase_file_takes_name_digest_and_bytes(file_store: Path, django_capture_on_commit_callbacks: Any) -> None:
    stored = store()
    with django_capture_on_commit_callbacks(execute=True):
        erase_file(stored, by=BY, at=AT, reason="本人の求め")

    stored.refresh_from_db()
    assert (stored.name, stored.sha256, stored.storage_key, stored.erased_at) == ("", "", "", AT)
    assert files_in(file_store) == []
    with pytest.raises(RuleBrokenError, match="消去されました"):
        open_file(stored, by=BY, at=AT)
    with pytest.raises(RuleBrokenError, match="すでに"):
        erase_file(stored, by=BY, at=AT, reason="もう一度")


def test_as_attachment_is_a_download_with_the_name_of_the_upload(file_store: Path) -> None:
    body, content_type, headers = as_attachment(store(name='報告"書.pdf'), b"PDF")

    assert (body, content_type) == (b"PDF", "application/pdf")
    assert headers == {
        "Content-Disposition": "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E5%A0%B1%E5%91%8A%22%E6%9B%B8.pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store, private",
    }


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\表.xlsx", "表.xlsx"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file"),
        ("あ" * 300 + ".pdf", "あ" * 196 + ".pdf"),
    ],
)
def test_plain_name(given: str, kept: str) -> None:
    assert plain_name(given) == kept


def test_retention_erases_what_has_had_its_time_and_leaves_the_rest(
    file_store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    store(retention_until=date(2026, 11, 20))
    kept = store(retention_until=date(2026, 11, 21))
    with django_capture_on_commit_callbacks(execute=True):
        gone = retention.run(at=AT)

    assert (gone["files"], gone["bytes"]) == (1, 0)
    assert [path.name for path in files_in(file_store)] == [Path(kept.storage_key).name]
    assert Entry.objects.filter(verb="file.erased").get().reason == "保存期間の満了"


def test_retention_removes_old_bytes_without_a_row_and_leaves_fresh_ones(file_store: Path) -> None:
    for name, age in (("old", 2), ("fresh", 0)):
        path = file_store / "vault" / "ab" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        moment = (AT - timedelta(days=age)).timestamp()
        os.utime(path, (moment, moment))

    assert retention.run(at=AT)["bytes"] == 1
    assert [path.name for path in files_in(file_store)] == ["fresh"]


def test_retention_finishes_an_erasure_cut_short(file_store: Path) -> None:
    stored = store()
    erase_file(stored, by=BY, at=AT, reason="本人の求め")  # the test's transaction never commits: bytes are left

    retention.run(at=AT)

    stored.refresh_from_db()
    assert (stored.storage_key, files_in(file_store)) == ("", [])


def test_every_kind_of_file_has_a_period_with_a_source() -> None:
    assert {f"file.{kind.value}" for kind in FileKind} <= set(periods())
    assert [code for code, period in periods().items() if not period.source] == []
    assert keep_until("file.upload", since=date(2026, 11, 21)) == date(2027, 11, 21)


def test_a_kind_the_table_does_not_name_cannot_be_registered() -> None:
    with pytest.raises(ValueError, match="not in the retention table"):
        retention.register("no-such-kind", lambda **_: 0)


def test_rotate_keys_brings_files_under_the_new_key(file_store: Path, tmp_path: Path, settings: Any) -> None:
    settings.TSUNAGU_KEYS = tmp_path / "keys"
    make_keys(settings.TSUNAGU_KEYS)
    stored = store(b"evidence")
    add_key(settings.TSUNAGU_KEYS)

    assert (rotate_keys(by=BY, at=AT), rotate_keys(by=BY, at=AT)) == (1, 0)

    stored.refresh_from_db()
    assert (stored.key_id, open_file(stored, by=BY, at=AT), len(files_in(file_store))) == (
        "k2",
        b"evidence",
        1,
    )
