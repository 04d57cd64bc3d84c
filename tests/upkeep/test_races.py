"""Several workers, several processes, one database."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service import Service, in_processes, service, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]

ASK = """
from datetime import datetime, UTC
from tsunagu.base.actor import SYSTEM
from tsunagu.upkeep.registry import register_job
from tsunagu.upkeep.actions.jobs import enqueue_job
register_job("touch", lambda run: None, label="x")
for number in range({count}):
    enqueue_job("touch", {{"number": number}}, by=SYSTEM, at=datetime.now(UTC))
"""
CLAIM = """
from datetime import datetime, UTC
from tsunagu.upkeep.actions.leases import claim_job, end_job
from tsunagu.upkeep.states import JobState
import os
while job := claim_job(str(os.getpid()), at=datetime.now(UTC)):
    end_job(job, JobState.DONE, at=datetime.now(UTC))
    print(job.arguments["number"])
"""
ONCE = """
from datetime import datetime, UTC
from tsunagu.base.actor import SYSTEM
from tsunagu.journal.actions import record
from tsunagu.upkeep.actions.once import once
def act():
    record("asked", on=("Form", "1"), by=SYSTEM, at=datetime.now(UTC))
    return "/asked"
print(once("k", scope="s", at=datetime.now(UTC), act=act))
"""
DUE = """
from datetime import datetime, UTC
from tsunagu.upkeep.actions.jobs import take_due_time
from tsunagu.upkeep.registry import REGISTRY
at = datetime(2026, 11, 21, tzinfo=UTC)
print(take_due_time("sweep", REGISTRY.timetable["sweep"], due_at=at, at=at) is not None)
"""
COUNT = "from tsunagu.journal.models import Entry; print(Entry.objects.filter(verb='asked').count())"


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Service]:
    with service(tmp_path) as made:
        assert made.run("migrate").returncode == 0
        yield made


def test_each_job_is_claimed_by_exactly_one_process(migrated: Service) -> None:
    migrated.python(ASK.format(count=60))

    printed = in_processes(migrated, CLAIM, 4)

    assert sorted(int(number) for words in printed for number in words.split()) == list(range(60))


def test_a_form_sent_by_eight_at_once_acts_once(migrated: Service) -> None:
    answers = in_processes(migrated, ONCE, 8)

    assert (answers, migrated.python(COUNT)) == (["/asked\n"] * 8, "1\n")


def test_a_due_time_is_taken_by_one_of_six(migrated: Service) -> None:
    assert sorted(in_processes(migrated, DUE, 6)) == ["False\n"] * 5 + ["True\n"]


STATE = """
from tsunagu.upkeep.models import Job
print(*Job.objects.filter(kind="upkeep.sweep").values_list("state", flat=True))
"""
EXPIRE = """
from datetime import datetime, UTC
from tsunagu.base.actor import SYSTEM
from tsunagu.upkeep.actions.jobs import enqueue_job
from tsunagu.upkeep.actions.leases import claim_job
from datetime import timedelta
long_ago = datetime.now(UTC) - timedelta(hours=1)
enqueue_job("upkeep.sweep", by=SYSTEM, at=long_ago)
claim_job("dead", at=long_ago)
"""


def test_a_worker_takes_over_what_a_dead_one_left(migrated: Service) -> None:
    migrated.python(EXPIRE)

    with migrated.running("worker") as worker:
        wait_until(lambda: set(migrated.python(STATE).split()) == {"done"})
        os.kill(worker.pid, signal.SIGTERM)
        code = worker.wait(timeout=20)

    assert code == 0
