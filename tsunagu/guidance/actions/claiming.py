"""A need read by its link comes to the page of its company, with what it led to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.companies.models import Company
from tsunagu.guidance.actions.opening import give_care
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.states import EngagementState
from tsunagu.journal.actions import record
from tsunagu.matching.actions.needs import claim_need as claim
from tsunagu.matching.models import Need


@transaction.atomic
def claim_need(need: Need, company: Company, *, by: Actor, at: datetime) -> Need:
    """As matching's `claim_need`; an open engagement is the company's too, and its specialist may read its papers."""
    need = claim(need, company, by=by, at=at)
    for engagement in Engagement.objects.filter(need=need).select_related("specialist__user", "companion__user"):
        Engagement.objects.filter(pk=engagement.pk).update(company=company)
        record("engagement.claimed", on=engagement, by=by, at=at, company=company.pk)
        if engagement.state_now is EngagementState.OPEN:
            give_care(engagement, company, by=by, at=at)
    return need
