"""One consultation as each side reads it: the case for who advises, the summary for the company."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tsunagu.consultations.models import Conflict, Consultation
from tsunagu.consultations.queries import RunningRow, running_row
from tsunagu.consultations.states import GuidanceWish
from tsunagu.journal.queries import JournalFilter, journal_rows
from tsunagu.questionnaires.queries import frozen_sets
from tsunagu.questionnaires.sets import AnswerLine, answer_lines, shipped_set
from tsunagu.reference.listing import industries, prefectures, themes
from tsunagu.toolkit.queries import DiagnosisResult, diagnosis_result, find_diagnosis

ATTENDEE, OPENED = "attendee", "consultation.opened"


@dataclass(frozen=True, slots=True)
class Case:
    """What who advises needs: the company, what it said beforehand, and the record so far."""

    row: RunningRow
    event: str
    prefecture: str
    industry: str
    contact_name: str
    persons: int
    answers: tuple[AnswerLine, ...]
    diagnosis: DiagnosisResult | None
    notes: str
    summary: str
    issues: tuple[str, ...]
    theme_code: str
    revision: int
    company_words: str
    has_conflict: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody opened the case."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CompanyCase:
    """What the company reads and confirms: never the notes."""

    row: RunningRow
    event: str
    riss_no: str
    summary: str
    issues: tuple[str, ...]
    theme: str
    wish: GuidanceWish | None
    revision: int
    company_words: str
    confirmed_at: datetime | None
    openings: tuple[Opening, ...]
    has_conflict: bool


def subject_of(registration: int) -> str:
    """Whose answers those of a registration are, in words."""
    return f"registration:{registration}"


def case_of(consultation: Consultation) -> Case:
    """Five queries at most, whatever was answered."""
    registration, subjects = consultation.registration, (subject_of(consultation.registration_id),)
    sent, taken = frozen_sets(ATTENDEE, subjects).first(), find_diagnosis(subjects)
    return Case(
        row=running_row(consultation),
        event=consultation.event.title,
        prefecture=prefectures()[registration.prefecture].name,
        industry=industries()[registration.industry].name,
        contact_name=registration.contact_name,
        persons=registration.persons,
        answers=tuple(answer_lines(shipped_set(ATTENDEE, sent.set_version), sent.answers)) if sent else (),
        diagnosis=diagnosis_result(taken, subjects) if taken else None,
        notes=consultation.notes,
        summary=consultation.summary,
        issues=tuple(consultation.issues),
        theme_code=consultation.theme_code,
        revision=consultation.revision,
        company_words=consultation.company_words,
        has_conflict=_has_conflict(consultation),
    )


def company_case(consultation: Consultation) -> CompanyCase:
    """Two queries."""
    return CompanyCase(
        row=running_row(consultation),
        event=consultation.event.title,
        riss_no=consultation.specialist.riss_no,
        summary=consultation.summary,
        issues=tuple(consultation.issues),
        theme=themes()[consultation.theme_code].name if consultation.theme_code else "",
        wish=GuidanceWish(consultation.wish) if consultation.wish else None,
        revision=consultation.revision,
        company_words=consultation.company_words,
        confirmed_at=consultation.confirmed_at,
        openings=_openings(consultation),
        has_conflict=_has_conflict(consultation),
    )


def _openings(consultation: Consultation) -> tuple[Opening, ...]:
    """Who opened the case, newest first (promises §4: the company can see it)."""
    asked = JournalFilter(verb=OPENED, subject_kind="Consultation", subject_code=str(consultation.pk))
    return tuple(Opening(row.who, row.at) for row in journal_rows(asked, limit=20))


def _has_conflict(consultation: Consultation) -> bool:
    pair = {"registration": consultation.registration_id, "specialist": consultation.specialist_id}
    return Conflict.objects.filter(**pair).exists()
