"""How fast a specialist answers, as everybody may read it. Never part of the order of the list (issue 3 §5)."""

from __future__ import annotations

from datetime import datetime, timedelta

from tsunagu.directory.enquiry_rules import ResponseFigures, response_figures
from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.states import ANSWERED, TargetState

LOOKED_BACK = timedelta(days=365)


def response_times(specialist_id: int, *, at: datetime) -> ResponseFigures | None:
    """Of the last year's enquiries; None with fewer than five answers: one query."""
    rows = EnquiryTarget.objects.filter(
        specialist_id=specialist_id,
        delivered_at__gt=at - LOOKED_BACK,
        state__in=[*sorted(ANSWERED), TargetState.EXPIRED],
    ).values_list("delivered_at", "answered_at")
    answered: list[timedelta] = []
    expired = 0
    for delivered_at, answered_at in rows:
        if delivered_at and answered_at:
            answered.append(answered_at - delivered_at)
        else:
            expired += 1
    return response_figures(answered, expired)
