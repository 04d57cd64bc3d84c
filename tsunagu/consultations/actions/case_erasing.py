"""Cases, shifts and memberships whose time is over; cases with their papers."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.consultations.models import CaseFile, DeskShift, PoolMember
from tsunagu.journal.actions import record
from tsunagu.vault.actions import erase_file
from tsunagu.vault.models import StoredFile

REASON = "保存期間の満了"


@transaction.atomic
def erase_cases(*, before: date, by: Actor, at: datetime) -> int:
    """Cases nobody touched since a day (a closed one: since it ended) go for good, papers included.

    Returns how many cases went.
    """
    old = CaseFile.objects.filter(touched_at__lt=datetime.combine(before, time(), JST))
    kept = Q(case_paper__case__in=old) | Q(case_contract__case__in=old)
    for stored in StoredFile.objects.filter(kept, erased_at=None):
        erase_file(stored, by=by, at=at, reason=REASON)
    gone = old.count()
    old.delete()
    record("cases.erased", on=("retention", "cases"), by=by, at=at, count=gone)
    return gone


@transaction.atomic
def erase_desks(*, before: date, by: Actor, at: datetime) -> int:
    """Shifts that ended before a day, and memberships of the pool whose last day was, go. Returns how many."""
    shifts = DeskShift.objects.filter(ends_at__lt=datetime.combine(before, time(), JST))
    members = PoolMember.objects.filter(until_on__lt=before)
    gone = shifts.count() + members.count()
    shifts.delete()
    members.delete()
    record("desk.erased", on=("retention", "desks"), by=by, at=at, count=gone)
    return gone
