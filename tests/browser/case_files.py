"""Cases of the demo's chamber and specialist, made beside the server: one per state a page may show."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.conversing import beside

MAKE = """
from datetime import timedelta
from django.utils import timezone
from tsunagu.accounts.models import Membership, User
from tsunagu.base.actor import SYSTEM
from tsunagu.companies.models import Company
from tsunagu.consultations.actions.case_candidates import answer_candidate, ask_candidate, decide, shortlist
from tsunagu.consultations.actions.case_files import ClientFacts, claim_case, confirm_client, open_case
from tsunagu.consultations.actions.case_plans import ContractFacts, LineFacts, add_line, note_contract
from tsunagu.consultations.actions.case_sharing import note_told_read, object_to
from tsunagu.consultations.actions.case_steps import StepRecord, write_step
from tsunagu.consultations.actions.desks import add_shift, ask_shift
from tsunagu.consultations.actions.pools import answer_membership, ask_for_membership
from tsunagu.consultations.case_links import client_token
from tsunagu.consultations.models import CaseFile, DeskShift, PoolMember
from tsunagu.consultations.states import CaseParty, Payer, RoadmapState, ShareItem, StepMove
from tsunagu.partners.models import Partner
from tsunagu.specialists.models import PublishedSheet, Specialist
now = timezone.now()
told = {{"by": SYSTEM, "at": now}}
keeper = User.objects.get(email="{chamber}")
partner = Partner.objects.get(pk=Membership.objects.filter(user=keeper).first().organisation_id)
specialist = Specialist.objects.get(user__email="{specialist}")
PublishedSheet.objects.filter(pk=specialist.pk).update(monthly_cap=99)
facts = ClientFacts(
    organisation_name="架空ねじ工業", contact_name="架空 一郎", email="soumu@neji.example", telephone="", prefecture="13",
    industry="construction", need="A-1", theme="T1", budget="年に十万円", worries="控えがない" * 30 + "x" * 90,
    payer=Payer.CLIENT,
)
case = open_case(partner, keeper, facts, **told)
write_step(case, StepMove.DONE, StepRecord(now.date(), "社長、自分", "記録" * 80 + "y" * 90), seen="intake", **told)
others = Specialist.objects.filter(sheet__is_listed=True).exclude(pk=specialist.pk).order_by("pk")[:2]
for one in others:
    shortlist(case, one, "近くに来られる", **told)
candidate = shortlist(case, specialist, "実績がある", **told)
ask_candidate(candidate, [ShareItem.PLACE, ShareItem.WORRIES], "ご検討ください", **told)
if "{what}" != "asked":
    confirm_client(case, **told)
    answer_candidate(candidate, is_accepted=True, words="行けます", **told)
    decide(candidate, **told)
    note_told_read(candidate, **told)
for who, due in ((CaseParty.CLIENT, now.date()), (CaseParty.SPECIALIST, None)):
    line = LineFacts(what="控えの取り方を決める" * 9, who=who, due_on=due, state=RoadmapState.DOING)
    add_line(case, line, **told)
contract = ContractFacts(first=CaseParty.CLIENT, second=CaseParty.SPECIALIST, amount_yen=120000,
                         starts_on=now.date(), ends_on=None, words="三回の訪問")
note_contract(case, contract, **told)
if "{what}" == "stopped":
    object_to(candidate, "取引先なので", **told)
if "{what}" == "claimed":
    organisation = Membership.objects.filter(user__email="{company_member}").first().organisation_id
    claim_case(case, Company.objects.get(pk=organisation), **told)
if "{what}" == "left":
    CaseFile.objects.filter(pk=case.pk).update(keeper=None)
if "{what}" == "desk":
    begins = now + timedelta(days=2 + DeskShift.objects.count())
    add_shift(partner, begins, begins + timedelta(hours=1), "本館2階", is_online=True, **told)
    shift = add_shift(partner, begins, begins + timedelta(hours=3), "本館2階", is_online=True, **told)
    ask_shift(shift, specialist, **told)
    PoolMember.objects.all().delete()
    member = ask_for_membership(partner, specialist, now.date() + timedelta(days=99), **told)
    answer_membership(member, is_accepted=True, **told)
    ask_for_membership(partner, others[0], now.date() + timedelta(days=99), **told)
print(case.pk, candidate.pk, client_token(case), specialist.riss_no)
"""


def case(site: Site, what: str) -> tuple[str, str, str, str]:
    """(its number, the specialist's, the client's link, a number of the list). `what`: asked, decided, stopped, left, claimed or desk."""
    who = {role: site.sign_ins[role]["email"] for role in ("chamber", "specialist", "company_member")}
    key, candidate, token, number = beside(site, MAKE.format(what=what, **who)).split()
    return key, candidate, token, number


def at(address: str, what: str) -> Callable[[Page, Site], str]:
    """The address of a page of a case in that state."""

    def first(_page: Page, site: Site) -> str:
        key, candidate, token, number = case(site, what)
        return address.format(key=key, candidate=candidate, token=token, number=number)

    return first


def case_visits(visit: Any) -> dict[str, dict[str, Any]]:
    """Every page of a case, for the coordinator, the specialist and the client."""

    def chamber(address: str, *states: str) -> dict[str, Any]:
        return {what: visit("", role="chamber", first=at(address, what)) for what in states}

    return {
        "partner:cases": chamber("/partner/cases/", "stopped", "left"),
        "partner:case_pick": chamber("/partner/cases/pick?riss={number}", "decided"),
        "partner:case": chamber("/partner/cases/{key}", "asked", "stopped"),
        "partner:case_edit": chamber("/partner/cases/{key}/edit", "decided"),
        "partner:case_candidates": chamber("/partner/cases/{key}/candidates", "asked", "decided", "stopped"),
        "partner:case_roadmap": chamber("/partner/cases/{key}/roadmap", "decided"),
        "partner:case_contract": chamber("/partner/cases/{key}/contract", "decided"),
        "partner:case_keeper": chamber("/partner/cases/{key}/keeper", "decided"),
        "specialist:cases": {"asked": visit("", role="specialist", first=at("/specialist/cases/", "asked"))},
        "specialist:case": {
            what: visit("", role="specialist", first=at("/specialist/cases/{candidate}", what))
            for what in ("asked", "decided")
        },
        "partner:statistics": chamber("/partner/statistics/", "decided"),
        "partner:desk": chamber("/partner/desk/", "desk"),
        "partner:pool": chamber("/partner/pool/?riss={number}", "desk"),
        "specialist:desk": {"desk": visit("", role="specialist", first=at("/specialist/desk/", "desk"))},
        "company:case": {"claimed": visit("", role="company_member", first=at("/company/cases/{key}", "claimed"))},
        "public:client_case": {
            what: visit("", first=at("/cases/{token}", what)) for what in ("asked", "decided", "stopped")
        },
    }


NO_PAGE = {
    "specialist:desk_calendar": "a download",
    "partner:statistics_export": "a download",
    "partner:case_search": "leads to the public list",
    "partner:case_paper": "a download",
    "partner:case_contract_paper": "a download",
}
