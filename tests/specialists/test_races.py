"""200 clients for the last place of a month: exactly as many win as there are places (promises §3)."""

from collections import Counter
from pathlib import Path

import pytest

from tests.service import in_processes, service

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(300)]
PROCESSES, THREADS = 8, 25

LIST = """
from tests.specialists.published import listed
listed("000001", monthly_cap={cap})
"""
# All threads of all processes have their connections, then begin together.
TAKE = """
import sys, threading, time
from pathlib import Path
from django.db import connection
from tests.specialists.published import AT, CLERK
from tsunagu.specialists.actions import open_commitment
from tsunagu.specialists.models import Specialist
import os, uuid

here = Path(os.environ["TSUNAGU_VAR"], "waiting")
here.mkdir(exist_ok=True)
heard = []

def take():
    specialist = Specialist.objects.get()
    name = uuid.uuid4().hex
    (here / name).touch()
    while len(os.listdir(here)) < {clients}:
        time.sleep(0.01)
    try:
        said = "won" if open_commitment(specialist, "enquiry", name, by=CLERK, at=AT) else "full"
    except Exception as trouble:
        said = f"{{type(trouble).__name__}}: {{trouble}}"
    heard.append(said)
    connection.close()

threads = [threading.Thread(target=take) for _ in range({threads})]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(*heard, sep="\\n")
"""
COUNT = """
from tsunagu.journal.models import Entry
from tsunagu.specialists.models import Commitment, PublishedSheet
print(PublishedSheet.objects.get().load, Commitment.objects.count(), Entry.objects.filter(verb="commitment.opened").count())
"""


@pytest.mark.parametrize("cap", [1, 30])
def test_of_200_who_want_a_place_as_many_win_as_there_are_places(tmp_path: Path, cap: int) -> None:
    clients = PROCESSES * THREADS
    with service(tmp_path) as made:
        assert made.run("migrate").returncode == 0
        made.python(LIST.format(cap=cap))

        printed = in_processes(made, TAKE.format(clients=clients, threads=THREADS), PROCESSES)

        kept = made.python(COUNT)

    assert Counter(line for words in printed for line in words.splitlines()) == {"won": cap, "full": clients - cap}
    assert kept == f"{cap} {cap} {cap}\n"
