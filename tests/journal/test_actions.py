"""Writing a line, and taking a person's words out of it."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tsunagu.base.actor import Actor
from tsunagu.journal.actions import erase_personal, record
from tsunagu.journal.lines import is_erased, line_digest, personal_digest
from tsunagu.journal.models import Entry

AT = datetime(2026, 11, 21, 1, 2, 3, 456789, tzinfo=UTC)
HANAKO = Actor("user:12", "山田 花子")

pytestmark = pytest.mark.django_db


def test_record_writes_a_line_whose_digests_fit_what_was_stored() -> None:
    record(
        "listing.moved",
        on=("Listing", 7),
        by=HANAKO,
        at=AT,
        reason="確認済み",
        was="draft",
        count=3,
        share=2.0,
    )

    entry = Entry.objects.get()
    assert (entry.actor_code, entry.actor_name, entry.subject_kind, entry.subject_code) == (
        "user:12", "山田 花子", "Listing", "7",
    )  # fmt: skip
    assert entry.facts == {"was": "draft", "count": 3, "share": 2.0}
    assert (line_digest(entry), personal_digest(entry)) == (entry.digest, entry.personal_digest)


def test_two_equal_lines_have_different_digests() -> None:
    lines = [record("x.done", on=("X", 1), by=HANAKO, at=AT) for _ in range(2)]

    assert lines[0].digest != lines[1].digest


def test_record_is_undone_with_the_callers_transaction() -> None:
    with transaction.atomic():
        record("x.done", on=("X", 1), by=HANAKO, at=AT)
        transaction.set_rollback(True)

    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET verb = 'y'",
        "UPDATE journal_entry SET facts = '{}'",
        "UPDATE journal_entry SET actor_name = 'somebody else'",
        "UPDATE journal_entry SET actor_name = ''",
        "UPDATE journal_entry SET actor_name = '', reason = 'better', salt = ''",
        "DELETE FROM journal_entry",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_line(statement: str) -> None:
    record("x.done", on=("X", 1), by=HANAKO, at=AT, reason="why")

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Entry.objects.values_list("verb", "actor_name", "reason").get() == ("x.done", "山田 花子", "why")


def test_erase_personal_empties_name_and_reason_and_tells_so() -> None:
    entry = record("x.done", on=("X", 1), by=HANAKO, at=AT, reason="本人の電話")

    erased = erase_personal([entry.pk], by=Actor("user:1", "係"), at=AT, reason="本人の求め")

    entry.refresh_from_db()
    assert erased == 1
    assert (entry.actor_name, entry.reason, entry.salt, entry.actor_code) == ("", "", "", "user:12")
    assert is_erased(entry)
    assert Entry.objects.get(verb="journal.erased").facts == {"entries": [str(entry.pk)]}


def test_erase_personal_of_an_erased_line_does_nothing() -> None:
    entry = record("x.done", on=("X", 1), by=HANAKO, at=AT)
    erase_personal([entry.pk], by=HANAKO, at=AT, reason="本人の求め")

    assert erase_personal([entry.pk], by=HANAKO, at=AT, reason="本人の求め") == 0
    assert Entry.objects.filter(verb="journal.erased").count() == 1
