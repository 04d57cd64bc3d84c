"""Many windows at once: an application is sent once, a step is saved once per opening (promises §3)."""

from collections import Counter
from pathlib import Path

import pytest

from tests.service import in_processes, service

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(300)]
PROCESSES, THREADS = 4, 5

FILL = """
from tests.specialists.applicants import filled
filled()
"""
# All threads of all processes have their connections, then begin together.
RACE = """
import os, threading, time, uuid
from pathlib import Path
from django.db import connection
from tests.specialists.applicants import SELF
from tests.specialists.published import AT
from tsunagu.base.errors import RuleBrokenError
from tsunagu.specialists.actions.drafts import save_step, submit_application
from tsunagu.specialists.models import Draft, Specialist

here = Path(os.environ["TSUNAGU_VAR"], "waiting")
here.mkdir(exist_ok=True)
heard = []

def race():
    specialist, draft, name = Specialist.objects.get(), Draft.objects.get(), uuid.uuid4().hex
    (here / name).touch()
    while len(os.listdir(here)) < {clients}:
        time.sleep(0.01)
    try:
        {act}
        heard.append("won")
    except RuleBrokenError:
        heard.append("refused")
    except Exception as trouble:
        heard.append(f"{{type(trouble).__name__}}: {{trouble}}")
    connection.close()

threads = [threading.Thread(target=race) for _ in range({threads})]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(*heard, sep="\\n")
"""
SUBMIT = "submit_application(specialist, by=SELF, at=AT)"
SAVE = 'save_step(draft, "introduction", {"introduction": name}, seen=1, by=SELF, at=AT)'
COUNT = """
from tsunagu.mail.models import Letter
from tsunagu.questionnaires.models import AnswerSet
from tsunagu.specialists.models import Draft, SheetVersion
print(SheetVersion.objects.count(), AnswerSet.objects.count(), Letter.objects.count(), Draft.objects.get().seen)
"""


@pytest.mark.parametrize(("act", "kept"), [(SUBMIT, "1 1 1 1\n"), (SAVE, "0 0 0 2\n")], ids=["submit", "save"])
def test_of_many_at_once_one_wins_and_the_rest_are_told(tmp_path: Path, act: str, kept: str) -> None:
    clients = PROCESSES * THREADS
    with service(tmp_path) as made:
        assert made.run("migrate").returncode == 0
        made.python(FILL)

        printed = in_processes(made, RACE.format(clients=clients, threads=THREADS, act=act), PROCESSES)

        found = made.python(COUNT)

    assert Counter(line for words in printed for line in words.splitlines()) == {"won": 1, "refused": clients - 1}
    assert found == kept
