"""A company's self-diagnosis for who guides it, and for the company who has opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tsunagu.accounts.models import User
from tsunagu.companies.access import companies_in_care_of
from tsunagu.consultations.access import registrations_of_company
from tsunagu.consultations.cases import subject_of
from tsunagu.guidance.models import Engagement
from tsunagu.journal.queries import JournalFilter, journal_rows
from tsunagu.toolkit.queries import DiagnosisResult, diagnosis_result, find_diagnosis
from tsunagu.vault.scope import ScopeKind, scope_of

READ = "engagement.diagnosis_read"


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened the company's papers."""

    who: str
    at: datetime


def diagnosis_for(engagement: Engagement, user: User, *, at: datetime) -> DiagnosisResult | None:
    """The company's newest finished one, while `user` may read its papers (CareGrant). None: not, or there is none."""
    company = engagement.company_id
    if company is None or not companies_in_care_of(user, at=at).filter(pk=company).exists():
        return None
    numbers = registrations_of_company([company])
    subjects = (scope_of(ScopeKind.COMPANY, company), *(subject_of(number) for number in numbers))
    found = find_diagnosis(subjects)
    return diagnosis_result(found, subjects) if found else None


def readings_of(engagement: Engagement) -> list[Reading]:
    """Who opened them because of it, newest first: one query."""
    asked = JournalFilter(verb=READ, subject_kind="Engagement", subject_code=str(engagement.pk))
    return [Reading(row.who, row.at) for row in journal_rows(asked, limit=20)]
