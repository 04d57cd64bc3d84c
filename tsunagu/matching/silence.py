"""Proposals a specialist left unanswered; directory counts them together with enquiries."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from tsunagu.matching.models import Proposal
from tsunagu.matching.states import ProposalState
from tsunagu.specialists.models import Specialist


def lapsed_proposals(specialist: Specialist, *, after: datetime, until: datetime) -> int:
    """How many ran out for want of this person's word, first or to come along: one query."""
    silent = Q(specialist=specialist, lead_said_yes_at=None) | Q(companion=specialist, companion_said_yes_at=None)
    return Proposal.objects.filter(
        silent, state=ProposalState.EXPIRED, deadline_at__gt=after, deadline_at__lte=until
    ).count()
