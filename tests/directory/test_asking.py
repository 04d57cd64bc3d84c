"""Arrays give the same people and order as one row after the other; answers and points: test_rubric.py."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.directory.people import TODAY
from tests.directory.strategies import conditions, sheet_columns
from tsunagu.directory import rubric
from tsunagu.directory.asking import holds, narrowed
from tsunagu.directory.conditions import Conditions, everything
from tsunagu.directory.cursors import SEEDS
from tsunagu.directory.fairness import Candidate, order
from tsunagu.directory.people import NOTHING, People, number, people_of
from tsunagu.directory.ranking import Found, Method, contenders, page, rank
from tsunagu.directory.simulation.searching import search

thorough = settings(max_examples=150, deadline=None)
CROWDS = st.lists(sheet_columns(), min_size=1, max_size=12)


def crowd(drawn: list[dict[str, Any]]) -> People:
    return people_of({**columns, "specialist_id": place + 1} for place, columns in enumerate(drawn))


def scored(*given_points: int) -> tuple[People, Found]:
    """People 1, 2, … with these points, as a search would give them."""
    best = sorted(range(len(given_points)), key=lambda place: -given_points[place])
    people = people_of({"specialist_id": place + 1} for place in range(len(given_points)))
    return people, Found(np.array(best), np.array([given_points[place] for place in best]))


@thorough
@given(CROWDS, conditions())
def test_a_search_finds_who_meets_the_conditions_best_first(drawn, asked) -> None:
    people = crowd(drawn)
    criteria = rubric.criteria(asked, today=TODAY)
    rows = [(place, SimpleNamespace(**columns)) for place, columns in enumerate(drawn)]
    meeting = [(-rubric.points(criteria, row), place) for place, row in rows if everything(asked).holds(row)]

    found = search(people, asked, today=TODAY)

    assert [(-p, place) for place, p in zip(found.places.tolist(), found.points.tolist(), strict=True)] == sorted(
        meeting
    )


def test_a_kind_of_question_nobody_knows_is_refused() -> None:
    with pytest.raises(TypeError, match="str cannot be asked of 1 people"):
        holds("?", crowd([{}]).columns)  # type: ignore[arg-type]


def test_nobody_asked_leaves_everybody() -> None:
    assert narrowed([], crowd([{}, {}]).columns).tolist() == [0, 1]


@given(st.lists(st.integers(50, 100), min_size=1, max_size=60), st.integers(0, SEEDS - 1), st.integers(1, 10))
def test_the_order_is_that_of_the_list(given_points, seed, band) -> None:
    people, found = scored(*given_points)
    candidates = [Candidate(place + 1, count) for place, count in enumerate(given_points)]

    ranked = rank(found, people, Method.FAIR, seed=seed, band=band)

    assert people.ids[found.places[ranked]].tolist() == [
        one.specialist_id for one in order(candidates, seed=seed, band=band)
    ]


@given(st.lists(st.integers(50, 100), min_size=1, max_size=60), st.integers(0, SEEDS - 1))
def test_shuffled_ties_are_the_list_with_bands_of_one_point(given_points, seed) -> None:
    people, found = scored(*given_points)
    candidates = [Candidate(place + 1, count) for place, count in enumerate(given_points)]

    ranked = rank(found, people, Method.TIES, seed=seed, band=5)

    assert people.ids[found.places[ranked]].tolist() == [
        one.specialist_id for one in order(candidates, seed=seed, band=1)
    ]


def test_plain_sort_is_the_same_for_everybody() -> None:
    people, found = scored(80, 90, 90, 70)

    assert [
        people.ids[found.places[rank(found, people, Method.PLAIN, seed=seed, band=5)]].tolist() for seed in (1, 2)
    ] == [
        [2, 3, 1, 4],
        [2, 3, 1, 4],
    ]


@given(
    st.lists(st.integers(80, 100), min_size=1, max_size=60),
    st.integers(0, SEEDS - 1),
    st.sampled_from(list(Method)),
    st.integers(1, 25),
)
def test_a_page_is_the_beginning_of_the_order(given_points, seed, method, rows) -> None:
    people, found = scored(*given_points)
    whole = found.places[rank(found, people, method, seed=seed, band=5)]

    shown = page(found, people, method, seed=seed, band=5, rows=rows)

    assert shown.places.tolist() == whole[:rows].tolist()


def test_contenders_are_whole_bands() -> None:
    _, found = scored(100, 99, 95, 94, 92, 90, 89)

    assert [len(contenders(found, Method.FAIR, band=5, count=count)) for count in (1, 2, 3, 4, 7, 9)] == [
        1,
        3,
        3,
        6,
        7,
        7,
    ]


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        people_of([{"specialist_id": 1}, {"specialist_id": 1}])


def test_an_absent_date_is_below_every_date() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert [number(None) == NOTHING, NOTHING < number(TODAY) < number(tomorrow), number(True), number(7)] == [
        True,
        True,
        1,
        7,
    ]


def test_part_of_a_part_is_cut_out_by_places_of_the_part() -> None:
    people = people_of({"specialist_id": pk, "monthly_cap": pk * 10} for pk in (1, 2, 3, 4))

    part = people.columns.at(np.array([3, 1, 0])).at(np.array([2, 0]))

    assert (part["monthly_cap"].tolist(), part.size) == ([10, 40], 2)


def test_words_are_not_asked_of_arrays() -> None:
    assert search(crowd([{}, {}]), Conditions(q="規程"), today=TODAY).places.tolist() == [0, 1]
