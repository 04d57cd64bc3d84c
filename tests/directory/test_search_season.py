"""The search against a whole made-up season, counted a second time person by person."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.demo.fixtures import demo_season  # noqa: F401
from tests.directory import brute, in_sql
from tests.directory.people import AT, TODAY, VISITOR
from tests.directory.strategies import conditions
from tsunagu.directory.chips import FEW, MOST_WAYS, single_changes, wider_changes
from tsunagu.directory.conditions import FACETS, Conditions
from tsunagu.directory.queries.listing import list_page
from tsunagu.directory.search import Counts, Search

pytestmark = pytest.mark.django_db

thorough = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def people(demo_season):  # noqa: F811
    return brute.everybody()


@thorough
@given(search=conditions(words=True))
def test_counts_are_those_counted_one_by_one(people, search) -> None:
    found = Search(search, TODAY).counts()

    left_out = [one for one in people if brute.meets(one, search)]
    assert found == Counts(
        total=len(brute.found(people, search, TODAY)),
        without={pair: len(brute.found(people, search.without(*pair), TODAY)) for pair in search.pairs()},
        absent={
            code: sum(code in brute.reasons(one, TODAY) for one in left_out)
            for code in ("full", "paused", "unavailable")
        },
    )


@thorough
@given(search=conditions(words=True), seed=st.integers(0, (1 << 32) - 1))
def test_the_order_is_that_of_the_rule(people, search, seed) -> None:
    found = Search(search, TODAY).order(seed, limit=500)

    assert [place.specialist_id for place in found] == brute.ordered(people, search, TODAY, seed)


@thorough
@given(search=conditions(words=True), seed=st.integers(0, (1 << 32) - 1))
def test_sql_counts_and_orders_the_same(people, search, seed) -> None:
    asked, found = Search(search, TODAY), []
    for sql, parameters in (in_sql.counts_sql(search, TODAY), in_sql.order_sql(search, TODAY, seed, 500)):
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            found.append(cursor.fetchall())

    counts, places = asked.counts(), asked.order(seed, limit=500)

    assert found == [
        [(counts.total, *counts.absent.values(), *counts.without.values())],
        [(place.specialist_id, place.points, place.mix) for place in places],
    ]


@thorough
@given(search=conditions(words=True, most=3), seed=st.integers(0, (1 << 32) - 1), behind=st.integers(0, 220))
def test_reading_on_begins_right_behind_the_last_one(people, search, seed, behind) -> None:
    whole = Search(search, TODAY).order(seed, limit=500)
    if not whole:
        return
    last = min(behind, len(whole) - 1)

    found = Search(search, TODAY).order(seed, after=whole[last], limit=7)

    assert found == whole[last + 1 : last + 8]


@thorough
@given(search=conditions(words=True))
def test_totals_of_other_searches_are_those_searches_own(people, search) -> None:
    others = [other for _, other in [*single_changes(search), *wider_changes(search)]][:12]

    assert Search(search, TODAY).totals(others) == [len(brute.found(people, other, TODAY)) for other in others]


@pytest.mark.parametrize("name", [name for name, facet in FACETS.items() if facet.choices()])
def test_every_choice_of_every_facet_against_the_whole_season(people, name) -> None:
    facet = FACETS[name]
    searches = [Conditions(**{name: (code,) if facet.many else code}) for code, _ in facet.choices()]

    found = [Search(search, TODAY).counts().total for search in searches]

    assert found == [len(brute.found(people, search, TODAY)) for search in searches]
    assert sum(found) > 0


def test_room_on_the_sheet_is_room_in_the_search(people) -> None:
    full = {one.pk for one in people if not one.has_room(today=TODAY)}

    assert full == {one.pk for one in people if "full" in brute.reasons(one, TODAY)} != set()


@thorough
@given(search=conditions(words=True))
def test_the_number_on_a_chip_is_what_its_removal_adds_or_takes(people, search) -> None:
    found = list_page(search, seed=1, by=VISITOR, at=AT)

    total = len(brute.found(people, search, TODAY))
    assert [(chip.facet, chip.gain) for chip in found.chips] == [
        (name, len(brute.found(people, search.without(name, value), TODAY)) - total) for name, value in search.pairs()
    ]


@thorough
@given(search=conditions(words=True, most=9))
def test_an_empty_result_is_never_a_dead_end(people, search) -> None:
    found = list_page(search, seed=1, by=VISITOR, at=AT)

    total = len(brute.found(people, search, TODAY))
    assert [way.gain for way in found.ways] == [
        len(brute.found(people, way.conditions, TODAY)) - total for way in found.ways
    ]
    assert all(way.gain > 0 for way in found.ways)
    assert bool(found.ways) is (total < FEW)
    assert len(found.ways) <= MOST_WAYS
