"""Whose timetable somebody sees."""

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.consultations.models import Consultation
from tsunagu.events.models import EventRegistration


def timetable_of_specialist(user: User, event_id: int) -> QuerySet[Consultation]:
    """A specialist's own consultations of one day."""
    return Consultation.objects.filter(event=event_id, specialist__user=user)


def timetable_of_registration(registration: EventRegistration) -> QuerySet[Consultation]:
    """Those of a registration, for who holds its link."""
    return Consultation.objects.filter(registration=registration)
