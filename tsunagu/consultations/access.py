"""Who may see a consultation besides who holds the link of its registration."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.consultations.models import Consultation
from tsunagu.events.models import EventRegistration


def consultations_of_specialist(user: User, rights: Collection[Right]) -> QuerySet[Consultation]:
    """A specialist sees their own."""
    if Right.OWN_SHEET not in rights:
        return Consultation.objects.none()
    return Consultation.objects.filter(specialist__user=user)


def consultations_of_organiser(organisation_ids: Collection[int]) -> QuerySet[Consultation]:
    """A coordinator sees those of events their own organisation holds."""
    return Consultation.objects.filter(event__partner_id__in=organisation_ids)


def consultations_of_company(organisation_ids: Collection[int]) -> QuerySet[Consultation]:
    """Members see those of registrations their company has put on its page."""
    return Consultation.objects.filter(registration__company_id__in=organisation_ids)


def consultations_of_registration(registration: EventRegistration) -> QuerySet[Consultation]:
    """Who holds the link of a registration sees its consultations."""
    return Consultation.objects.filter(registration=registration)
