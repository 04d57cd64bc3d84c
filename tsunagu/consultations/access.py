"""Who may see a consultation besides who holds the link of its registration."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.base.calendar import day_of
from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConsultationState
from tsunagu.events.access import events_kept_by
from tsunagu.events.models import EventRegistration
from tsunagu.upkeep.queries import setting_number


def consultations_of_specialist(user: User, rights: Collection[Right], *, at: datetime) -> QuerySet[Consultation]:
    """A specialist sees their own until some days after the event; what was taken back, no longer (promises §4)."""
    return _of_specialist(user, rights, at=at).exclude(state=ConsultationState.CANCELLED)


def cancelled_of_specialist(user: User, rights: Collection[Right], *, at: datetime) -> QuerySet[Consultation]:
    """Own ones that were taken back: only that they were is told."""
    return _of_specialist(user, rights, at=at).filter(state=ConsultationState.CANCELLED)


def _of_specialist(user: User, rights: Collection[Right], *, at: datetime) -> QuerySet[Consultation]:
    if Right.OWN_SHEET not in rights:
        return Consultation.objects.none()
    ends = at - timedelta(days=setting_number("consultation.read_days", on=day_of(at)))
    return Consultation.objects.filter(specialist__user=user, event__ends_at__gte=ends)


def consultations_of_organiser(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[Consultation]:
    """A coordinator sees those of events their own organisation holds, alone or with others."""
    if Right.EVENT_KEEP not in rights:
        return Consultation.objects.none()
    return Consultation.objects.filter(event__in=events_kept_by(rights, organisation_ids))


def consultations_of_secretariat(rights: Collection[Right]) -> QuerySet[Consultation]:
    """The secretariat sees those of events it holds itself; a partner's cases are the partner's."""
    if Right.EVENT_OVERSEE not in rights:
        return Consultation.objects.none()
    return Consultation.objects.filter(event__partner=None)


def consultations_of_company(organisation_ids: Collection[int]) -> QuerySet[Consultation]:
    """Members see those of registrations their company has put on its page."""
    return Consultation.objects.filter(registration__company_id__in=organisation_ids)


def consultations_of_registration(registration: EventRegistration) -> QuerySet[Consultation]:
    """Who holds the link of a registration sees its consultations."""
    return Consultation.objects.filter(registration=registration)


def registrations_of_company(organisation_ids: Collection[int]) -> list[int]:
    """Registrations that members have put on their company's page: their answers belong there too. One query."""
    found = EventRegistration.objects.filter(company_id__in=organisation_ids)
    return list(found.order_by("pk").values_list("pk", flat=True))
