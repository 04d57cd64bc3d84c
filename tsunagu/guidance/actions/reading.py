"""Confidential papers of a company, opened because of an engagement: who read them is kept (promises §4)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.guidance.models import Engagement
from tsunagu.journal.actions import record


@transaction.atomic
def note_reading(engagement: Engagement, *, by: Actor, at: datetime) -> None:
    """The company's self-diagnosis was opened."""
    record("engagement.diagnosis_read", on=engagement, by=by, at=at, scope=engagement.scope)
