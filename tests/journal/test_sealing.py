"""The sealer: order, late commits, two at once."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tsunagu.base.actor import SYSTEM
from tsunagu.journal import sealing
from tsunagu.journal.actions import record
from tsunagu.journal.chain import START, link
from tsunagu.journal.heads import Head, anchored, heads_path
from tsunagu.journal.models import Entry, Seal
from tsunagu.journal.sealing import seal_committed
from tsunagu.journal.verification import verify

AT = datetime(2026, 11, 21, tzinfo=UTC)


def write(count: int) -> list[Entry]:
    return [record("x.done", on=("X", number), by=SYSTEM, at=AT) for number in range(count)]


@pytest.mark.django_db
def test_seal_committed_links_entries_in_id_order(file_store: Path) -> None:
    first, second = write(2)

    assert seal_committed(at=AT) == 2

    chain_1 = link(START, first.pk, first.digest)
    chain_2 = link(chain_1, second.pk, second.digest)
    assert list(Seal.objects.order_by("position").values_list("position", "entry_id", "chain")) == [
        (1, first.pk, chain_1),
        (2, second.pk, chain_2),
    ]
    assert list(anchored()) == [Head(2, chain_2)]


@pytest.mark.django_db
def test_an_idle_round_seals_and_anchors_nothing(file_store: Path) -> None:
    write(1)
    seal_committed(at=AT)

    assert seal_committed(at=AT) == 0
    assert len(list(anchored())) == 1


@pytest.mark.django_db
def test_an_entry_committed_late_with_a_smaller_id_is_sealed_later(file_store: Path) -> None:
    late, early = write(2)
    later = Seal(position=1, entry_id=early.pk, chain=link(START, early.pk, early.digest), sealed_at=AT)
    later.save(force_insert=True)

    assert seal_committed(at=AT) == 1

    assert list(Seal.objects.order_by("position").values_list("entry_id", flat=True)) == [early.pk, late.pk]
    assert verify().first_bad is None


@pytest.mark.django_db
def test_only_a_whole_round_looks_back_further(file_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "LOOK_BACK", 0)
    _late, early = write(2)
    Seal.objects.create(position=1, entry_id=early.pk, chain=link(START, early.pk, early.digest), sealed_at=AT)

    assert (seal_committed(at=AT), seal_committed(at=AT, whole=True)) == (0, 1)


@pytest.mark.django_db
def test_many_entries_are_sealed_in_batches(file_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    write(7)

    assert seal_committed(at=AT) == 7
    assert [head.position for head in anchored()] == [3, 6, 7]


@pytest.mark.django_db
def test_a_head_cut_short_by_a_crash_is_passed_over(file_store: Path) -> None:
    write(1)
    seal_committed(at=AT)
    with heads_path().open("a") as heads:
        heads.write("2 abc")

    assert [head.position for head in anchored()] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE journal_seal SET chain = 'x'", "DELETE FROM journal_seal"])
def test_the_database_refuses_to_change_or_delete_a_seal(file_store: Path, statement: str) -> None:
    write(1)
    seal_committed(at=AT)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Seal.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sealers_and_writers_at_once_leave_one_whole_chain(file_store: Path) -> None:
    def in_thread(work: object) -> threading.Thread:
        def run() -> None:
            try:
                work()  # type: ignore[operator]
            finally:
                connection.close()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def keep_sealing() -> None:
        for _ in range(15):
            seal_committed(at=AT)

    threads = [in_thread(lambda: write(25)) for _ in range(3)] + [in_thread(keep_sealing) for _ in range(3)]
    for thread in threads:
        thread.join()
    seal_committed(at=AT)

    result = verify()
    assert (result.first_bad, result.sealed, result.unsealed) == (None, 75, 0)
