"""Needs whose time is over go for good, with their candidates. What became an engagement goes first (guidance)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.journal.actions import record
from tsunagu.matching.models import Need
from tsunagu.matching.states import NeedClosed


def old_needs(before: date) -> QuerySet[Need]:
    """Needs that were closed before a day; those never closed, last told of before it."""
    last = Coalesce("closed_at", Greatest("made_at", Coalesce("told_at", "made_at")))
    return Need.objects.annotate(last=last).filter(last__lt=_begin(before))


@transaction.atomic
def erase_needs(needs: QuerySet[Need], *, by: Actor, at: datetime) -> int:
    """Delete these, with their candidates and lines of batches; how many went."""
    numbers = list(needs.values_list("pk", flat=True))
    Need.objects.filter(pk__in=numbers).delete()
    record("needs.erased", on=("retention", "needs"), by=by, at=at, count=len(numbers))
    return len(numbers)


def erase_unproved_needs(*, before: date, by: Actor, at: datetime) -> int:
    """Delete needs written before a day whose address nobody proved."""
    unproved = Need.objects.filter(closed_reason=NeedClosed.UNPROVED, made_at__lt=_begin(before))
    return erase_needs(unproved, by=by, at=at)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), JST)
