"""Tampering each way is found, at the right entry and with the right reason."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import emptying_allowed
from tsunagu.base.actor import Actor
from tsunagu.journal.actions import erase_personal, record
from tsunagu.journal.chain import START, link
from tsunagu.journal.heads import heads_path
from tsunagu.journal.lines import line_digest
from tsunagu.journal.models import Entry, Seal
from tsunagu.journal.sealing import seal_committed
from tsunagu.journal.states import Fault
from tsunagu.journal.verification import Finding, Verification, verify

AT = datetime(2026, 11, 21, tzinfo=UTC)
BY = Actor("user:12", "山田 花子")
Entries = list[Entry]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("file_store")]


@pytest.fixture
def entries(file_store: Path) -> Entries:
    """Four sealed lines, sealed two and two, and a fifth not yet sealed."""
    written = []
    for number in range(5):
        written.append(record("x.done", on=("X", number), by=BY, at=AT, reason="電話", count=number))
        if number in {1, 3}:
            seal_committed(at=AT)
    return written


def sql(statement: str, *values: object) -> None:
    with emptying_allowed(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def rewrite_line(entries: Entries, place: int) -> None:
    """A clever change: line and digest agree again."""
    changed = entries[place]
    changed.verb = "x.undone"
    sql(
        "UPDATE journal_entry SET verb = %s, digest = %s WHERE id = %s",
        changed.verb,
        line_digest(changed),
        changed.pk,
    )


def rewrite_chain(entries: Entries) -> None:
    """A cleverer one: all links after it agree again too."""
    rewrite_line(entries, 1)
    previous = START
    for position, entry in enumerate(Entry.objects.order_by("pk")[:4], start=1):
        previous = link(previous, entry.pk, entry.digest)
        sql("UPDATE journal_seal SET chain = %s WHERE position = %s", previous, position)


def test_an_untouched_journal_is_intact_with_its_unsealed_tail_counted(entries: Entries) -> None:
    assert verify() == Verification(None, sealed=4, unsealed=1)


def test_an_empty_journal_is_intact() -> None:
    assert verify() == Verification(None, sealed=0, unsealed=0)


TAMPERINGS: list[tuple[str, Callable[[Entries], None], Fault, int, int | None]] = [
    ("verb", lambda e: sql("UPDATE journal_entry SET verb = 'y' WHERE id = %s", e[1].pk), Fault.LINE_CHANGED, 2, 1),
    ("facts", lambda e: sql("UPDATE journal_entry SET facts = '{}' WHERE id = %s", e[1].pk), Fault.LINE_CHANGED, 2, 1),
    ("name", lambda e: sql("UPDATE journal_entry SET actor_name = '誰か' WHERE id = %s", e[0].pk), Fault.LINE_CHANGED, 1, 0),
    ("reason", lambda e: sql("UPDATE journal_entry SET reason = '' WHERE id = %s", e[0].pk), Fault.LINE_CHANGED, 1, 0),
    ("digest", lambda e: sql("UPDATE journal_entry SET digest = 'x' WHERE id = %s", e[2].pk), Fault.DIGEST_CHANGED, 3, 2),
    ("entry", lambda e: sql("DELETE FROM journal_entry WHERE id = %s", e[2].pk), Fault.ENTRY_MISSING, 3, 2),
    ("line and digest", lambda e: rewrite_line(e, 1), Fault.LINK_BROKEN, 2, 1),
    ("seal", lambda e: sql("UPDATE journal_seal SET chain = 'x' WHERE position = 3"), Fault.LINK_BROKEN, 3, 2),
    ("seal gone", lambda e: sql("DELETE FROM journal_seal WHERE position = 2"), Fault.LINK_BROKEN, 2, 2),
    ("whole chain", rewrite_chain, Fault.HEAD_DIFFERS, 2, 1),
    ("silent erasure", lambda e: Entry.objects.filter(pk=e[1].pk).update(actor_name="", reason="", salt="") and None,
     Fault.ERASED_SILENTLY, 2, 1),
    ("unsealed line", lambda e: sql("UPDATE journal_entry SET verb = 'y' WHERE id = %s", e[4].pk), Fault.LINE_CHANGED, 0, 4),
]  # fmt: skip


@pytest.mark.parametrize(
    ("tamper", "fault", "position", "place"),
    [case[1:] for case in TAMPERINGS],
    ids=[case[0] for case in TAMPERINGS],
)
def test_tampering_is_found_at_the_first_bad_entry(
    entries: Entries, tamper: Callable[[Entries], None], fault: Fault, position: int, place: int
) -> None:
    tamper(entries)

    assert verify().first_bad == Finding(fault, position, entries[place].pk)


def test_a_cut_tail_is_seen_by_the_head_outside(entries: Entries) -> None:
    sql("DELETE FROM journal_seal WHERE position > 2")
    sql("DELETE FROM journal_entry WHERE id > %s", entries[1].pk)

    assert verify().first_bad == Finding(Fault.TAIL_CUT, 3, 0)


def test_without_the_heads_a_cut_tail_cannot_be_seen(entries: Entries) -> None:
    heads_path().unlink()
    sql("DELETE FROM journal_seal WHERE position > 2")
    sql("DELETE FROM journal_entry WHERE id > %s", entries[1].pk)

    assert verify() == Verification(None, sealed=2, unsealed=0)


def test_a_told_erasure_leaves_the_journal_intact(entries: Entries) -> None:
    erase_personal([entries[1].pk, entries[4].pk], by=BY, at=AT, reason="本人の求め")
    seal_committed(at=AT)

    assert verify() == Verification(None, sealed=6, unsealed=0)
    assert Seal.objects.count() == 6


@pytest.mark.parametrize("lines", [1, 3])
def test_verify_costs_the_same_queries_for_few_and_many(
    lines: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(lines):
        record("x.done", on=("X", number), by=BY, at=AT)
    seal_committed(at=AT)

    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        verify()
