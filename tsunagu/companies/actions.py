"""The only writers of the companies room."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tsunagu.accounts.actions import grant_membership, open_organisation
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import OrganisationKind, Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import CareGrant, Company
from tsunagu.journal.actions import record
from tsunagu.reference.listing import industries, prefectures

MOST_COMPANIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFacts:
    """What is asked of a company when it joins: codes of reference 10 and 11, number of people at work."""

    name: str
    name_kana: str
    prefecture: str
    industry: str
    employees: int


@transaction.atomic
def open_company(facts: CompanyFacts, *, by: Actor, at: datetime) -> Company:
    """A company joins, with its organisation. Refuses unknown codes and fewer than 0 employees."""
    if facts.prefecture not in prefectures():
        raise RuleBrokenError("都道府県を選んでください。", field="prefecture")
    if facts.industry not in industries():
        raise RuleBrokenError("業種を選んでください。", field="industry")
    if facts.employees < 0:
        raise RuleBrokenError("従業員数は、0以上の数で入力してください。", field="employees")
    organisation = open_organisation(
        OrganisationKind.COMPANY, facts.name, facts.name_kana, facts.prefecture, by=by, at=at
    )
    company = Company.objects.create(organisation=organisation, industry=facts.industry, employees=facts.employees)
    record("company.opened", on=company, by=by, at=at)
    return company


@transaction.atomic
def found_company(facts: CompanyFacts, user: User, *, by: Actor, at: datetime) -> Company:
    """Somebody who signed up brings their company along and is its first member.

    Refuses what `open_company` refuses, and a fourth company of the same person: nobody collects them.
    """
    if Membership.objects.standing_at(at).filter(user=user, role=Role.COMPANY_MEMBER).count() >= MOST_COMPANIES:
        raise RuleBrokenError("一人で登録できる会社は、3社までです。事務局に連絡してください。")
    company = open_company(facts, by=by, at=at)
    grant_membership(user, Role.COMPANY_MEMBER, company.organisation, by=by, at=at)
    return company


@transaction.atomic
def grant_care(
    company: Company, user: User, because: str, *, until: datetime | None, by: Actor, at: datetime
) -> CareGrant:
    """One person may read the company's papers because of one matter ("engagement:3"). A second time changes nothing.

    `until` None: until the matter ends (`end_care`). One that ended is not given again.
    """
    facts = {"since": at, "until": until}
    grant, is_new = CareGrant.objects.get_or_create(company=company, user=user, because=because, defaults=facts)
    if is_new:
        record("care.granted", on=grant, by=by, at=at, company=company.pk, because=because)
    return grant


@transaction.atomic
def end_care(because: str, *, by: Actor, at: datetime) -> int:
    """The matter ended: nobody reads the papers because of it from now on; how many grants ended now."""
    ended = CareGrant.objects.filter(because=because, ended_at=None).update(ended_at=at)
    if ended:
        record("care.ended", on=("CareGrant", because), by=by, at=at, number=ended)
    return ended
