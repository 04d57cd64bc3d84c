"""Searching the journal, and how far its chain reaches."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import emptying_allowed
from tsunagu.base.actor import Actor
from tsunagu.journal.actions import erase_personal, record
from tsunagu.journal.heads import Head, anchor, heads_path, last_anchored
from tsunagu.journal.models import Entry, Seal
from tsunagu.journal.queries import ChainState, JournalFilter, chain_state, journal_rows
from tsunagu.journal.sealing import seal_committed

CLERK, LEAD = Actor("user:3", "担当 花子"), Actor("user:4", "責任 太郎")
AT = datetime(2026, 11, 20, 14, 59, tzinfo=UTC)  # 20 November, 23:59 in Japan
pytestmark = pytest.mark.django_db


def said(**asked) -> list[str]:
    return [row.subject_code for row in journal_rows(JournalFilter(**asked))]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["c", "b", "a"]),
        ({"verb": "listing.moved"}, ["b", "a"]),
        ({"subject_kind": "Setting"}, ["c"]),
        ({"subject_kind": "Listing", "subject_code": "b"}, ["b"]),
        ({"who": "花子"}, ["a"]),
        ({"who": "user:4"}, ["c", "b"]),
        ({"who": "user"}, []),
        ({"since": date(2026, 11, 21)}, ["c", "b"]),
        ({"until": date(2026, 11, 20)}, ["a"]),
        ({"since": date(2026, 11, 21), "until": date(2026, 11, 21), "verb": "setting.changed"}, ["c"]),
    ],
)
def test_by_what_whom_and_when(asked: dict, found: list[str]) -> None:
    record("listing.moved", on=("Listing", "a"), by=CLERK, at=AT)
    record("listing.moved", on=("Listing", "b"), by=LEAD, at=AT + timedelta(minutes=1))
    record("setting.changed", on=("Setting", "c"), by=LEAD, at=AT + timedelta(minutes=2))

    assert said(**asked) == found


def test_paging_by_the_number_of_the_last_line_shown() -> None:
    keys = [record("x.y", on=("X", str(number)), by=CLERK, at=AT).pk for number in range(5)]

    first = journal_rows(JournalFilter(), limit=2)
    second = journal_rows(JournalFilter(), before=first[-1].key, limit=2)

    assert [row.key for row in first + second] == keys[:0:-1]


def test_an_erased_line_says_so_and_keeps_what_was_done() -> None:
    entry = record("listing.moved", on=("Listing", "a"), by=CLERK, at=AT, reason="電話で")
    erase_personal([entry.pk], by=LEAD, at=AT, reason="ご本人の求め")

    row = journal_rows(JournalFilter(verb="listing.moved"))[0]

    assert (row.who, row.reason, row.is_erased, row.who_code, row.subject_code) == ("", "", True, "user:3", "a")


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_one_query(count: int, django_assert_num_queries) -> None:
    for number in range(count):
        record("x.y", on=("X", str(number)), by=CLERK, at=AT)

    with django_assert_num_queries(1):
        rows = journal_rows(JournalFilter(verb="x.y", who="花子"))

    assert len(rows) == count


def test_an_empty_journal_has_nothing_sealed_and_nothing_wrong(file_store) -> None:
    assert chain_state() == ChainState(0, None, 0, None, fits=True)


@pytest.mark.django_db(transaction=True)
def test_the_newest_link_beside_the_newest_head(file_store, django_assert_num_queries) -> None:
    for number in range(3):
        record("x.y", on=("X", str(number)), by=CLERK, at=AT)
    seal_committed(at=AT)
    record("x.y", on=("X", "late"), by=CLERK, at=AT)

    with django_assert_num_queries(3):
        state = chain_state()

    assert state == ChainState(3, AT, 1, Head(3, Seal.objects.get(position=3).chain), fits=True)


@pytest.mark.django_db(transaction=True)
def test_a_cut_tail_no_longer_fits(file_store) -> None:
    from django.db import connection

    for number in range(2):
        record("x.y", on=("X", str(number)), by=CLERK, at=AT)
    seal_committed(at=AT)
    with emptying_allowed(connection):
        Seal.objects.filter(position=2).delete()
        Entry.objects.filter(subject_code="1").delete()

    assert chain_state().fits is False


def test_the_last_head_is_read_from_the_end_and_a_torn_line_is_passed_over(file_store) -> None:
    for position in range(1, 41):
        anchor(Head(position, f"{position:064}"))
    with heads_path().open("a") as file:
        file.write("41 abc")

    assert last_anchored() == Head(40, f"{40:064}")
