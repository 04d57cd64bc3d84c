"""What is delivered to a specialist, and given back: the load of a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of, month_of
from tsunagu.journal.actions import record
from tsunagu.specialists.models import Commitment, PublishedSheet, Specialist


@transaction.atomic
def open_commitment(specialist: Specialist, kind: str, reference: str, *, by: Actor, at: datetime) -> Commitment | None:
    """Something is delivered to a specialist. None when this JST month is already full (promises §1, capacity first).

    The place is taken in one statement, so two at once cannot both take the last.
    """
    month = month_of(day_of(at))
    in_month = Case(When(load_month=month, then=F("load")), default=Value(0))
    taken = (
        PublishedSheet.objects.filter(specialist=specialist)
        .filter(Q(monthly_cap__gt=0) & (~Q(load_month=month) | Q(load__lt=F("monthly_cap"))))
        .update(load=in_month + 1, load_month=month)
    )
    if not taken:
        return None
    commitment = Commitment.objects.create(
        specialist=specialist, kind=kind, reference=reference, month=month, opened_at=at
    )
    record("commitment.opened", on=commitment, by=by, at=at, specialist=specialist.pk, month=month)
    return commitment


def hold_months(specialists: Iterable[int]) -> None:
    """Take the sheets of these people, by number, until the transaction ends; inside the caller's transaction.

    Who gives back one place and takes another holds both first: two such never wait for one another.
    """
    for number in sorted(set(specialists)):
        PublishedSheet.objects.filter(pk=number).update(load=F("load"))


@transaction.atomic
def release_commitment(commitment: Commitment, *, by: Actor, at: datetime) -> None:
    """Declined or expired: it no longer counts. A second release changes nothing."""
    if not Commitment.objects.filter(pk=commitment.pk, released_at=None).update(released_at=at):
        return
    PublishedSheet.objects.filter(
        specialist_id=commitment.specialist_id, load_month=commitment.month, load__gt=0
    ).update(load=F("load") - 1)
    record("commitment.released", on=commitment, by=by, at=at)
