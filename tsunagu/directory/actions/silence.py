"""Silence costs: what ran out unanswered is counted; first a warning, then off the list until one button.

Source: promises §1 and §2. Declining is an answer and costs nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.directory.enquiry_rules import SilenceStep, silence_step
from tsunagu.directory.enquiry_settings import silence_terms_on
from tsunagu.directory.models import EnquiryTarget
from tsunagu.directory.silences import lapses_elsewhere
from tsunagu.directory.states import TargetState
from tsunagu.specialists.actions.silence import pause_for_silence, warn_of_silence
from tsunagu.specialists.freshness_queries import silence_told
from tsunagu.specialists.models import Specialist


def count_silence(specialist: Specialist, *, by: Actor, at: datetime) -> SilenceStep | None:
    """Something has just run out: warn, pause or nothing. What ran out before an earlier pause no longer counts.

    Enquiries count together with what the rooms above ask (`silences`).
    """
    terms = silence_terms_on(day_of(at))
    told = silence_told(specialist)
    begin = max(at - timedelta(days=terms.days), told.paused_at or at - timedelta(days=terms.days))
    lapsed = EnquiryTarget.objects.filter(
        specialist=specialist, state=TargetState.EXPIRED, deadline_at__gt=begin, deadline_at__lte=at
    ).count() + lapses_elsewhere(specialist, after=begin, until=at)
    warned_at = told.warned_at if told.warned_at and told.warned_at > begin else None
    step = silence_step(lapsed, warned_at, terms, at=at)
    if step is SilenceStep.WARN:
        return step if warn_of_silence(specialist, by=by, at=at) else None
    if step is SilenceStep.PAUSE:
        return step if pause_for_silence(specialist, by=by, at=at) else None
    return None
