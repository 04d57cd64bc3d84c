"""The load on a sheet is derived from commitments; this checks it against them and puts it right."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of, month_of
from tsunagu.journal.actions import record
from tsunagu.specialists.models import Commitment, PublishedSheet


def recount_loads(*, by: Actor, at: datetime) -> int:
    """Every sheet's load of this month equals the commitments that count; returns how many had to be put right."""
    month = month_of(day_of(at))
    wrong = list(differing(month).order_by("pk").values_list("pk", flat=True))
    return sum(_put_right(pk, month, by=by, at=at) for pk in wrong)


def differing(month: int) -> QuerySet[PublishedSheet]:
    """Sheets whose load of a month is not the number of their commitments of it: `shown` and `counted`."""
    open_ones = Commitment.objects.filter(specialist=OuterRef("pk"), month=month, released_at=None)
    counts = open_ones.order_by().values("specialist").annotate(count=Count("pk")).values("count")
    return PublishedSheet.objects.annotate(
        shown=Case(When(load_month=month, then=F("load")), default=Value(0)),
        counted=Coalesce(Subquery(counts), 0),
    ).exclude(shown=F("counted"))


@transaction.atomic
def _put_right(pk: int, month: int, *, by: Actor, at: datetime) -> bool:
    """Hold the sheet first: what is opened or released meanwhile waits, so the count that follows is true."""
    PublishedSheet.objects.filter(pk=pk).update(load=F("load"))
    sheet = differing(month).filter(pk=pk).select_related("specialist").first()
    if sheet is None:
        return False
    told = vars(sheet)
    PublishedSheet.objects.filter(pk=pk).update(load=told["counted"], load_month=month)
    record("load.recounted", on=sheet.specialist, by=by, at=at, month=month, was=told["shown"], to=told["counted"])
    return True
