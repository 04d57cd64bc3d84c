"""Nobody could take a need on: once a day the service looks whether somebody can by now, and writes only if so."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, day_of
from tsunagu.matching.actions.holding import hold_need
from tsunagu.matching.actions.offering import fill_up, tell_standing
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.states import LIVE, ProposalState

MOST = 200  # searches in one round; the others follow with the next


def look_again(*, by: Actor, at: datetime) -> int:
    """Each need with nobody, the one not looked at for longest first; how many have candidates again.

    Each in a transaction of its own, so that it may be cut short and repeated.
    """
    due = without_anybody(at=at).order_by(F("reminded_at").asc(nulls_first=True), "pk")
    return sum(_look(need, by=by, at=at) for need in list(due[:MOST]))


def without_anybody(*, at: datetime) -> QuerySet[Need]:
    """Open needs whose company was told that there is nobody, not looked at since the JST day began."""
    begun = datetime.combine(day_of(at), time(), JST)
    standing = Proposal.objects.filter(need=OuterRef("pk"), state__in=(*LIVE, ProposalState.ACCEPTED))
    told = Need.objects.filter(~Exists(standing), closed_at=None, proved_at__isnull=False, told_at__lt=begun)
    return told.filter(Q(reminded_at=None) | Q(reminded_at__lt=begun))


@transaction.atomic
def _look(need: Need, *, by: Actor, at: datetime) -> bool:
    if not Need.objects.filter(pk=need.pk, closed_at=None).update(reminded_at=at):
        return False
    need = hold_need(need)
    if need.proposals.filter(state__in=(*LIVE, ProposalState.ACCEPTED)).exists():
        return False
    if not fill_up(need, by=by, at=at):
        return False
    tell_standing(need, by=by, at=at)
    return True
