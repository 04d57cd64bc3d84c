"""Everybody is taken out at once: one who keeps the people always stays."""

from collections import Counter
from pathlib import Path

import pytest

from tests.service import in_processes, service

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.timeout(300)]
LEADS = 8

TEAM = f"""
from tests.accounts.test_invitations import BEGUN, BY, asked, company, person
from tsunagu.accounts.states import OrganisationKind, Role
place = company(kind=OrganisationKind.SECRETARIAT)
for number in range({LEADS}):
    person(f"lead{{number}}@kakuu.example", Role.OFFICE_LEAD, place)
"""
# All processes wait for one another, then each ends one membership.
END = f"""
import os, time, uuid
from pathlib import Path
from tests.accounts.test_invitations import BY, LATER
from tsunagu.accounts.actions import end_membership
from tsunagu.accounts.models import Membership
from tsunagu.base.errors import RuleBrokenError

here = Path(os.environ["TSUNAGU_VAR"], "waiting")
here.mkdir(exist_ok=True)
for place in range({LEADS}):
    try:
        (here / f"taken-{{place}}").open("x").close()
    except FileExistsError:
        continue
    mine = Membership.objects.order_by("pk")[place]
    break
(here / f"ready-{{uuid.uuid4().hex}}").touch()
while len(list(here.glob("ready-*"))) < {LEADS}:
    time.sleep(0.01)
try:
    end_membership(mine, by=BY, at=LATER)
    print("ended")
except RuleBrokenError:
    print("stays")
"""
COUNT = """
from tests.accounts.test_invitations import LATER
from tsunagu.accounts.models import Membership
print(Membership.objects.standing_at(LATER).count())
"""


def test_when_all_leads_are_taken_out_at_once_one_stays(tmp_path: Path) -> None:
    with service(tmp_path) as made:
        assert made.run("migrate").returncode == 0
        made.python(TEAM)

        said = [words.strip() for words in in_processes(made, END, LEADS)]

        assert Counter(said) == {"ended": LEADS - 1, "stays": 1}
        assert made.python(COUNT).split() == ["1"]
