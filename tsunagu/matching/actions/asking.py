"""The company chooses; who is chosen is asked, and after a no the next by itself. One is asked at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.matching.actions.holding import hold_need
from tsunagu.matching.actions.offering import drop, fill_up, tell_standing
from tsunagu.matching.actions.places import KIND, hold_places, take_places
from tsunagu.matching.conflicts import declared_conflicts
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_letters import ask_specialists, tell_asked
from tsunagu.matching.need_rules import Runner, asking_order
from tsunagu.matching.need_settings import deadlines_on
from tsunagu.matching.season_reading import refused_by
from tsunagu.matching.states import Dropped, ProposalState
from tsunagu.specialists.actions import open_commitment
from tsunagu.specialists.models import PublishedSheet

DECIDED = "専門家は、もう決まっています。画面を読み直してください。"
ASKED_ALREADY = "いま、ほかの方に依頼しています。返事を待ってください。"
NOBODY_ASKED = "いま、返事を待っている方はいません。画面を読み直してください。"
GONE = "この方は、いまは候補ではありません。ほかの方を選んでください。"


@transaction.atomic
def ask_candidate(proposal: Proposal, then: Sequence[int] = (), *, by: Actor, at: datetime) -> Proposal | None:
    """The company's choice: the chosen one is asked with a deadline. `then`: keys of the others in the wished order.

    Those it saw and did not order follow by rank; who is added later is asked only when the company chooses again.

    Whose month is full meanwhile is no candidate any more and the next of the company's order is asked; None: nobody
    of them has room, and the company chooses among others. Refuses a second choice while somebody is asked.
    """
    need = hold_need(proposal.need)
    hold_places(need)
    rows = _candidates(need)
    _refuse_if_asked({one.state_now for one in rows})
    shown = {one.pk: one for one in rows if one.state_now is ProposalState.SHOWN}
    if proposal.pk not in shown:
        raise RuleBrokenError(GONE)
    order = list(dict.fromkeys([proposal.pk, *(key for key in then if key in shown)]))
    for turn, key in enumerate(dict.fromkeys([*order, *shown]), start=1):
        Proposal.objects.filter(pk=key).update(turn=turn)
    record("need.chosen", on=need, by=by, at=at, proposal=proposal.pk, ordered=len(order))
    asked = _ask_first(need, (shown[key] for key in order), by=by, at=at)
    if asked is None:
        fill_up(need, by=by, at=at)
        tell_standing(need, by=by, at=at)
    else:
        tell_asked(need, asked, by=by, at=at)
    return asked


@transaction.atomic
def ask_brought(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """The company chose who brought it: asked, and their yes is said. Refuses as `ask_candidate` does.

    A place of the month is taken if there is one; they knew of it themselves, so a full month is no hindrance. Who is
    off the list meanwhile, or has a conflict, is refused.
    """
    need = hold_need(proposal.need)
    _refuse_if_asked({one.state_now for one in _candidates(need)})
    is_listed = PublishedSheet.objects.listed().filter(pk=proposal.specialist_id).exists()
    if not is_listed or proposal.specialist_id in declared_conflicts([need])[need.pk]:
        raise RuleBrokenError(GONE)
    place = open_commitment(proposal.specialist, KIND, f"proposal-{proposal.pk}", by=by, at=at)
    shown = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.SHOWN, lead_said_yes_at__isnull=False)
    answer = deadlines_on(day_of(at)).answer
    if not shown.update(state=ProposalState.ASKED, asked_at=at, deadline_at=at + answer, turn=1, commitment=place):
        raise RuleBrokenError(GONE)
    proposal.refresh_from_db()
    record("proposal.asked", on=proposal, by=by, at=at, need=need.pk, pair=0)
    return proposal


@transaction.atomic
def change_choice(need: Need, *, by: Actor, at: datetime) -> None:
    """The company waits no longer: who is asked hears that it is off, never why, and it chooses anew among the others.

    Nobody is asked by itself until then. Refuses when nobody is asked.
    """
    need = hold_need(need)
    asked = next((one for one in _candidates(need) if one.state_now is ProposalState.ASKED), None)
    if asked is None:
        raise RuleBrokenError(NOBODY_ASKED)
    drop(asked, Dropped.CHANGED, by=by, at=at)
    Proposal.objects.filter(need=need, state=ProposalState.SHOWN).update(turn=None)
    fill_up(need, by=by, at=at)
    Need.objects.filter(pk=need.pk).update(told_at=at, reminded_at=None)
    record("need.choice_changed", on=need, by=by, at=at, proposal=asked.pk)
    if not need.proposals.filter(state=ProposalState.SHOWN).exists():
        tell_standing(need, by=by, at=at)


def ask_next(need: Need, *, by: Actor, at: datetime) -> Proposal | None:
    """After a no: the next in the company's order who has room. The need is held by the caller."""
    rows = _candidates(need)
    by_key = {one.pk: one for one in rows}
    order = asking_order(Runner(one.pk, one.rank, one.turn, one.state_now) for one in rows)
    return _ask_first(need, (by_key[key] for key in order), by=by, at=at)


def _ask(need: Need, proposal: Proposal, *, by: Actor, at: datetime) -> bool:
    """One candidate is asked, if all who would come have room; else it is dropped. The need is held by the caller.

    Who brought the company and is asked only now, after others, says yes again: time has passed.
    """
    places = take_places(proposal, by=by, at=at)
    if places is None:
        drop(proposal, Dropped.NO_ROOM, by=by, at=at)
        return False
    answer = deadlines_on(day_of(at)).answer
    Proposal.objects.filter(pk=proposal.pk, state=ProposalState.SHOWN).update(
        state=ProposalState.ASKED,
        asked_at=at,
        deadline_at=at + answer,
        lead_said_yes_at=None,
        companion_said_yes_at=None,
        commitment=places[proposal.specialist_id],
        companion_commitment=places.get(proposal.companion_id or 0),
    )
    proposal.refresh_from_db()
    record("proposal.asked", on=proposal, by=by, at=at, need=need.pk, pair=int(proposal.companion_id is not None))
    return True


def _ask_first(need: Need, candidates: Iterable[Proposal], *, by: Actor, at: datetime) -> Proposal | None:
    """The first who can be asked; those who cannot are dropped on the way."""
    refused, apart = refused_by(need.proposals.all()), declared_conflicts([need])[need.pk]
    for one in candidates:
        if one.specialist_id in refused or not apart.isdisjoint((one.specialist_id, one.companion_id)):
            drop(one, Dropped.APART, by=by, at=at)
        elif one.companion_id in refused:
            drop(one, Dropped.COMPANION, by=by, at=at)
        elif _ask(need, one, by=by, at=at):
            ask_specialists(one, by=by, at=at)
            return one
    return None


def _refuse_if_asked(states: Collection[ProposalState]) -> None:
    if ProposalState.ACCEPTED in states:
        raise RuleBrokenError(DECIDED)
    if ProposalState.ASKED in states:
        raise RuleBrokenError(ASKED_ALREADY)


def _candidates(need: Need) -> list[Proposal]:
    found = need.proposals.select_related("specialist__user", "companion__user")
    return list(found.order_by("rank"))
