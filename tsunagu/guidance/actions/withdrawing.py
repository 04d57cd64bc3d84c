"""An engagement ends before it began; the company may look for somebody else."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.actions import end_care
from tsunagu.guidance.actions.opening import care_of
from tsunagu.guidance.letters import tell_withdrawn
from tsunagu.guidance.models import Engagement
from tsunagu.guidance.states import EngagementState, WithdrawnBy
from tsunagu.journal.actions import record
from tsunagu.matching.actions.answering import mark_withdrawn
from tsunagu.matching.actions.holding import hold_need


@transaction.atomic
def withdraw_engagement(
    engagement: Engagement, side: WithdrawnBy, words: str, *, by: Actor, at: datetime
) -> Engagement:
    """One side cannot begin. Nobody reads the company's papers any more; the need looks for candidates again.

    `words`: for who is in charge, needed. Refuses a second time. Source: reference 12 (one of 35 withdrew).
    """
    if not words.strip():
        raise RuleBrokenError("事情をことばで書いてください。担当者が読みます。", field="words")
    hold_need(engagement.need)  # first, as everybody who touches a need and what came of it
    standing = Engagement.objects.filter(pk=engagement.pk, state=EngagementState.OPEN)
    if not standing.update(state=EngagementState.WITHDRAWN, withdrawn_at=at, withdrawn_by=side, words=words.strip()):
        raise RuleBrokenError("この支援は、もう取りやめになっています。")
    engagement.refresh_from_db()
    record("engagement.withdrawn", on=engagement, by=by, at=at, side=side.value)
    end_care(care_of(engagement), by=by, at=at)
    tell_withdrawn(engagement, by=by, at=at)
    mark_withdrawn(engagement.proposal, by=by, at=at)
    return engagement
