"""A need of the demo's company, chamber and specialist at some stage, made beside the server."""

import json
from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.conversing import beside

BEGIN = """
import json
from datetime import timedelta
from django.utils import timezone
from tsunagu.accounts.models import Membership
from tsunagu.base.actor import SYSTEM
from tsunagu.companies.models import Company
from tsunagu.guidance.actions import accept_proposal, choose_candidate
from tsunagu.matching.actions.answering import decline_proposal
from tsunagu.matching.actions.needs import NeedFacts, make_need
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_links import confirm_link, need_token
from tsunagu.matching.states import NeedOrigin, Refusal
from tsunagu.partners.models import Partner
from tsunagu.reference.self_diagnosis import self_diagnosis
from tsunagu.seasons.queries import current_season
from tsunagu.specialists.models import Specialist
from tsunagu.toolkit.actions import finish_diagnosis, save_diagnosis
now = timezone.now()
told = {{"by": SYSTEM, "at": now}}
organisation = lambda email: Membership.objects.filter(user__email=email).first().organisation_id
company = Company.objects.get(pk=organisation("{company}"))
specialist = Specialist.objects.get(user__email="{specialist}")
partner = Partner.objects.get(pk=organisation("{chamber}")) if {has_partner} else None
facts = NeedFacts(
    organisation_name="架空ねじ工業", contact_name="架空 担当", prefecture="47" if "{stage}" == "nobody" else "13",
    industry="construction", theme_code="T1", telephone="03-0000-0000", words="希望" * 60 + "x" * 90,
    email="neji{stage}@kakuu-kaisha.example", is_online_ok="{stage}" != "nobody",
)
waits = "{stage}" in ("asked", "matched", "waiting")
need = make_need(
    facts, origin=NeedOrigin.APPLICATION, season=current_season(on=now.date()), company=company, partner=partner,
    source=f"page:{{Need.objects.count()}}", is_proved="{stage}" != "unproved", waits_for_batch=waits, **told,
)
found = {{"confirm": confirm_link(need.email, at=now), "public": "/needs/" + need_token(need), "key": need.pk}}
if "{stage}" == "nobody":
    Proposal.objects.filter(need=need).delete()
    Need.objects.filter(pk=need.pk).update(told_at=now)
if waits and "{stage}" != "waiting":
    one = Proposal.objects.create(scope=need.scope, need=need, specialist=specialist, rank=1, shown_at=now, points=80,
        state="asked", asked_at=now, deadline_at=now + timedelta(days=7))
    found["proposal"] = one.pk
if "{stage}" == "matched":
    scope = f"company:{{company.pk}}"
    answers = {{str(item.no): "unknown" for item in self_diagnosis().items}}
    save_diagnosis(answers, subject=scope, scope=scope, seen=0, **told)
    finish_diagnosis(scope, **told)
    found["engagement"] = accept_proposal(one, person=specialist, **told).pk
first = need.proposals.order_by("rank").first()
found["first"] = first.pk if first else 0
print(json.dumps(found))
"""
ADDRESSES = {
    "public:need": "{public}",
    "public:need choose": "{public}?first={first}",
    "public:need_confirm": "{confirm}",
    "company:need": "/company/needs/{key}",
    "partner:need": "/partner/needs/{key}",
    "office:need": "/office/needs/{key}",
    "specialist:proposal": "/specialist/proposals/{proposal}",
    "specialist:engagement": "/specialist/engagements/{engagement}",
    "specialist:engagement_diagnosis": "/specialist/engagements/{engagement}/diagnosis",
    "partner:engagement": "/partner/engagements/{engagement}",
    "office:engagement": "/office/engagements/{engagement}",
}


def need(site: Site, stage: str, *, has_partner: bool = True) -> dict[str, str | int]:
    """What came of it: keys and addresses. Stages: unproved, choosing, asked, matched, nobody, waiting (for the batch)."""
    who = {role: site.sign_ins[role]["email"] for role in ("chamber", "specialist")}
    company = site.sign_ins["company_member"]["email"]
    return dict(json.loads(beside(site, BEGIN.format(stage=stage, company=company, has_partner=has_partner, **who))))


def needed(page: str, stage: str) -> Callable[[Page, Site], str]:
    """The address of a page (`ADDRESSES`) of a need at that stage."""

    def first(_page: Page, site: Site) -> str:
        address = ADDRESSES[page].format(**need(site, stage, has_partner=not page.startswith("office")))
        return address[address.index("/needs/confirm") :] if "/needs/confirm" in address else address

    return first


def batch_ready(address: str, more: str = "") -> Callable[[Page, Site], str]:
    """A batch with a plan that is not sent."""

    def first(page: Page, site: Site) -> str:
        need(site, "waiting", has_partner="partner" in address)
        page.goto(address)
        button = page.get_by_role("button", name="候補を計算する")
        if button.count():
            button.click()
            page.wait_for_url("**" + address)
        return address + more

    return first
