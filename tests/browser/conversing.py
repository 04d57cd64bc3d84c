"""A conversation of the demo's specialist, made beside the server (letters with links cannot be read in a browser)."""

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

from tests.browser.conftest import Site
from tests.browser.serving import ROOT

BEGIN = """
from datetime import timedelta
from django.utils import timezone
from tsunagu.accounts.models import Membership
from tsunagu.base.actor import VISITOR
from tsunagu.directory.enquiry_links import visitor_token
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.specialists.models import Specialist
now = timezone.now()
specialist = Specialist.objects.get(user__email="{specialist}")
company = Membership.objects.filter(user__email="{company}").first().organisation_id
scope = f"company:{{company}}" if {is_claimed} else "season:1"
enquiry = Enquiry.objects.create(
    scope=scope, organisation="架空ねじ工業", prefecture="13", need="A-1", words="規程の相談です。",
    contact_name="架空 担当", email="soumu@kakuu-kaisha.example", sender_digest="s", words_digest="w", made_at=now,
    state="delivered", proved_at=now, delivered_at=now,
)
target = EnquiryTarget.objects.create(
    scope=scope, enquiry=enquiry, specialist=specialist, state="accepted", delivered_at=now, answered_at=now,
    deadline_at=now + timedelta(days=7),
)
"""
WHOLE = """
from tsunagu.directory.actions.agreements import Terms, agree, propose_agreement
from tsunagu.directory.actions.conversations import want_to_meet, write_message
from tsunagu.directory.actions.meetings import MeetingPlan, propose_times, take_time
from tsunagu.directory.models import Appointment
from tsunagu.directory.states import MeetingWay, Side
plan = MeetingPlan(way=MeetingWay.ONLINE, place="https://meet.kakuu.example/" + "a" * 90)
told = {{"by": VISITOR, "at": now}}
for side in (Side.VISITOR, Side.SPECIALIST):
    write_message(target, side, "はじめまして。" * 30 + "x" * 120, **told)
    want_to_meet(target, side, **told)
first = propose_times(target, Side.SPECIALIST, [now + timedelta(days=3)], plan, **told)[0]
take_time(first, Side.VISITOR, site="x", **told)
Appointment.objects.update(starts_at=now - timedelta(days=1))
Appointment.objects.filter(target=target).update(state="met")
propose_times(target, Side.SPECIALIST, [now + timedelta(days=day) for day in (4, 5)], plan, **told)
terms = Terms(form="long_term", sessions=3, fee_yen=30_000, work="規程づくりを手伝います。")
agree(propose_agreement(target, Side.SPECIALIST, terms, "架空 一郎", **told), Side.VISITOR, "架空 花子", **told)
propose_agreement(target, Side.SPECIALIST, terms, "架空 一郎", **told)
"""
SAY = """
print(f"/enquiries/{{visitor_token(enquiry)}}/talk/{{target.pk}} {{target.pk}}")
"""
OVER = """
from datetime import timedelta
from django.utils import timezone
from tsunagu.base.actor import SYSTEM
from tsunagu.directory.actions.meetings import move_meetings
from tsunagu.directory.models import Appointment
now = timezone.now()
Appointment.objects.filter(target_id={target}, state="agreed").update(starts_at=now - timedelta(hours=3))
move_meetings(by=SYSTEM, at=now)
"""


def talk(site: Site, *, whole: bool = False, is_claimed: bool = False) -> tuple[str, int]:
    """(the visitor's address, the number) of a conversation; `whole`: with everything on the page."""
    facts = {
        "specialist": site.sign_ins["specialist"]["email"],
        "company": site.sign_ins["company_member"]["email"],
        "is_claimed": is_claimed,
    }
    address, key = beside(site, (BEGIN + (WHOLE if whole else "") + SAY).format(**facts)).split()
    return address, int(key)


def let_time_pass(site: Site, target: int) -> None:
    """The meeting that was agreed is over."""
    beside(site, OVER.format(target=target))


def beside(site: Site, script: str) -> str:
    """What a script says that runs beside the server."""
    url = os.environ.get("TSUNAGU_TEST_DATABASE", "")
    env = {
        **os.environ,
        "TSUNAGU_VAR": str(site.var),
        "TSUNAGU_KEYS": str(site.var / "keys"),
        "DATABASE_URL": urlunsplit(urlsplit(url)._replace(path="/tsunagu_browser")) if url else "",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "TSUNAGU_SITE": site.address,
    }
    run = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{script}"],
        cwd=ROOT, env=env, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stdout
