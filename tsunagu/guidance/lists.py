"""Engagements of who is in charge, a page at a time: the newest first."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from tsunagu.guidance.models import Engagement
from tsunagu.guidance.queries import EngagementRow, engagement_rows
from tsunagu.guidance.states import EngagementState


def engagement_counts(engagements: QuerySet[Engagement]) -> dict[EngagementState, int]:
    """How many stand where: one query."""
    found = engagements.order_by().values("state").annotate(count=Count("pk")).values_list("state", "count")
    return dict.fromkeys(EngagementState, 0) | {EngagementState(state): count for state, count in found}


def desk_engagements(
    engagements: QuerySet[Engagement],
    *,
    state: EngagementState | None,
    before: tuple[datetime, int] | None,
    limit: int,
) -> list[EngagementRow]:
    """One page on from the row `before` (opened_at, key): two queries, however many there are."""
    found = engagements if state is None else engagements.filter(state=state)
    if before is not None:
        found = found.filter(Q(opened_at__lt=before[0]) | Q(opened_at=before[0], pk__lt=before[1]))
    keys = list(found.order_by("-opened_at", "-pk").values_list("pk", flat=True)[:limit])
    rows = {row.key: row for row in engagement_rows(engagements.filter(pk__in=keys))}
    return [rows[key] for key in keys]
