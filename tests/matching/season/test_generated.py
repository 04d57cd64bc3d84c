"""Sixty seasons against another method, and a season in which one after the other declines."""

import random
from dataclasses import replace

import pytest

from tests.matching.season.batches import generated, names
from tests.matching.season.exact import best_value, most_covered
from tsunagu.matching.season import shortlist as shortlists
from tsunagu.matching.season import solve
from tsunagu.matching.season.checking import violations

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.mark.parametrize("rooms", [(1, 2, 3, 5), (3, 5, 9)])
def test_generated_seasons_are_the_best_by_another_method(rooms: tuple[int, ...]) -> None:
    seasons = [generated(25, 40, seed=seed, rooms=rooms, places=6) for seed in range(30)]

    plans = [solve(season) for season in seasons]

    assert [violations(season, plan) for season, plan in zip(seasons, plans, strict=True)] == [[]] * 30
    together = [(season, plan) for season, plan in zip(seasons, plans, strict=True) if not plan.by_rank]
    assert len(together) > 5
    assert [(plan.tally.covered, plan.tally.value) for _, plan in together] == [best_value(one) for one, _ in together]
    assert {plan.tally.gap for plan in plans} == {0}


def test_nobody_who_could_have_a_candidate_lacks_one_in_scarce_seasons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlists, "EVERYBODY", 0)
    seasons = [generated(60, 60, seed=seed, rooms=(0, 0, 1, 2), places=9, shortlist=5) for seed in range(30)]

    plans = [solve(season) for season in seasons]

    assert [violations(season, plan) for season, plan in zip(seasons, plans, strict=True)] == [[]] * 30
    assert [plan.tally.covered[0] for plan in plans] == [most_covered(season) for season in seasons]


@pytest.mark.parametrize("seed", range(4))
def test_forty_declines_move_one_live_proposal_each_at_most_and_never_an_accepted_one(seed: int) -> None:
    chance = random.Random(seed)
    season = generated(60, 50, seed=seed, rooms=(0, 1, 2), places=9)
    shown, moved = names(solve(season)), 0
    for _ in range(40):
        live = [need.id for need in season.needs if not need.accepted and shown[need.id]]
        who, yes = chance.choice(live), chance.choice(live)
        season = _after(season, shown, who, yes if yes != who else "")

        plan = solve(season)

        assert violations(season, plan) == []
        now = names(plan)
        lost = [
            (need.id, name)
            for need in season.needs
            for name in shown[need.id]
            if not need.accepted and name not in now[need.id] and (need.id, name) != (who, shown[who][0])
        ]
        assert lost == list(plan.moved)
        assert len(lost) <= 1
        assert all(now[need.id] == [need.accepted] for need in season.needs if need.accepted)
        shown, moved = now, moved + len(lost)
    assert moved < 40


def _after(season, shown: dict[str, list[str]], who: str, yes: str):
    """The first candidate of `who` declines, that of `yes` accepts; room goes with each acceptance."""
    taken = shown[yes][0] if yes else ""
    needs = [
        replace(
            need,
            stands=tuple(shown[need.id]),
            apart=need.apart | frozenset(shown[who][:1] if need.id == who else ()),
            accepted=need.accepted or (taken if need.id == yes else ""),
        )
        for need in season.needs
    ]
    people = [replace(one, room=one.room - (one.id == taken)) for one in season.specialists]
    return replace(season, needs=tuple(needs), specialists=tuple(people))
