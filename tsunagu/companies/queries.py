"""Reads of companies for screens."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tsunagu.companies.models import Company
from tsunagu.reference.listing import industries, prefectures


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """What the service keeps of a company, in words."""

    organisation_id: int
    name: str
    name_kana: str
    prefecture: str
    industry: str
    employees: int


def company_rows(companies: QuerySet[Company]) -> list[CompanyRow]:
    """`companies` (access.companies_visible_to) by reading: one query."""
    found = companies.select_related("organisation").order_by("organisation__name_kana", "pk")
    return [
        CompanyRow(
            organisation_id=company.pk,
            name=company.organisation.name,
            name_kana=company.organisation.name_kana,
            prefecture=prefectures()[company.organisation.prefecture].name,
            industry=industries()[company.industry].name,
            employees=company.employees,
        )
        for company in found
    ]
