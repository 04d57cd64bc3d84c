"""The only writers of the companies room."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tsunagu.accounts.actions import open_organisation
from tsunagu.accounts.states import OrganisationKind
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.models import Company
from tsunagu.journal.actions import record
from tsunagu.reference.listing import industries, prefectures


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
