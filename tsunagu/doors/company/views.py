"""The company's way in."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tsunagu.accounts.queries import ColleagueRow, colleagues
from tsunagu.companies.access import companies_visible_to
from tsunagu.companies.queries import CompanyRow, company_rows
from tsunagu.consultations.access import cases_of_company, consultations_of_company
from tsunagu.consultations.case_people import client_rows
from tsunagu.consultations.queries import running_rows
from tsunagu.directory.access import company_targets_visible_to
from tsunagu.directory.queries.talks import talk_rows
from tsunagu.doors.frame import address
from tsunagu.doors.gate import MemberRequest
from tsunagu.doors.needs.wording import own_label
from tsunagu.events.access import registrations_of_companies
from tsunagu.events.queries.own import own_registrations
from tsunagu.matching.need_access import needs_of_companies
from tsunagu.matching.need_queries import need_rows


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """A company and who belongs to it."""

    company: CompanyRow
    people: list[ColleagueRow]


def home(request: MemberRequest) -> HttpResponse:
    """What a member can do now, and what is kept of their company."""
    companies = company_rows(companies_visible_to(request.standing.organisation_ids))
    people = colleagues([company.organisation_id for company in companies], at=timezone.now())
    cards = [
        CompanyCard(company, [one for one in people if one.organisation_id == company.organisation_id])
        for company in companies
    ]
    ways = {name: address(f"public:{name}") for name in ("home", "shortlist", "emergency", "register", "about_order")}
    talks = talk_rows(company_targets_visible_to(request.standing.organisation_ids))
    consultations = running_rows(consultations_of_company(request.standing.organisation_ids))
    registrations = registrations_of_companies(request.standing.organisation_ids)
    facts = {
        "cards": cards,
        "ways": ways,
        "talks": talks,
        "consultations": consultations,
        "needs": [
            (row, own_label(row.state)) for row in need_rows(needs_of_companies(request.standing.organisation_ids))
        ],
        "cases": client_rows(cases_of_company(request.standing.organisation_ids)),
        "registrations": own_registrations(registrations, at=timezone.now()),
    }
    return render(request, "company/home.html", facts)
