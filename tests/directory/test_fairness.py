from collections import Counter
from itertools import combinations

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.in_sql import mix_sql
from tests.directory.people import TODAY, crowd
from tsunagu.directory.conditions import Conditions
from tsunagu.directory.cursors import SEEDS, new_seed
from tsunagu.directory.fairness import Candidate, mix32, order
from tsunagu.directory.search import Search
from tsunagu.specialists.spread import spread

EDGES = [0, 1, 2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF]
MANY = 4000


def seeds(count: int) -> list[int]:
    """Seeds that look like those of visitors, the same in every run."""
    return [spread(number * 2_654_435_761 + 17) for number in range(count)]


def test_room_comes_first_then_the_better_band_then_the_shuffle() -> None:
    people = [Candidate(1, 100, has_room=False), Candidate(2, 60), Candidate(3, 64), Candidate(4, 65), Candidate(5, 59)]

    found = order(people, seed=7, band=5)

    inside = sorted([2, 3], key=lambda pk: mix32(spread(pk), 7))
    assert [one.specialist_id for one in found] == [4, *inside, 5, 1]


@given(st.permutations([Candidate(number, 60 + number % 7, number % 3 > 0) for number in range(1, 12)]))
def test_where_somebody_stood_before_makes_no_difference(people) -> None:
    assert order(people, seed=7, band=5) == order(sorted(people, key=lambda one: one.specialist_id), seed=7, band=5)


@given(st.integers(0, SEEDS - 1), st.lists(st.integers(1, 10**6), unique=True, min_size=2))
def test_an_order_keeps_everybody_once(seed, ids) -> None:
    found = order([Candidate(pk, 80) for pk in ids], seed=seed, band=5)

    assert sorted(one.specialist_id for one in found) == sorted(ids)


@given(st.integers(0, SEEDS - 1))
def test_a_shuffle_gives_32_bits_and_no_two_people_the_same_place(seed) -> None:
    mixed = [mix32(spread(pk), seed) for pk in range(1, 500)]

    assert 0 <= min(mixed) <= max(mixed) < 1 << 32
    assert len(set(mixed)) == len(mixed)  # the factor is odd, so different numbers stay different


@pytest.mark.parametrize("seed", [*EDGES, *seeds(25)])
def test_the_shuffle_is_the_same_in_sql(db, seed) -> None:
    shuffles = [*EDGES, *(spread(pk) for pk in range(1, 30))]
    crowd(len(shuffles), shuffle=shuffles)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT shuffle, {mix_sql(seed)} FROM specialists_publishedsheet")
        found = dict(cursor.fetchall())

    assert found == {shuffle: mix32(shuffle, seed) for shuffle in shuffles}


def test_the_list_stands_in_the_order_of_the_rule(db) -> None:
    people = crowd(60, proof_until=[TODAY if place % 2 else None for place in range(60)],
                   industries=[place % 3 for place in range(60)])  # fmt: skip
    search = Search(Conditions(industry=("automotive", "semiconductor")), TODAY)

    found = search.order(99, limit=100)

    listed = [one for one in people if one.industries]
    expected = order([Candidate(one.pk, 93 + 4 * (one.proof_until is not None)) for one in listed], seed=99, band=5)
    assert [(place.specialist_id, place.points) for place in found] == [
        (one.specialist_id, one.points) for one in expected
    ]


def test_visitors_see_different_orders_and_one_visitor_the_same() -> None:
    people = [Candidate(pk, 93) for pk in range(1, 101)]

    orders = [tuple(one.specialist_id for one in order(people, seed=seed, band=5)) for seed in seeds(50)]

    assert len(set(orders)) == 50
    assert orders[0] == tuple(one.specialist_id for one in order(people, seed=seeds(1)[0], band=5))


@pytest.mark.parametrize("first_id", [1, 900, 123_456])
def test_every_one_of_ten_stands_on_every_place_equally_often(first_id) -> None:
    """Chi-square of each person's ranks (9 degrees of freedom): 21.7 is the 1 % bound; a fair coin stays far below 40."""
    ids = range(first_id, first_id + 10)
    ranks = {pk: Counter[int]() for pk in ids}
    for seed in seeds(MANY):
        for rank, pk in enumerate(sorted(ids, key=lambda pk: mix32(spread(pk), seed))):
            ranks[pk][rank] += 1

    expected = MANY / 10
    chi = {pk: sum((counts[rank] - expected) ** 2 / expected for rank in range(10)) for pk, counts in ranks.items()}
    assert max(chi.values()) < 40, chi


def test_ten_twins_share_the_exposure_of_a_page() -> None:
    """Ten equal people among 200: shares of who of them was seen on the first page (promises §1: ≤ .13, ≥ .075)."""
    twins = range(41, 51)
    seen = Counter[int]()
    for seed in seeds(MANY):
        first = sorted(range(1, 201), key=lambda pk: mix32(spread(pk), seed))[:20]
        seen.update(pk for pk in first if pk in twins)

    shares = [seen[pk] / seen.total() for pk in twins]
    assert 0.075 <= min(shares) <= max(shares) <= 0.13


def test_of_two_people_each_comes_first_in_half_of_the_orders() -> None:
    for one, other in combinations((1, 2, 3, 1000, 65_536), 2):
        first = sum(mix32(spread(one), seed) < mix32(spread(other), seed) for seed in seeds(MANY))

        assert 0.45 < first / MANY < 0.55, (one, other)


def test_a_seed_is_new_each_time_and_fits_32_bits() -> None:
    found = {new_seed() for _ in range(1000)}

    assert len(found) > 990
    assert 0 <= min(found) <= max(found) < SEEDS
