from datetime import date
from random import Random

import pytest

from tsunagu.demo.register import half_year_before, standing
from tsunagu.specialists.states import RegisterStatus

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("today", "steps", "expected"),
    [
        (date(2026, 11, 21), 0, date(2026, 10, 1)),
        (date(2026, 11, 21), 1, date(2026, 4, 1)),
        (date(2026, 3, 31), 0, date(2025, 10, 1)),
        (date(2026, 4, 1), 0, date(2026, 4, 1)),
        (date(2026, 9, 30), 18, date(2017, 4, 1)),
    ],
)
def test_registration_happens_in_april_and_october(today, steps, expected) -> None:
    assert half_year_before(today, steps) == expected


@pytest.mark.parametrize(
    ("kind", "status", "is_in_force"),
    [
        ("valid", RegisterStatus.VALID, True),
        ("suspended", RegisterStatus.SUSPENDED, True),
        ("revoked", RegisterStatus.REVOKED, True),
        ("expired", RegisterStatus.VALID, False),
    ],
)
@pytest.mark.parametrize("seed", range(10))
def test_standing_says_what_was_asked(kind, status, is_in_force, seed) -> None:
    facts = standing(TODAY, Random(seed), kind)

    assert (facts.status, facts.valid_until >= TODAY) == (status, is_in_force)
    assert facts.registered_on < facts.valid_until
