"""Ticks of the listing criteria that no longer count."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.journal.actions import record
from tsunagu.specialists.models import CriterionCheck, Listing


@transaction.atomic
def forget_checks(listing: Listing, *, by: Actor, at: datetime) -> int:
    """The office looks at every criterion anew: another number or name is another line of the register."""
    ticked = CriterionCheck.objects.filter(listing=listing)
    codes = sorted(ticked.values_list("criterion__code", flat=True))
    if codes:
        ticked.delete()
        record("criteria.forgotten", on=listing, by=by, at=at, criteria=codes)
    return len(codes)
