"""What was agreed goes after its time, with the need it came from."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.companies.actions import end_care
from tsunagu.guidance.actions.opening import care_of
from tsunagu.guidance.models import Engagement
from tsunagu.matching.actions.need_erasing import erase_needs, old_needs


@transaction.atomic
def erase_old_needs(*, before: date, by: Actor, at: datetime) -> int:
    """Delete needs that ended before a day with their candidates and engagements; none opened later is touched.

    Returns how many needs went.
    """
    begin = datetime.combine(before, time(), JST)
    young = Engagement.objects.filter(opened_at__gte=begin).values("need")
    needs = old_needs(before).exclude(pk__in=young)
    engagements = Engagement.objects.filter(need__in=list(needs.values_list("pk", flat=True)))
    for engagement in engagements:
        end_care(care_of(engagement), by=by, at=at)
    engagements.delete()
    return erase_needs(needs, by=by, at=at)
