"""Records of consultations whose time is over."""

from datetime import date, datetime, time

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.consultations.models import Conflict, Consultation
from tsunagu.journal.actions import record


@transaction.atomic
def erase_consultations(*, before: date, by: Actor, at: datetime) -> int:
    """What was written at events that ended before a day goes for good, with the conflicts of their registrations.

    Returns how many consultations went. A conflict with a known company stays: it holds for later events.
    """
    ended = datetime.combine(before, time(), JST)
    old = Consultation.objects.filter(event__ends_at__lt=ended)
    gone = old.count()
    old.delete()
    Conflict.objects.filter(registration__event__ends_at__lt=ended, company=None).delete()
    record("consultations.erased", on=("retention", "consultations"), by=by, at=at, count=gone)
    return gone
