"""What holds for every batch: by another method, in any order of the rows, on a shortlist, after a decline."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matching.season.batches import generated, names
from tests.matching.season.exact import best_value, most_covered, shuffled
from tsunagu.matching.season import shortlist as shortlists
from tsunagu.matching.season import solve
from tsunagu.matching.season.checking import violations
from tsunagu.matching.season.values import Batch

SCARCE, ENOUGH = (0, 0, 1), (1, 2, 4)


def batches(rooms: tuple[int, ...], **options: int) -> st.SearchStrategy[Batch]:
    return st.builds(
        lambda needs, people, seed: generated(needs, people, seed=seed, rooms=rooms, places=4, **options),
        st.integers(1, 7),
        st.integers(1, 8),
        st.integers(0, 10_000),
    )


@settings(max_examples=25, deadline=None)
@given(batches(ENOUGH) | batches(SCARCE, candidates=1))
def test_the_plan_is_the_best_by_another_method(batch: Batch) -> None:
    plan = solve(batch)

    assert violations(batch, plan) == []
    if not plan.by_rank or batch.options.candidates == 1:
        assert (plan.tally.covered, plan.tally.value) == best_value(batch)
        assert (plan.tally.gap, plan.tally.is_covered) == (0, True)


@settings(max_examples=25, deadline=None)
@given(batches(SCARCE))
def test_nobody_is_without_a_candidate_who_could_have_one(batch: Batch) -> None:
    plan = solve(batch)

    assert violations(batch, plan) == []
    assert plan.tally.covered[0] == most_covered(batch)
    assert all(bool(row.candidates) or row.lacking is not None for row in plan.needs)


@settings(max_examples=15, deadline=None)
@given(batches(ENOUGH) | batches(SCARCE), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(batch: Batch, chance: random.Random) -> None:
    mixed = replace(batch, needs=shuffled(batch.needs, chance), specialists=shuffled(batch.specialists, chance))

    one, other = solve(batch), solve(mixed)

    assert {row.need: row for row in one.needs} == {row.need: row for row in other.needs}
    assert one.tally == other.tally


@settings(max_examples=15, deadline=None)
@given(batches(ENOUGH), st.data())
def test_a_decline_moves_one_live_proposal_at_most(batch: Batch, data: st.DataObject) -> None:
    _declined(batch, data)


@settings(max_examples=15, deadline=None)
@given(batches(SCARCE), st.data())
def test_a_decline_moves_one_live_proposal_at_most_when_room_is_scarce(batch: Batch, data: st.DataObject) -> None:
    _declined(batch, data)


def _declined(batch: Batch, data: st.DataObject) -> None:
    """The first candidate of one need declines; some others have said yes by then."""
    shown = names(solve(batch))
    who = data.draw(st.sampled_from(sorted(shown)))
    yes = data.draw(st.sets(st.sampled_from(sorted(shown)), max_size=2)) - {who}
    needs = []
    for need in batch.needs:
        stands = tuple(shown[need.id])
        accepted = stands[0] if need.id in yes and stands else ""
        gone = frozenset(stands[:1]) if need.id == who else frozenset()
        needs.append(replace(need, stands=stands, accepted=accepted, apart=need.apart | gone))
    after = replace(batch, needs=tuple(needs))

    plan = solve(after)

    assert violations(after, plan) == []
    now = names(plan)
    lost = [(need, name) for need in shown for name in shown[need] if name not in now[need] and need not in yes]
    assert len([one for one in lost if one != (who, shown[who][0])]) <= 1
    assert all(now[need] == shown[need][:1] for need in yes if shown[need])


@pytest.mark.parametrize("seed", range(3))
def test_a_shortlist_of_two_still_knows_how_good_it_is(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortlists, "EVERYBODY", 0)
    batch = generated(6, 30, seed=seed, rooms=(1, 2), places=3, shortlist=2)

    plan = solve(batch)

    covered, best = best_value(batch)
    assert violations(batch, plan) == []
    assert plan.tally.covered == covered
    assert plan.tally.value <= best <= plan.tally.bound
    assert plan.tally.gap <= 0.005 * best
