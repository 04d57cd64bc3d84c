"""Encrypted columns, on a table of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.test.utils import isolate_apps

from tsunagu.vault.cipher import NotReadableError, decrypt, encrypt
from tsunagu.vault.fields import EncryptedJSONField, EncryptedTextField
from tsunagu.vault.keys import add_key, make_keys
from tsunagu.vault.scope import ScopedRow, ScopeKind, is_scope, scope_of


@pytest.fixture
def keys(tmp_path: Path, settings: Any) -> Path:
    settings.TSUNAGU_KEYS = tmp_path / "keys"
    make_keys(settings.TSUNAGU_KEYS)
    return tmp_path / "keys"


@pytest.fixture
def note(transactional_db: None, keys: Path) -> Iterator[Any]:
    with isolate_apps("tests"):

        class Note(ScopedRow):
            words = EncryptedTextField()
            answers = EncryptedJSONField(null=True)

            class Meta(ScopedRow.Meta):
                app_label = "tests"

        with connection.schema_editor() as editor:
            editor.create_model(Note)
        yield Note
        with connection.schema_editor() as editor:
            editor.delete_model(Note)


def stored(table: str, column: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return cursor.fetchone()[0]


def test_values_come_back_and_nobody_reads_them_in_the_database(note: Any) -> None:
    note.objects.create(scope="company:3", words="弱点は🔑です", answers={"a": [1, None, "い"]})

    row = note.objects.get()
    assert (row.words, row.answers) == ("弱点は🔑です", {"a": [1, None, "い"]})
    assert stored("tests_note", "words").startswith("k1:")
    assert "弱点" not in stored("tests_note", "words")


def test_nothing_stays_nothing_and_empty_text_is_encrypted_too(note: Any) -> None:
    note.objects.create(scope="company:3", words="", answers=None)

    assert note.objects.values_list("words", "answers").get() == ("", None)
    assert stored("tests_note", "answers") is None


def test_a_changed_value_gets_a_fresh_nonce(note: Any) -> None:
    row = note.objects.create(scope="company:3", words="同じ")
    first = stored("tests_note", "words")
    row.save()

    assert stored("tests_note", "words") != first


def test_update_encrypts_too(note: Any) -> None:
    note.objects.create(scope="company:3", words="前")

    note.objects.update(words="後")

    assert (note.objects.get().words, stored("tests_note", "words")[:3]) == ("後", "k1:")


@pytest.mark.parametrize("lookup", ["words", "words__contains", "words__in", "words__startswith"])
def test_searching_an_encrypted_column_is_refused(note: Any, lookup: str) -> None:
    with pytest.raises(FieldError, match=r"tests.note.words is encrypted"):
        note.objects.filter(**{lookup: "x"})


def test_isnull_may_be_asked(note: Any) -> None:
    note.objects.create(scope="company:3", words="x")

    assert note.objects.filter(answers__isnull=True).count() == 1


def test_a_value_copied_into_another_column_does_not_open(note: Any) -> None:
    note.objects.create(scope="company:3", words="x", answers=[])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tests_note SET answers = words")

    with pytest.raises(NotReadableError, match=r"tests.note.answers: does not open"):
        note.objects.get()


@pytest.mark.parametrize("scope", ["", "company", "company:", "company:0", "company:3x", "office:1", "x company:3"])
def test_a_row_without_a_scope_is_refused(note: Any, scope: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        note.objects.create(scope=scope, words="x")

    assert not is_scope(scope)


@pytest.mark.parametrize(
    ("kind", "scope"),
    [
        (ScopeKind.COMPANY, "company:3"),
        (ScopeKind.PARTNER, "partner:3"),
        (ScopeKind.SEASON, "season:3"),
        (ScopeKind.SPECIALIST, "specialist:3"),
    ],
)
def test_scopes_are_written_one_way(kind: ScopeKind, scope: str) -> None:
    assert (scope_of(kind, 3), is_scope(scope)) == (scope, True)


def test_an_unknown_key_is_named(keys: Path) -> None:
    sealed = encrypt("x", where="a.b.c").replace("k1:", "k9:")

    with pytest.raises(NotReadableError, match="the key 'k9' is not in the key file"):
        decrypt(sealed, where="a.b.c")


def test_another_key_file_with_the_same_id_does_not_open(keys: Path, tmp_path: Path, settings: Any) -> None:
    sealed = encrypt("x", where="a.b.c")
    settings.TSUNAGU_KEYS = tmp_path / "other"
    make_keys(settings.TSUNAGU_KEYS)

    with pytest.raises(NotReadableError, match="another key, or changed"):
        decrypt(sealed, where="a.b.c")


@pytest.mark.parametrize("stored_value", ["", "k1:", "k1:!!", "k1:AAAA", "plain text"])
def test_damaged_values_are_told_clearly(keys: Path, stored_value: str) -> None:
    with pytest.raises(NotReadableError, match=r"a.b.c:"):
        decrypt(stored_value, where="a.b.c")


def test_after_a_rotation_new_values_use_the_new_key_and_old_ones_open(keys: Path) -> None:
    old = encrypt("x", where="a.b.c")
    add_key(keys)

    assert encrypt("y", where="a.b.c").startswith("k2:")
    assert decrypt(old, where="a.b.c") == "x"
