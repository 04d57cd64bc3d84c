import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.directory.people import AT, VISITOR, crowd
from tsunagu.base.actor import SYSTEM
from tsunagu.base.calendar import JST
from tsunagu.directory.actions import KEPT_FOR, fold_orders, keep_order, orders
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.cursors import place_of
from tsunagu.directory.models import DailyExposure, KeptOrder
from tsunagu.directory.queries.listing import list_page
from tsunagu.specialists.models import Specialist

LATER = AT + KEPT_FOR + timedelta(seconds=1)


def keep(ids: list[int], *, seed: int = 1, shown: int = 2, at: datetime = AT) -> None:
    keep_order(seed, "digest", [place_of(pk, 93, seed) for pk in ids], shown=shown, by=VISITOR, at=at)


def fold(at: datetime = LATER) -> int:
    return fold_orders(by=SYSTEM, at=at)


def counters() -> dict[tuple[int, date], int]:
    return {(one.specialist_id, one.day): one.impressions for one in DailyExposure.objects.all()}


@pytest.mark.django_db
def test_those_shown_are_counted_per_day_and_the_orders_dropped() -> None:
    first, second, third = (one.pk for one in crowd(3))
    keep([first, second, third])
    keep([second, third, first], seed=2)
    keep([third, first, second], seed=3, shown=0)

    assert fold() == 3

    day = date(2026, 11, 21)
    assert counters() == {(first, day): 1, (second, day): 2, (third, day): 1}
    assert KeptOrder.objects.count() == 0


@pytest.mark.django_db
def test_a_second_round_counts_nothing_again() -> None:
    first, second = (one.pk for one in crowd(2))
    keep([first, second])
    fold()

    assert fold() == 0
    assert sorted(counters().values()) == [1, 1]


@pytest.mark.django_db
def test_a_later_order_of_the_same_day_adds_up() -> None:
    (only,) = (one.pk for one in crowd(1))
    keep([only])
    fold()
    keep([only], seed=2, at=AT + timedelta(hours=3))

    fold(AT + timedelta(hours=6))

    assert counters() == {(only, date(2026, 11, 21)): 2}


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "expected"), [(KEPT_FOR, 0), (KEPT_FOR + timedelta(seconds=1), 1)])
def test_an_order_is_folded_once_it_is_older_than_two_hours(age, expected) -> None:
    keep([one.pk for one in crowd(2)])

    assert fold(AT + age) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 21, 14, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 15, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 0, 30, tzinfo=JST), date(2026, 11, 22)),
    ],
)
def test_the_day_is_the_japanese_one(at, day) -> None:
    (only,) = (one.pk for one in crowd(1))
    keep([only], at=at)

    fold(at + timedelta(hours=3))

    assert counters() == {(only, day): 1}


@pytest.mark.django_db
def test_somebody_deleted_meanwhile_is_left_out() -> None:
    stays, goes = (one.pk for one in crowd(2))
    keep([stays, goes])
    Specialist.objects.filter(pk=goes).delete()

    assert fold() == 1
    assert counters() == {(stays, date(2026, 11, 21)): 1}


@pytest.mark.django_db
def test_enquiries_of_the_day_stay(db) -> None:
    (only,) = (one.pk for one in crowd(1))
    DailyExposure.objects.create(specialist_id=only, day=date(2026, 11, 21), impressions=4, enquiries=2)
    keep([only])

    fold()

    assert list(DailyExposure.objects.values_list("impressions", "enquiries")) == [(5, 2)]


@pytest.mark.django_db
def test_many_orders_are_folded_in_several_goes(monkeypatch) -> None:
    monkeypatch.setattr(orders, "FOLDED_AT_ONCE", 3)
    monkeypatch.setattr(orders, "BATCH", 4)
    ids = [one.pk for one in crowd(10)]
    for seed in range(8):
        keep(ids, seed=seed, shown=10)

    assert fold() == 8
    assert set(counters().values()) == {8}


@pytest.mark.django_db
def test_an_order_kept_anew_after_two_hours_leaves_its_counts_behind() -> None:
    crowd(3)
    list_page(Conditions(), seed=1, by=VISITOR, at=AT)
    list_page(Conditions(), seed=1, by=VISITOR, at=AT + timedelta(hours=3))

    assert set(counters().values()) == {1}
    fold(AT + timedelta(hours=6))
    assert set(counters().values()) == {2}


@pytest.mark.django_db
def test_an_order_kept_anew_while_a_worker_looks_is_not_lost() -> None:
    (only,) = (one.pk for one in crowd(1))
    keep([only], shown=1)
    stale = KeptOrder.objects.get()
    keep([only], shown=1, at=AT + timedelta(hours=3))

    orders.fold_order(stale, by=SYSTEM, at=LATER)

    assert counters() == {}
    assert KeptOrder.objects.get().made_at == AT + timedelta(hours=3)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_count_every_order_once() -> None:
    ids = [one.pk for one in crowd(12)]
    for seed in range(60):
        keep(ids, seed=seed, shown=12)
    together = threading.Barrier(2)
    folded: list[int] = []

    def work() -> None:
        together.wait()
        try:
            folded.append(fold())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(folded) == 60
    assert counters() == {(pk, date(2026, 11, 21)): 60 for pk in ids}
    assert KeptOrder.objects.count() == 0
