"""The parts of the simulation: attention, room, measures, demand, and the whole of it twice."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest

from tsunagu.demo.sheets import sheet_rows
from tsunagu.directory.conditions import Conditions, read
from tsunagu.directory.people import People, people_of
from tsunagu.directory.ranking import Found, Method
from tsunagu.directory.search import absences
from tsunagu.directory.simulation.looking import asked, attention, gain, shared_attention
from tsunagu.directory.simulation.measures import exposure_to_merit
from tsunagu.directory.simulation.room import DAY, Room
from tsunagu.directory.simulation.running import Result, served, simulate
from tsunagu.directory.simulation.searchers import Visit, places_of_companies, visits
from tsunagu.directory.simulation.table import Goal, as_data, as_text, rows
from tsunagu.directory.simulation.world import World
from tsunagu.reference.listing import prefectures

MONTH = date(2026, 11, 1)
TAKEN, REFUSED, SILENT = 0.9, 0.1, 0.25


def able(count: int, **columns: int) -> People:
    """People without any condition, all alike."""
    alike = {"monthly_cap": 2, "registered_on": date(2020, 4, 1), "paused_until": None, **columns}
    return people_of({**alike, "specialist_id": pk} for pk in range(1, count + 1))


def with_full(people: People, count: int) -> People:
    """The same, but the first so many take nobody."""
    cap = people.columns["monthly_cap"].copy()
    cap[:count] = 0
    return replace(people, columns=people.columns.with_values(monthly_cap=cap))


def room_of(people: People) -> Room:
    return Room(people, absences=absences, start=MONTH)


def has(room: Room, *, at: int) -> list[bool]:
    room.settle(at)
    return room.has(np.arange(1), at=at).tolist()


def test_attention_falls_from_row_to_row_and_adds_up_to_one() -> None:
    assert attention.sum() == pytest.approx(1)
    assert (attention[1:] / attention[:-1]).tolist() == pytest.approx([0.8] * 19)


def test_people_of_one_level_share_the_attention_of_their_rows() -> None:
    levels = np.array([0, 1, 1, *[2] * 40])

    shared = shared_attention(levels)

    assert shared[:3].tolist() == pytest.approx([attention[0], attention[1:3].mean(), attention[1:3].mean()])
    assert shared[3:].tolist() == pytest.approx([attention[3:].sum() / 40] * 40)


def test_gain_counts_the_first_ten_and_less_further_down() -> None:
    assert gain(np.array([100, 0, 50])) == pytest.approx(100 + 50 / 2)
    assert gain(np.array([1] * 12)) == gain(np.array([1] * 10))


def test_nobody_is_asked_twice_and_the_top_row_most() -> None:
    points = np.array([90] * 20)
    chances = [np.random.default_rng(seed).random(20) for seed in range(2000)]

    found = [asked(points, 3, some) for some in chances]

    assert {len(set(some)) for some in found} == {3}
    first = Counter(some[0] for some in found)
    assert first[0] / 2000 == pytest.approx(attention[0], abs=0.03)


def test_who_is_full_returns_with_the_next_month() -> None:
    room = room_of(able(1))
    for _ in range(2):
        room.send(0, at=10, answer=TAKEN)

    assert [has(room, at=at) for at in (9, 10, 29 * DAY, 30 * DAY)] == [[True], [False], [False], [True]]


@pytest.mark.parametrize(("answer", "back"), [(TAKEN, False), (REFUSED, True), (SILENT, True)])
def test_refusal_and_silence_give_the_place_back(answer: float, *, back: bool) -> None:
    room = room_of(able(1, monthly_cap=1))
    room.send(0, at=10, answer=answer)

    assert (has(room, at=11), has(room, at=9 * DAY)) == ([False], [back])


def test_a_refusal_in_the_next_month_gives_no_place_twice() -> None:
    room = room_of(able(1, monthly_cap=1))
    room.send(0, at=29 * DAY, answer=REFUSED)
    room.send(0, at=30 * DAY + 10, answer=TAKEN)

    assert has(room, at=35 * DAY) == [False]


def test_an_enquiry_to_somebody_full_is_beyond_capacity() -> None:
    room = room_of(able(1, monthly_cap=1))
    for at in (10, 11):
        room.send(0, at=at, answer=TAKEN)
    room.settle(12)

    assert (room.enquiries.tolist(), room.beyond) == ([2], 1)


@pytest.mark.parametrize(
    ("exposure", "merit", "expected"),
    [
        ([1, 1, 1, 1], [1, 1, 1, 1], 0.0),
        ([2, 4, 6], [1, 2, 3], 0.0),
        ([4, 0, 0, 0], [1, 1, 1, 1], 0.75),
        ([1, 1], [1, 0], 0.5),
        ([0, 0], [1, 1], 0.0),
        ([1, 1], [0, 0], 0.0),
    ],
)
def test_exposure_to_merit(exposure: list[float], merit: list[float], expected: float) -> None:
    assert exposure_to_merit(np.array(exposure, float), np.array(merit, float)) == pytest.approx(expected)


def test_the_method_leaves_out_who_is_full_and_the_others_do_not() -> None:
    people = with_full(able(30), 10)
    found = Found(np.arange(30), np.full(30, 90))
    visit = Visit(0, Conditions(), 7, 0, 0, np.zeros(20), ())

    shown = {
        method: World(people, room_of(people), method, band=5, draws=1).receive(visit, found).tolist()
        for method in Method
    }

    assert sorted(shown[Method.FAIR]) == list(range(10, 30))
    assert shown[Method.PLAIN] == list(range(20))
    assert any(place < 10 for place in shown[Method.TIES])


def test_a_page_is_whole_even_when_almost_everybody_is_full() -> None:
    people = with_full(able(3000), 2970)
    found = Found(np.arange(3000), np.repeat([100, 90, 80], 1000))
    world = World(people, room_of(people), Method.FAIR, band=5, draws=1)

    shown = world.receive(Visit(0, Conditions(), 7, 0, 0, np.zeros(20), ()), found)

    assert (len(shown), world.tally.merit[:2970].sum(), np.count_nonzero(world.tally.merit)) == (20, 0.0, 30)


def test_visits_come_in_order_inside_the_month_and_ask_for_what_the_page_knows() -> None:
    codes = [term.code for term in prefectures()]
    come = visits(400, days=30, homes=places_of_companies([1] * 47), chance=Random(3))

    assert [visit.at for visit in come] == sorted(visit.at for visit in come)
    assert 0 <= come[0].at < come[-1].at < 30 * DAY
    asked_for = [visit.conditions for visit in come]
    assert [read(_parameters(one)) for one in asked_for] == [(one, []) for one in asked_for]
    assert {place for one in asked_for for place in one.place} <= set(codes)
    assert len({visit.seed for visit in come}) == 400


def _parameters(conditions: Conditions) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in conditions.pairs():
        found.setdefault(name, []).append(value)
    return found


def test_companies_are_half_where_specialists_serve_and_half_everywhere() -> None:
    homes = places_of_companies([94, *[0] * 46])

    assert (homes["01"], homes["02"]) == (pytest.approx(0.5 + 0.5 / 47), pytest.approx(0.5 / 47))


def test_served_counts_people_per_prefecture() -> None:
    people = people_of([{"specialist_id": 1, "prefectures": 0b101}, {"specialist_id": 2, "prefectures": 0b100}])

    assert served(people)[:4] == [1, 0, 2, 0]


@pytest.fixture(scope="module")
def small() -> People:
    return people_of(sheet_rows(600, seed=1, as_of=MONTH))


def told(people: People, seed: int) -> Result:
    return simulate(people, absences=absences, month=MONTH, sessions=40, seed=seed, band=5, progress=lambda: None)


@pytest.fixture(scope="module")
def result(small: People) -> Result:
    return told(small, 1)


@pytest.mark.parametrize(("seed", "same"), [(1, True), (2, False)])
def test_the_same_seed_gives_the_same_table(small: People, result: Result, seed: int, *, same: bool) -> None:
    again = told(small, seed)

    assert (as_data(again, seed=1) == as_data(result, seed=1)) == same


def test_the_table_has_a_line_per_promise(result: Result) -> None:
    text = as_text(result).splitlines()
    assert text[0].startswith("| simulation, 600 specialists, 40 sessions in 2026-11 | plain sort | ties shuffled |")
    assert [row.code for row in rows(result)] == [
        "ndcg", "twins", "exposure_to_merit", "concentration", "beyond_capacity", "paging", "seminar",
    ]  # fmt: skip
    assert len(text) == 2 + 7
    assert [line.count("|") for line in text] == [7] * 9


def test_one_person_can_be_simulated() -> None:
    alone = people_of(sheet_rows(1, seed=1, as_of=MONTH))

    data = as_data(told(alone, 1), seed=1)

    assert data["asked"]["this_method"] <= 1
    assert [row["this_method"] for row in data["rows"] if row["code"] == "paging"] == [[0.0, 0.0]]


@pytest.mark.parametrize(
    ("cell", "met"), [((0.97, 0.985), True), ((0.969, 0.99), False), ((0.99, 0.984), False), ((1.0, 1.0), True)]
)
def test_a_goal_is_met_when_every_value_is(cell: tuple[float, ...], *, met: bool) -> None:
    assert Goal(least=(0.970, 0.985)).met(cell) == met


@pytest.mark.parametrize(("cell", "met"), [((0.13, 0.075), True), ((0.131, 0.09), False), ((0.12, 0.074), False)])
def test_a_goal_may_have_limits_on_both_sides(cell: tuple[float, ...], *, met: bool) -> None:
    assert Goal(least=(None, 0.075), most=(0.13, None)).met(cell) == met
