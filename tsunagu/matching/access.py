"""Whose timetable somebody sees."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.consultations.access import ever_planned_of_specialist
from tsunagu.consultations.models import Consultation
from tsunagu.events.models import EventRegistration


def timetable_of_specialist(
    user: User, rights: Collection[Right], event_id: int, *, at: datetime
) -> QuerySet[Consultation]:
    """A specialist's own consultations of one day, until some days after it (promises §4)."""
    return ever_planned_of_specialist(user, rights, at=at).filter(event=event_id)


def timetable_of_registration(registration: EventRegistration) -> QuerySet[Consultation]:
    """Those of a registration, for who holds its link."""
    return Consultation.objects.filter(registration=registration)
