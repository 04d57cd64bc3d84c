"""Flow and bound by themselves: before ranks, companions and reasons."""

from collections import Counter

import numpy as np
import pytest

from tests.matching.season.batches import batch, generated, need, person
from tsunagu.matching.season.field import Field
from tsunagu.matching.season.market import Market
from tsunagu.matching.season.opening import opened, overbooked, standing
from tsunagu.matching.season.prices import bound
from tsunagu.matching.season.rounds import best, worth
from tsunagu.matching.season.shortlist import Pairs, shortlist
from tsunagu.matching.season.values import Batch


def market(whole: Batch) -> Market:
    field = Field(whole)
    return opened(field, standing(field))


def test_a_first_candidate_outweighs_a_second_even_without_ranks() -> None:
    people = [person("s1", 1), person("s2", 1)]

    found = best(market(batch([need("a"), need("b", industry="medical")], people, overbook=100)))

    assert Counter(found.pairs.need.tolist()) == {0: 1, 1: 1}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_chosen_is_worth_less_than_its_bound(seed: int) -> None:
    open_ = market(generated(8, 10, seed=seed, rooms=(0, 1, 2), places=4))
    pairs = shortlist(open_)
    taken = np.zeros(len(pairs), dtype=np.bool_)
    for place in np.random.default_rng(seed).permutation(len(pairs))[: 2 * seed]:
        alone = pairs.where(taken)
        taken[place] = pairs.need[place] not in alone.need and pairs.person[place] not in alone.person

    found = bound(open_, pairs, taken)

    assert found.most >= worth(open_, pairs.where(taken))
    assert found.most >= worth(open_, best(open_).pairs)


def test_the_shortlist_of_a_large_batch_holds_the_best_and_past_contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagu.matching.season.shortlist.EVERYBODY", 0)
    people = [*(person(f"s{n}", themes_delivered=int(n < 2)) for n in range(40)), person("known", mark_s1=0)]
    open_ = market(batch([need("a", past=["known"]), need("b")], people, shortlist=10))

    pairs = shortlist(open_)

    listed = [{open_.field.people[who].id for who in pairs.person[pairs.need == place]} for place in (0, 1)]
    assert [len(one) for one in listed] == [11, 10]
    assert [sorted(one & {"s0", "s1", "known"}) for one in listed] == [["known", "s0", "s1"], ["s0", "s1"]]
    assert listed[0] - {"known"} != listed[1]  # equals at the edge: each need its own stretch of the shuffle


def test_twins_are_shortlisted_about_equally_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tsunagu.matching.season.shortlist.EVERYBODY", 0)
    open_ = market(batch([need(f"n{n}") for n in range(400)], [person(f"s{n}") for n in range(50)], shortlist=10))

    counts = Counter(shortlist(open_).person.tolist())

    assert sum(counts.values()) == 4000
    assert (min(counts.values()) > 40, max(counts.values()) < 130) == (True, True)


@pytest.mark.parametrize(
    ("room", "percent", "seen"), [(0, 150, 0), (1, 150, 2), (2, 150, 3), (-1, 150, 0), (3, 100, 3)]
)
def test_overbooking_is_rounded_up(room: int, percent: int, seen: int) -> None:
    assert overbooked(np.array([room]), percent).tolist() == [seen]


def test_pairs_are_kept_once_and_in_order() -> None:
    one = Pairs(*(np.array(values, dtype=np.int32) for values in ([1, 0], [2, 3], [50, 60])))

    whole = one + one

    assert (whole.need.tolist(), whole.person.tolist(), whole.points.tolist()) == ([0, 1], [3, 2], [60, 50])
