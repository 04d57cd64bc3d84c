"""Which needs a batch is for, as the plain batch of the season's search."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from tsunagu.matching.models import Batch, Need, Proposal
from tsunagu.matching.need_rules import CANDIDATES
from tsunagu.matching.season.values import Batch as Plain
from tsunagu.matching.season_reading import season_batch
from tsunagu.matching.states import ProposalState

MOVES = 1  # promises §2: at most one live proposal moves


def needs_of(batch: Batch) -> QuerySet[Need]:
    """Open, proved needs of who is in charge in the season, while nobody is asked for them.

    Who is asked or has said yes is no part of a search: it cannot move them.
    """
    busy = Proposal.objects.filter(need=OuterRef("pk"), state__in=(ProposalState.ASKED, ProposalState.ACCEPTED))
    mine = Need.objects.filter(season=batch.season_id, partner=batch.partner_id)
    waiting = mine.filter(closed_at=None, proved_at__isnull=False)
    return waiting.exclude(Exists(busy)).order_by("pk")


def batch_of(batch: Batch, *, today: date) -> Plain:
    """The needs with everybody who could be proposed. The same tables on the same day give the same batch."""
    needs = list(needs_of(batch))
    return season_batch(needs, seed=batch.season_id, candidates=CANDIDATES, moves=MOVES, today=today)
