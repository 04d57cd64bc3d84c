"""Clerks who approve, return and reject at the same moment: exactly one decision stands (promises §3)."""

from collections import Counter
from pathlib import Path

import pytest

from tests.service import in_processes, service

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(300)]
PROCESSES, THREADS = 4, 9

APPLY = """
from tests.specialists.applying import in_review
in_review()
"""
# All threads of all processes have their connections and have read the listing, then decide together.
DECIDE = """
import os, threading, time, uuid
from pathlib import Path
from django.db import connection
from tests.specialists.published import AT, CLERK
from tsunagu.base.errors import RuleBrokenError
from tsunagu.specialists.actions.review import approve, reject, return_with_questions
from tsunagu.specialists.models import Listing

here = Path(os.environ["TSUNAGU_VAR"], "waiting")
here.mkdir(exist_ok=True)
heard = []
decisions = [
    ("approved", lambda listing: approve(listing, seen=1, by=CLERK, at=AT)),
    ("returned", lambda listing: return_with_questions(listing, "？", seen=1, by=CLERK, at=AT)),
    ("rejected", lambda listing: reject(listing, "x", seen=1, by=CLERK, at=AT)),
]

def decide(place):
    listing = Listing.objects.select_related("specialist").get()
    name, act = decisions[place % 3]
    (here / uuid.uuid4().hex).touch()
    while len(os.listdir(here)) < {clients}:
        time.sleep(0.01)
    try:
        act(listing)
        heard.append(name)
    except RuleBrokenError:
        heard.append("told")
    except Exception as trouble:
        heard.append(f"{{type(trouble).__name__}}: {{trouble}}")
    connection.close()

threads = [threading.Thread(target=decide, args=(place,)) for place in range({threads})]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(*heard, sep="\\n")
"""
STANDS = """
from tsunagu.journal.models import Entry
from tsunagu.specialists.models import Listing, PublishedSheet, ReviewMessage, SheetVersion
moves = Entry.objects.filter(verb="listing.moved", facts__was="verifying").count()
print(Listing.objects.get().state, SheetVersion.objects.get().state, PublishedSheet.objects.count(),
      ReviewMessage.objects.count(), moves)
"""
MEANT = {
    "approved": "published live 1 0 1\n",
    "returned": "returned returned 0 1 1\n",
    "rejected": "rejected returned 0 1 1\n",
}


def test_of_many_decisions_at_once_one_stands_and_everybody_else_is_told(tmp_path: Path) -> None:
    clients = PROCESSES * THREADS
    with service(tmp_path) as made:
        assert made.run("migrate").returncode == 0
        made.python(APPLY)

        printed = in_processes(made, DECIDE.format(clients=clients, threads=THREADS), PROCESSES)

        stands = made.python(STANDS)

    heard = Counter(line for words in printed for line in words.splitlines())
    winner = next(name for name in heard if name in MEANT)
    assert (heard, stands) == ({winner: 1, "told": clients - 1}, MEANT[winner])
