"""What a need came from: a consultation or a self-diagnosis, as `Need.source` keeps it; and which have none yet."""

from __future__ import annotations

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import GuidanceWish
from tsunagu.matching.models import Need

CONSULTATION, DIAGNOSIS = "consultation", "diagnosis"


def source_of(kind: str, key: int) -> str:
    """("consultation", 12) → "consultation:12"."""
    return f"{kind}:{key}"


def open_need_from(source: str) -> Need | None:
    """The open need that came from it; at most one (a constraint). One query."""
    return Need.objects.filter(source=source, closed_at=None).first()


def wished_without_need(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Those whose company wants to be guided and has not asked yet, the longest waiting first."""
    source = Concat(Value(f"{CONSULTATION}:"), Cast(OuterRef("pk"), CharField()))
    wished = consultations.filter(wish=GuidanceWish.YES).exclude(Exists(Need.objects.filter(source=source)))
    return wished.select_related("registration", "specialist", "slot").order_by("recorded_at", "pk")
