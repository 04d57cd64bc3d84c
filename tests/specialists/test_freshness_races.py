"""Several workers make the morning round at once: every letter is written once (promises §3)."""

from pathlib import Path

import pytest

from tests.service import in_processes, service

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(300)]
PEOPLE, PROCESSES = 12, 6

LIST = """
from tests.specialists.silence import owned
for number in range({people}):
    owned(f"{{number + 1:06}}")
"""
# All have their connection, then begin together.
ROUND = """
import os, time, uuid
from datetime import timedelta
from pathlib import Path
from tests.specialists.silence import morning
from tsunagu.base.actor import SYSTEM
from tsunagu.specialists.actions.freshness import keep_true
from tsunagu.specialists.models import Listing

Listing.objects.count()
here = Path(os.environ["TSUNAGU_VAR"], "waiting")
here.mkdir(exist_ok=True)
(here / uuid.uuid4().hex).touch()
while len(os.listdir(here)) < {processes}:
    time.sleep(0.01)
written = 0
for days in (90, 104, 111):
    written += sum(keep_true(by=SYSTEM, at=morning(days)).letters.values())
print(written)
"""
COUNT = """
from collections import Counter
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.models import Listing, ListingReminder
print(
    sorted(Counter(Letter.objects.values_list("template", flat=True)).items()), ListingReminder.objects.count(),
    Entry.objects.filter(verb="listing.moved", reason="内容の確認のお願い").count(),
    set(Listing.objects.values_list("state", flat=True)),
)
"""


def test_six_workers_at_once_write_each_letter_once(tmp_path: Path) -> None:
    with service(tmp_path) as made:
        assert made.run("migrate").returncode == 0
        made.python(LIST.format(people=PEOPLE))

        printed = in_processes(made, ROUND.format(processes=PROCESSES), PROCESSES)

        kept = made.python(COUNT)

    letters = [(f"keep_true_{kind}", PEOPLE) for kind in ("asked", "before_note", "noted")]
    assert sum(int(words) for words in printed) == 3 * PEOPLE
    assert kept == f"{letters} {3 * PEOPLE} {PEOPLE} {{'stale'}}\n"
