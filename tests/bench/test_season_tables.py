"""A season of 10,000 needs read from the tables and solved over 50,000 specialists within 30 s. Run with `-m bench -s`.

TSUNAGU_BENCH_DIR=DIR .venv/bin/python -m pytest -m bench -s tests/bench/test_season_tables.py
"""

import random
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import pytest
from django.db import transaction

from tests.bench.populations import AS_OF, population
from tests.matching.season.batches import PLACES, THEMES, TRADES
from tests.specialists.published import AT
from tsunagu.accounts.models import User
from tsunagu.matching.models import Need
from tsunagu.matching.season.checking import violations
from tsunagu.matching.season_plan import plan_of_season
from tsunagu.matching.states import NeedOrigin
from tsunagu.seasons.models import Season
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist
from tsunagu.vault.scope import ScopeKind, scope_of

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
NEEDS, PEOPLE = 10_000, 50_000


def test_a_great_season_is_read_and_solved_in_half_a_minute(django_db_blocker: Any, bench_place: Path) -> None:
    with django_db_blocker.unblock(), population(PEOPLE, bench_place), transaction.atomic():
        season = current_season(on=AS_OF)
        _accounts()
        _needs(season)

        began, work = perf_counter(), process_time()
        batch, plan = plan_of_season(season, today=AS_OF)
        seconds, worked = perf_counter() - began, process_time() - work
        transaction.set_rollback(True)

    sys.stdout.write(
        f"\n{len(batch.needs)} x {len(batch.specialists)}: {seconds:.1f} s, {worked:.1f} s of work, "
        f"covered {plan.tally.covered}, gap {plan.tally.gap} of {plan.tally.value}, by rank {plan.by_rank}\n"
    )
    assert worked < 30
    assert plan.tally.gap <= 0.005 * plan.tally.value
    assert violations(batch, plan) == []


def _accounts() -> None:
    """Everybody may sign in, so everybody can be asked."""
    alone = list(Specialist.objects.filter(user=None))
    users = User.objects.bulk_create(
        [User(email=f"s{one.pk}@people.example", name=one.name, password="!") for one in alone], batch_size=5_000
    )
    for one, user in zip(alone, users, strict=True):
        one.user = user
    Specialist.objects.bulk_update(alone, ["user"], batch_size=2_000)


def _needs(season: Season) -> None:
    chance = random.Random(1)
    rows = [
        Need(
            scope=scope_of(ScopeKind.SEASON, season.pk),
            theme_code=chance.choice(THEMES),
            organisation_name=f"見本{number}",
            contact_name="見本",
            prefecture=chance.choice(PLACES),
            industry=chance.choice(TRADES),
            is_online_ok=chance.random() < 0.6,
            origin=NeedOrigin.APPLICATION,
            season=season,
            waits_for_batch=True,
            made_at=AT,
            made_by="user:1",
            proved_at=AT,
        )
        for number in range(NEEDS)
    ]
    Need.objects.bulk_create(rows, batch_size=2_000)
