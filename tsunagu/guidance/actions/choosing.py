"""The company's choice: who is chosen is asked; who brought the company has said yes already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.guidance.actions.opening import open_engagement
from tsunagu.guidance.models import Engagement
from tsunagu.matching.actions.asking import ask_brought, ask_candidate
from tsunagu.matching.models import Proposal


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a choice led to: somebody is asked, an engagement is open, or (neither) nobody chosen has room now."""

    asked: Proposal | None = None
    engagement: Engagement | None = None


@transaction.atomic
def choose_candidate(proposal: Proposal, then: Sequence[int] = (), *, by: Actor, at: datetime) -> Chosen:
    """The company chooses; `then`: keys of the other candidates in the order wished, asked by themselves after a no.

    Refuses a second choice while somebody is asked, after it is decided, and somebody who is no candidate any more.
    """
    if proposal.is_brought:
        return Chosen(engagement=open_engagement(ask_brought(proposal, by=by, at=at), by=by, at=at))
    return Chosen(asked=ask_candidate(proposal, then, by=by, at=at))
