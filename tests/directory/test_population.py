"""The copy of the list every process holds is never behind the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.directory.people import AT, PLAIN, TODAY, crowd, register_entry
from tests.directory.strategies import sheet_columns
from tsunagu.directory.people import COLUMNS, People, people_of
from tsunagu.directory.queries.population import FEW_BLOCKS, listed_people
from tsunagu.specialists import actions
from tsunagu.specialists.models import PublishedSheet, SheetStamp, Specialist
from tsunagu.specialists.models.sheets import BLOCK_BITS

FIRST = 1 << 20  # ids of these tests begin with a block of their own
IDS = [FIRST + place for place in (0, 1, 255, 256, 511, 512, *range(1024, 1024 + 25 * 256, 256))]


def told(people: People) -> list[list[int]]:
    """Ids, shuffles and every column."""
    return [people.ids.tolist(), people.shuffle.tolist(), *(people.columns[name].tolist() for name in COLUMNS)]


def as_stored() -> list[list[int]]:
    return told(people_of(PublishedSheet.objects.listed().values("specialist_id", *COLUMNS)))


def sheet(pk: int) -> PublishedSheet:
    one = Specialist(pk=pk, riss_no=f"{pk % 1_000_000:06}")
    columns = actions.sheet_columns(one, PLAIN, {}, register_entry(pk % 1_000_000), confirmed_on=TODAY, at=AT)
    return PublishedSheet(specialist=one, **columns)


@pytest.fixture
def known(db: None) -> None:
    """People far apart; about half of them have a sheet."""
    Specialist.objects.bulk_create(
        Specialist(pk=pk, riss_no=f"{pk % 1_000_000:06}", name="見本", name_kana="みほん", created_at=AT) for pk in IDS
    )
    PublishedSheet.objects.bulk_create(sheet(pk) for pk in IDS[::2])


def publish(pk: int, columns: dict[str, Any]) -> None:
    if not PublishedSheet.objects.filter(pk=pk).update(**columns):
        PublishedSheet.objects.bulk_create([sheet(pk)])


CHANGES: dict[str, Callable[[int, dict[str, Any]], object]] = {
    "publish": publish,
    "change": lambda pk, columns: PublishedSheet.objects.filter(pk=pk).update(**columns),
    "all before": lambda pk, columns: PublishedSheet.objects.filter(pk__lt=pk).update(load=columns["load"]),
    "take off": lambda pk, _: PublishedSheet.objects.filter(pk=pk).update(is_listed=False),
    "put on": lambda pk, _: PublishedSheet.objects.filter(pk=pk).update(is_listed=True),
    "delete": lambda pk, _: PublishedSheet.objects.filter(pk=pk).delete(),
    "delete all before": lambda pk, _: PublishedSheet.objects.filter(pk__lt=pk).delete(),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(CHANGES)), st.sampled_from(IDS), sheet_columns(), st.booleans(), st.booleans()),
    max_size=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_every_change_and_whatever_is_taken_back_the_copy_is_what_is_stored(known, steps) -> None:
    for change, pk, columns, is_looked_at, is_taken_back in steps:
        with transaction.atomic():
            CHANGES[change](pk, columns)
            if is_looked_at:
                assert told(listed_people()) == as_stored()
            transaction.set_rollback(is_taken_back)

    assert told(listed_people()) == as_stored()


@pytest.mark.parametrize(("changed", "queries"), [(0, 1), (1, 2), (3, 2), (29, 2)])
def test_one_query_and_one_more_for_all_who_changed(known, changed, queries, django_assert_num_queries) -> None:
    PublishedSheet.objects.bulk_create(sheet(pk) for pk in IDS[1::2])
    listed_people()
    PublishedSheet.objects.filter(pk__in=IDS[:changed]).update(monthly_cap=29)

    with django_assert_num_queries(queries):
        people = listed_people()

    assert people.columns["monthly_cap"].tolist().count(29) == changed


def test_the_whole_list_is_read_again_when_many_blocks_changed() -> None:
    assert len({pk >> BLOCK_BITS for pk in IDS}) > FEW_BLOCKS


def test_one_edit_reads_its_block_only(known, django_assert_num_queries) -> None:
    listed_people()
    PublishedSheet.objects.filter(pk=IDS[2]).update(monthly_cap=29)

    with django_assert_num_queries(2) as captured:
        listed_people()

    assert f">= {FIRST}" in captured[1]["sql"]
    assert f"< {FIRST + 256}" in captured[1]["sql"]


def test_a_copy_is_not_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        people_of([{"specialist_id": 1}]).columns["load"][0] = 1


WRITERS, ROUNDS = 4, 25


def change_and_look(pk: int, load: int, *, also: int) -> tuple[int, int]:
    """What was written and what the copy says afterwards. The connection is closed: threads have their own."""
    with transaction.atomic():
        PublishedSheet.objects.filter(pk=pk).update(load=load)
        PublishedSheet.objects.filter(pk=also).update(cases_supported=load)
    people = listed_people()
    connection.close()
    return load, int(people.columns["load"][people.ids.tolist().index(pk)])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whoever_has_changed_something_finds_it_whatever_others_write() -> None:
    """Threads share the copy: each changes its own sheet, of one block or of two, and looks at once."""
    ids = [one.pk for one in crowd(WRITERS, monthly_cap=30)]

    def write(pk: int) -> list[tuple[int, int]]:
        return [change_and_look(pk, count, also=max(ids)) for count in range(ROUNDS)]

    with ThreadPoolExecutor(WRITERS) as pool:
        seen = list(pool.map(write, ids))

    assert seen == [[(count, count) for count in range(ROUNDS)]] * WRITERS
    assert told(listed_people()) == as_stored()
    most = WRITERS if connection.vendor == "postgresql" else 1
    assert SheetStamp.objects.filter(block=ids[0] >> BLOCK_BITS).count() <= most
