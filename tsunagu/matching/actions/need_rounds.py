"""What the clock does to needs: reminders, deadlines, companies that do not choose, addresses nobody proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.journal.actions import record
from tsunagu.mail.access import is_proved
from tsunagu.matching.actions.answering import expire_proposal, pass_over, remind_proposal
from tsunagu.matching.actions.looking_again import look_again
from tsunagu.matching.actions.needs import ask_owner, close_need, prove_needs
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_letters import remind_company
from tsunagu.matching.need_settings import deadlines_on
from tsunagu.matching.states import NeedClosed, ProposalState
from tsunagu.specialists.states import ListingState

GONE = (ListingState.SUSPENDED, ListingState.EXPIRED, ListingState.WITHDRAWN)
PROVED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NeedsMoved:
    """What one round did."""

    passed_over: int
    expired: int
    reminded: int
    companies_reminded: int
    closed: int
    found_again: int


def move_needs(*, by: Actor, at: datetime) -> NeedsMoved:
    """One round; each need in a transaction of its own, so that it may be cut short and repeated."""
    clocks = deadlines_on(day_of(at))
    people = ("need", "specialist__user", "companion__user", "commitment", "companion_commitment")
    asked = Proposal.objects.filter(state=ProposalState.ASKED).select_related(*people)
    gone = Q(specialist__listing__state__in=GONE) | Q(companion__listing__state__in=GONE)
    passed = sum(pass_over(one, by=by, at=at) for one in list(asked.filter(gone).order_by("pk")))
    late = asked.filter(deadline_at__lte=at).order_by("deadline_at", "pk")
    expired = sum(expire_proposal(one, by=by, at=at) for one in list(late))
    due = asked.filter(asked_at__lte=at - clocks.remind, reminded_at=None, deadline_at__gt=at)
    reminded = sum(remind_proposal(one, by=by, at=at) for one in list(due.order_by("pk")))
    unproved = Need.objects.filter(proved_at=None, closed_at=None)
    _ask_owners(unproved, by=by, at=at)
    silent = _choosing().filter(told_at__lte=at - clocks.choose)
    closed = _close(silent, NeedClosed.SILENT, by=by, at=at)
    closed += _close(unproved.filter(made_at__lte=at - PROVED_WITHIN), NeedClosed.UNPROVED, by=by, at=at)
    waiting = _choosing().filter(told_at__lte=at - clocks.choose_remind, reminded_at=None)
    told = sum(remind_need(need, waiting, by=by, at=at) for need in list(waiting.order_by("pk")))
    found = look_again(by=by, at=at)
    return NeedsMoved(
        passed_over=passed, expired=expired, reminded=reminded, companies_reminded=told, closed=closed,
        found_again=found,
    )  # fmt: skip


@transaction.atomic
def remind_need(need: Need, due: QuerySet[Need], *, by: Actor, at: datetime) -> bool:
    """One reminder to a company that has not chosen since it was told. False: no more among `due`."""
    if not _is_still(need, due):
        return False
    Need.objects.filter(pk=need.pk).update(reminded_at=at)
    record("need.reminded", on=need, by=by, at=at)
    remind_company(need, by=by, at=at)
    return True


def _choosing() -> QuerySet[Need]:
    """Open needs whose company can choose, has asked nobody, and can be written to: the desk calls those who cannot."""
    live = (ProposalState.ASKED, ProposalState.ACCEPTED)
    of_need = Proposal.objects.filter(need=OuterRef("pk"))
    shown = Exists(of_need.filter(state=ProposalState.SHOWN))
    waiting = Need.objects.filter(shown, ~Exists(of_need.filter(state__in=live)), closed_at=None)
    return waiting.filter(proved_at__isnull=False).exclude(sender_digest="")


def _ask_owners(unproved: QuerySet[Need], *, by: Actor, at: datetime) -> None:
    """Who got no letter on the day they wrote gets it now. An address proved meanwhile for something else is proved."""
    for need in list(unproved.order_by("pk")):
        if is_proved(need.email):
            prove_needs(need.email, by=by, at=at)
        elif need.reminded_at is None:
            ask_owner(need, by=by, at=at)


def _close(due: QuerySet[Need], why: NeedClosed, *, by: Actor, at: datetime) -> int:
    """How many of `due` were closed; whoever chose or proved in the same moment goes on."""
    return sum(_close_one(need, due, why, by=by, at=at) for need in list(due.order_by("pk")))


@transaction.atomic
def _close_one(need: Need, due: QuerySet[Need], why: NeedClosed, *, by: Actor, at: datetime) -> bool:
    if not _is_still(need, due):
        return False
    close_need(need, why, by=by, at=at)
    return True


def _is_still(need: Need, due: QuerySet[Need]) -> bool:
    """Whether a need is among `due` now that its row is taken until the transaction ends."""
    taken = Need.objects.filter(pk=need.pk, closed_at=None).update(closed_at=None)
    return bool(taken) and due.filter(pk=need.pk).exists()
