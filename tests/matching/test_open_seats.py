"""Whether somebody without a consultation could still be seated: as the effect of putting them there says."""

import random

import pytest

from tests.matching.days import generated
from tsunagu.matching.board import Board, Placement, Seat
from tsunagu.matching.fit import blocked, common_slots
from tsunagu.matching.moves import Move, effect, seated
from tsunagu.matching.openings import has_open_seat, openings


def seats_of(day: Board, company: str) -> list[Seat]:
    """Everywhere the company and an adviser are free together."""
    return [
        (company, adviser.id, slot)
        for adviser in day.advisers
        if blocked(day, (company, adviser.id)) is None
        for slot in common_slots(day.company[company], adviser, day.numbers)
    ]


def crowded(day: Board, chance: random.Random) -> tuple[Placement, ...]:
    """As many as come, seated anywhere: some break rules already."""
    some = [chance.choice(seats) for one in day.companies[:-4] if (seats := seats_of(day, one.id))]
    return tuple(seated(day, seat) for seat in some)


@pytest.mark.parametrize("options", [{}, {"rooms": 2}, {"consultations": 2}, {"most_in_a_row": 2}])
def test_an_open_seat_is_one_that_breaks_nothing_where_nobody_sits(options) -> None:
    said = set()
    for seed in range(25):
        day, chance = generated(14, 4, 5, seed=seed, **options), random.Random(seed)
        placements = crowded(day, chance)
        left = openings(day, placements)
        held = {(one.adviser, one.slot) for one in placements}
        for company in day.companies:
            empty = [seat for seat in seats_of(day, company.id) if seat[1:] not in held]
            found = any(not effect(day, placements, Move(*seat)).broken for seat in empty)

            assert has_open_seat(left, company.id) == found
            said.add(found)

    assert said == {True, False}
