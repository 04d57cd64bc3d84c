"""Candidates are shown to a company: three, ranked, with reasons; filled up again without touching what stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.matching.actions.holding import hold_need
from tsunagu.matching.actions.places import give_back
from tsunagu.matching.candidates import Candidate, find_candidates
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_letters import people_of, tell_called_off, tell_candidates, tell_nobody
from tsunagu.matching.need_rules import Runner, missing
from tsunagu.matching.states import LIVE, Dropped, ProposalState
from tsunagu.specialists.models import Specialist

DECIDED = "専門家は、もう決まっています。"


@transaction.atomic
def offer_candidates(need: Need, *, by: Actor, at: datetime) -> list[Proposal]:
    """Fill up to three candidates and tell the company what it can choose from, or honestly that there is nobody.

    What stands is not touched. Refuses a need that is closed, not proved or decided. Returns those added.
    """
    need = hold_need(need)
    _refuse_decided(need)
    added = fill_up(need, by=by, at=at)
    if added or need.told_at is None:
        tell_standing(need, by=by, at=at)
    return added


@transaction.atomic
def offer_brought(need: Need, specialist: Specialist, *, by: Actor, at: datetime) -> Proposal:
    """A specialist brought this company: they are its first candidate, and their yes is said.

    The company decides; it may ask for others too (`offer_candidates`). Refuses what `offer_candidates` does, and a
    second one.
    """
    need = hold_need(need)
    _refuse_decided(need)
    if need.proposals.exists():
        raise RuleBrokenError("この依頼には、もう候補がいます。")
    proposal = Proposal.objects.create(
        scope=need.scope,
        need=need,
        specialist=specialist,
        rank=1,
        is_brought=True,
        shown_at=at,
        lead_said_yes_at=at,
    )
    record("proposal.brought", on=proposal, by=by, at=at, need=need.pk)
    tell_standing(need, by=by, at=at)
    return proposal


@transaction.atomic
def drop_candidate(proposal: Proposal, *, by: Actor, at: datetime) -> None:
    """Who is in charge takes somebody out; who was asked already is told that it is off, never why.

    The place is filled up again; the company hears of it only if it has to choose anew, or nobody is left. Refuses one
    that has answered.
    """
    need = hold_need(proposal.need)
    proposal.refresh_from_db()
    if proposal.state_now not in LIVE:
        raise RuleBrokenError("この方は、もう候補ではありません。画面を読み直してください。")
    was_asked = proposal.state_now is ProposalState.ASKED
    drop(proposal, Dropped.TAKEN_OUT, by=by, at=at)
    fill_up(need, by=by, at=at)
    if was_asked or not need.proposals.filter(state=ProposalState.SHOWN).exists():
        tell_standing(need, by=by, at=at)


@transaction.atomic
def drop(proposal: Proposal, why: Dropped, *, by: Actor, at: datetime) -> None:
    """Out of the running; the need is held by the caller. Who was asked is told, and their place is free again."""
    was = proposal.state_now
    dropped = {"state": ProposalState.DROPPED, "dropped_because": why, "ended_at": at}
    if not Proposal.objects.filter(pk=proposal.pk, state=was).update(**dropped):
        return
    record("proposal.dropped", on=proposal, by=by, at=at, need=proposal.need_id, was=was.value, why=why.value)
    if was is ProposalState.ASKED:
        give_back(proposal, by=by, at=at)
        tell_called_off(proposal, people_of(proposal), by=by, at=at)
    proposal.refresh_from_db()


def fill_up(need: Need, *, by: Actor, at: datetime) -> list[Proposal]:
    """Candidates found for the places that are empty, shown. The need is held by the caller."""
    rows = list(need.proposals.order_by("rank"))
    count = missing(Runner(one.pk, one.rank, one.turn, one.state_now) for one in rows)
    if not count:
        return []
    found = find_candidates(need, count=count, at=at).candidates
    return [show(need, one, by=by, at=at) for one in found]


@transaction.atomic
def show(need: Need, candidate: Candidate, *, by: Actor, at: datetime) -> Proposal:
    """One candidate shown behind those that were; who was dropped before being asked comes back with a new rank."""
    rank = (need.proposals.aggregate(last=Max("rank"))["last"] or 0) + 1
    shown = {
        "state": ProposalState.SHOWN,
        "companion_id": candidate.companion_id,
        "rank": rank,
        "turn": None,
        "points": candidate.points,
        "lines": candidate.stored_lines(),
        "shown_at": at,
        "ended_at": None,
        "dropped_because": "",
    }
    proposal, _ = Proposal.objects.update_or_create(
        need=need, specialist_id=candidate.specialist_id, defaults=shown, create_defaults={**shown, "scope": need.scope}
    )
    record("proposal.shown", on=proposal, by=by, at=at, need=need.pk, rank=rank, points=candidate.points)
    return proposal


@transaction.atomic
def tell_standing(need: Need, *, by: Actor, at: datetime) -> None:
    """The company hears what it can do now: choose, or what else there is when nobody is left.

    Nothing is told while somebody is asked. The need is held by the caller.
    """
    states = set(need.proposals.values_list("state", flat=True))
    if ProposalState.ASKED in states or ProposalState.ACCEPTED in states:
        return
    Need.objects.filter(pk=need.pk).update(told_at=at, reminded_at=None)
    need.refresh_from_db(fields=["told_at", "reminded_at"])
    if ProposalState.SHOWN in states:
        tell_candidates(need, by=by, at=at)
        return
    record("need.nobody", on=need, by=by, at=at, asked=sum(state != ProposalState.DROPPED for state in states))
    tell_nobody(need, by=by, at=at)


def _refuse_decided(need: Need) -> None:
    if need.proposals.filter(state=ProposalState.ACCEPTED).exists():
        raise RuleBrokenError(DECIDED)
