"""Plans by hand: who is proposed, in which order, with whom, and why not."""

from dataclasses import replace

import pytest

from tests.matching.season.batches import batch, names, need, person
from tsunagu.matching.season import force, solve
from tsunagu.matching.season.checking import violations
from tsunagu.matching.season.values import Candidate
from tsunagu.matching.season.words import Barred, Lacking, Seat
from tsunagu.specialists.states import AreaMark


def test_three_candidates_best_first() -> None:
    people = [
        person("near", online=True),
        person("online", places=(), online=True),
        person("weaker", mark_s1=AreaMark.CIRCLE),
        person("strong", themes_delivered=1),
        person("full", 0, themes_delivered=1),
    ]

    plan = solve(batch([need("n1", online_ok=True)], people))

    assert names(plan) == {"n1": ["strong", "near", "weaker"]}
    assert [one.points for one in plan.needs[0].candidates] == [93, 90, 82]
    assert (plan.needs[0].lacking, plan.tally.covered, plan.tally.gap) == (None, (1, 1, 1), 0)


def test_an_empty_batch_has_an_empty_plan() -> None:
    plan = solve(batch([], []))

    assert (plan.needs, plan.tally.covered, plan.tally.value, plan.tally.gap) == ((), (0, 0, 0), 0, 0)


def test_load_is_spread_among_equals() -> None:
    plan = solve(batch([need(f"n{n}") for n in range(4)], [person(f"s{n}") for n in range(6)]))

    seen = [one.shown_to for row in plan.needs for one in row.candidates]
    assert (sorted(seen), plan.tally.load_cost) == ([2] * 12, 12)


@pytest.mark.parametrize(("room", "seen"), [(0, 0), (1, 2), (2, 3), (3, 5)])
def test_more_may_see_somebody_than_there_is_room_by_half(room: int, seen: int) -> None:
    plan = solve(batch([need(f"n{n}") for n in range(9)], [person("s1", room)]))

    assert plan.tally.covered == (seen, 0, 0)


def test_with_too_little_room_everybody_gets_a_first_before_anybody_a_second() -> None:
    people = [person("s1", 1), person("s2", 1, places=("13", "14"))]
    asked = [need("a"), need("b"), need("c"), need("d", "14")]

    plan = solve(batch(asked, people, overbook=200))

    assert (plan.tally.covered, plan.by_rank) == ((4, 0, 0), True)
    assert "s2" in names(plan)["d"]


def test_room_for_exactly_everybody_is_not_short() -> None:
    plan = solve(batch([need("a"), need("b")], [person("s1", 2), person("s2", 2)], candidates=2, overbook=100))

    assert (plan.tally.covered, plan.by_rank) == ((2, 2), False)


def test_a_search_cut_short_says_that_somebody_may_have_been_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagu.matching.season.shortlist.EVERYBODY", 0)
    monkeypatch.setattr("tsunagu.matching.season.rounds.AGAIN", 1)
    people = [person("s1", 1, themes_delivered=1), person("s2", 1)]

    cut = solve(batch([need("a"), need("b")], people, candidates=1, overbook=100, shortlist=1))

    assert (cut.tally.covered, cut.tally.is_covered) == ((1,), False)


def test_who_brought_the_company_is_its_only_candidate_and_takes_room() -> None:
    asked = [need("n1", fixed="s1", theme="T5"), need("n2")]

    plan = solve(batch(asked, [person("s1", 1), person("s2", 1)]))

    assert names(plan) == {"n1": ["s1"], "n2": ["s2"]}
    assert [plan.needs[0].candidates[0].seat, plan.needs[0].lacking] == [Seat.FIXED, None]


def test_who_brought_a_company_must_be_on_the_list_but_who_said_yes_may_have_left() -> None:
    with pytest.raises(ValueError, match="n1: specialist 's9' is not on the list"):
        solve(batch([need("n1", fixed="s9")], [person("s1")]))

    plan = solve(batch([need("n1", accepted="s9")], [person("s1")]))
    assert plan.needs[0].candidates == (Candidate("s9", 0, Seat.ACCEPTED),)


@pytest.mark.parametrize(
    ("asked", "people", "why"),
    [
        (need("n1"), [], Lacking.NOBODY),
        (need("n1"), [person("s1", can=("T2",))], Lacking.NO_THEME),
        (need("n1"), [person("s1", places=("14",)), person("s2", can=())], Lacking.NO_REGION),
        (need("n1", apart=["s1"]), [person("s1"), person("s2", can=())], Lacking.APART),
        (need("n1", apart=["s1"]), [person("s1"), person("s2", 0)], Lacking.FULL),
    ],
)
def test_nobody_found_says_why(asked, people: list, why: Lacking) -> None:
    plan = solve(batch([asked], people))

    assert (plan.needs[0].candidates, plan.needs[0].lacking) == ((), why)


def test_too_few_says_why_the_next_one_is_missing() -> None:
    plan = solve(batch([need("a"), need("b")], [person("s1", 1, places=("13", "14"))], overbook=100))

    assert sorted((len(row.candidates), row.lacking) for row in plan.needs) == [
        (0, Lacking.TAKEN),
        (1, Lacking.NOBODY),
    ]


def test_who_needs_support_comes_with_somebody_who_can_do_it_alone() -> None:
    people = [
        person("lead", mark_s1=AreaMark.CIRCLE, themes_delivered=1, industries=1),
        person("strong", 1),
        person("gone"),
        person("elsewhere", places=("14",)),
    ]

    plan = solve(batch([need("n1", apart=["gone"])], people, candidates=1, overbook=100))

    assert plan.needs[0].candidates == (Candidate("strong", 90),)
    led = solve(batch([need("n1", fixed="lead", apart=["gone"])], people))
    assert led.needs[0].candidates == (Candidate("lead", 85, Seat.FIXED, needs_support=True, companion="strong"),)


@pytest.mark.parametrize("room", [0, 1])
def test_without_room_nobody_comes_along_and_it_is_told(room: int) -> None:
    people = [person("lead", mark_s1=AreaMark.CIRCLE), person("strong", room)]

    plan = solve(batch([need("n1", fixed="lead")], people))

    assert plan.needs[0].candidates[0].companion == ("strong" if room else "")
    assert plan.needs[0].candidates[0].needs_support


def test_one_companion_serves_all_candidates_of_a_need_and_stays() -> None:
    weak = [person(f"w{n}", mark_s1=AreaMark.CIRCLE, themes_delivered=1, industries=4) for n in range(3)]
    people = [*weak, person("old", 0), person("new", 5, can=("T2",), places=("13",))]
    asked = need("n1", stands=("w0", "w1", "w2"), companion="old")

    plan = solve(batch([asked], people))

    assert [(one.specialist, one.companion) for one in plan.needs[0].candidates] == [
        ("w0", "old"), ("w1", "old"), ("w2", "old"),
    ]  # fmt: skip


def test_who_comes_along_already_has_one_place_less_for_others() -> None:
    people = [person("lead", mark_s1=AreaMark.CIRCLE), person("strong", 1)]
    led = need("led", stands=("lead",), companion="strong")

    plan = solve(batch([led, need("other", apart=["lead"])], people, overbook=100))

    assert names(plan) == {"led": ["lead"], "other": []}
    assert plan.needs[0].candidates[0].companion == "strong"


def test_what_stands_keeps_its_place_though_others_fit_better_or_room_is_gone() -> None:
    people = [person("old", 0, mark_s1=AreaMark.CIRCLE), person("better"), person("best", themes_delivered=1)]

    plan = solve(batch([need("n1", stands=("old", "left"))], people))

    assert [(one.specialist, one.seat) for one in plan.needs[0].candidates] == [
        ("old", Seat.STANDS), ("best", Seat.NEW), ("better", Seat.NEW),
    ]  # fmt: skip


def test_who_declined_is_followed_by_the_next() -> None:
    people = [person(f"s{n}", themes_delivered=int(n == 0)) for n in range(4)]
    before = solve(batch([need("n1")], people))
    first, *others = names(before)["n1"]

    after = solve(batch([need("n1", stands=(first, *others), apart=[first])], people))

    assert names(after)["n1"][:2] == others
    assert (len(names(after)["n1"]), first in names(after)["n1"]) == (3, False)


def test_a_company_with_nobody_gets_one_of_those_another_could_spare() -> None:
    people = [person("s1", 1, places=("13", "14")), person("s2", 1)]
    asked = [need("rich", stands=("s1", "s2")), need("poor", "14")]

    plan = solve(batch(asked, people, overbook=100))
    still = solve(batch(asked, people, overbook=100, moves=0))

    assert (names(plan), plan.moved) == ({"rich": ["s2"], "poor": ["s1"]}, (("rich", "s1"),))
    assert (names(still), still.needs[1].lacking) == ({"rich": ["s1", "s2"], "poor": []}, Lacking.TAKEN)


def test_the_last_candidate_of_a_company_is_never_taken_away() -> None:
    people = [person("s1", 1, places=("13", "14"))]

    plan = solve(batch([need("one", stands=("s1",)), need("two", "14")], people, overbook=100))

    assert (names(plan), plan.moved) == ({"one": ["s1"], "two": []}, ())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (([need("a"), need("a")], [person("s1")]), "need 'a' stands twice"),
        (([need("a")], [person("s1"), person("s1")]), "specialist 's1' stands twice"),
    ],
)
def test_an_id_that_stands_twice_is_refused(rows: tuple, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        solve(batch(*rows))


def test_forcing_another_pair_says_what_it_costs() -> None:
    people = [
        person("best", themes_delivered=1),
        person("other", mark_s1=AreaMark.CIRCLE),
        person("far", places=("14",)),
    ]
    whole = batch([need("n1")], people, candidates=1)
    plan = solve(whole)

    forced, refused = force(whole, plan, ("n1", "other")), force(whole, plan, ("n1", "far"))

    assert (forced.cost, forced.fewer, names(forced.plan)) == (11, 0, {"n1": ["other"]})
    assert (refused.barred, refused.plan) == (Barred.REGION, plan)


def test_forcing_somebody_without_room_is_said() -> None:
    whole = batch([need("n1")], [person("s1"), person("full", 0)])

    found = force(whole, solve(whole), ("n1", "full"))

    assert (found.over_room, found.cost, sorted(names(found.plan)["n1"])) == (True, -90, ["full", "s1"])


def test_the_checker_sees_what_a_plan_breaks() -> None:
    whole = batch([need("n1", stands=("s1",)), need("n2", fixed="s2")], [person("s1"), person("s2"), person("s3", 0)])
    plan = solve(whole)
    wrong = replace(
        plan,
        needs=(
            replace(plan.needs[0], candidates=(Candidate("s3", 1), Candidate("s3", 1), Candidate("s9", 1))),
            replace(plan.needs[1], candidates=()),
        ),
    )

    assert violations(whole, plan) == []
    assert [(one.broken.value, one.need, one.specialist) for one in violations(whole, wrong)] == [
        ("barred", "n1", "s9"),
        ("left_out", "n2", "s1"),
        ("left_out", "n2", "s2"),
        ("moved", "n1", "s1"),
        ("no_reason", "n1", ""),
        ("over_room", "n1", "s3"),
        ("settled", "n2", "s2"),
        ("twice", "n1", ""),
    ]
