"""Candidates for one need among 50,000 people, as a page waits for them. Run with `-m bench -s`."""

import sys
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.db import transaction

from tests.bench.populations import AS_OF, population
from tests.bench.test_season_tables import _accounts as accounts
from tests.matching.needing import needed
from tests.specialists.published import AT
from tsunagu.matching.candidates import find_candidates

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
PEOPLE = 50_000


def test_one_need_finds_its_candidates_while_a_page_waits(django_db_blocker: Any, bench_place: Path) -> None:
    with django_db_blocker.unblock(), population(PEOPLE, bench_place), transaction.atomic():
        accounts()
        need = needed(waits_for_batch=True, prefecture="13", is_online_ok=True)
        find_candidates(need, count=3, at=AT)  # what is loaded once

        began = process_time()
        found = find_candidates(need, count=3, at=AT)
        worked = process_time() - began
        transaction.set_rollback(True)

    sys.stdout.write(f"\n{len(found.candidates)} candidates of {PEOPLE} in {worked:.2f} s of work on {AS_OF}\n")
    assert len(found.candidates) == 3
    assert worked < 2
