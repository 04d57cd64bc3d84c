"""Who is asked says yes or no, or lets the time pass; after a no the next is asked by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.silence import count_silence
from tsunagu.journal.actions import record
from tsunagu.matching.actions.asking import ask_next
from tsunagu.matching.actions.holding import ENDED, hold_need
from tsunagu.matching.actions.offering import drop, fill_up, tell_standing
from tsunagu.matching.actions.places import give_back, hold_places
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.need_letters import remind_specialists, tell_called_off, tell_lapsed, tell_next_asked
from tsunagu.matching.states import Dropped, ProposalState, Refusal
from tsunagu.specialists.models import Specialist

ANSWERED_ALREADY = "この依頼には、もう答えています。"
TOO_LATE = "期限が過ぎたため、答えられません。"
WORDS_OF = {
    ProposalState.ACCEPTED: ANSWERED_ALREADY,
    ProposalState.DECLINED: ANSWERED_ALREADY,
    ProposalState.EXPIRED: TOO_LATE,
}


@transaction.atomic
def say_yes(proposal: Proposal, person: Specialist, *, by: Actor, at: datetime) -> bool:
    """One of those asked takes it on; whether now everybody who would come has said so.

    Refuses who is not asked, has answered already, and an ended one.
    """
    hold_asked(proposal)
    field = _answer_of(proposal, person)
    waiting = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.ASKED, **{field: None})
    if not waiting.update(**{field: at}):
        raise RuleBrokenError(ANSWERED_ALREADY)
    proposal.refresh_from_db()
    record("proposal.agreed", on=proposal, by=by, at=at, need=proposal.need_id)
    return bool(proposal.lead_said_yes_at and (proposal.companion_id is None or proposal.companion_said_yes_at))


@transaction.atomic
def mark_accepted(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Everybody who comes has said yes: this pair is decided, the others are passed over and hear nothing.

    Called by `guidance.actions.accept_proposal` in its transaction; the database lets one proposal of a need through.
    """
    need = hold_asked(proposal)
    asked = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.ASKED)
    if not asked.update(state=ProposalState.ACCEPTED, ended_at=at):
        raise RuleBrokenError(ENDED)
    passed = Proposal.objects.filter(need=need, state=ProposalState.SHOWN)
    count = passed.update(state=ProposalState.PASSED, ended_at=at)
    record("proposal.accepted", on=proposal, by=by, at=at, need=need.pk, passed=count)
    proposal.refresh_from_db()
    return proposal


@transaction.atomic
def decline_proposal(
    proposal: Proposal, person: Specialist, refusal: Refusal, words: str = "", *, by: Actor, at: datetime
) -> Proposal:
    """One of those asked cannot: the place in the month is free again, and the next is asked at once.

    Refuses 「そのほか」 without words, and as `say_yes` does.
    """
    if refusal is Refusal.OTHER and not words.strip():
        raise RuleBrokenError("「そのほか」のときは、理由をことばで書いてください。", field="words")
    need = hold_asked(proposal)
    hold_places(need)
    yes = _answer_of(proposal, person)
    asked = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.ASKED)
    told = {"refusal": refusal, "words": words.strip(), "declined_by": person, yes: None}
    if not asked.update(state=ProposalState.DECLINED, ended_at=at, **told):
        raise RuleBrokenError(ENDED)
    proposal.refresh_from_db()
    record("proposal.declined", on=proposal, by=by, at=at, need=need.pk, why=refusal.value)
    others = [one for one in (proposal.specialist, proposal.companion) if one and one.pk != person.pk]
    tell_called_off(proposal, others, by=by, at=at)
    _move_on(need, proposal, by=by, at=at)
    return proposal


@transaction.atomic
def expire_proposal(proposal: Proposal, *, by: Actor, at: datetime) -> bool:
    """The deadline has passed; the next is asked at once. Silence that lasts costs who was silent, not who said yes.

    False: answered or ended meanwhile, or there is still time.
    """
    try:
        need = hold_asked(proposal)
    except RuleBrokenError:
        return False
    hold_places(need)
    late = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.ASKED, deadline_at__lte=at)
    if not late.update(state=ProposalState.EXPIRED, ended_at=at):
        return False
    proposal.refresh_from_db()
    record("proposal.expired", on=proposal, by=by, at=at, need=need.pk)
    silent = silent_ones(proposal)
    for person in silent:
        tell_lapsed(proposal, person, by=by, at=at)
        count_silence(person, by=by, at=at)
    said_yes = [one for one in (proposal.specialist, proposal.companion) if one and one not in silent]
    tell_called_off(proposal, said_yes, by=by, at=at)
    _move_on(need, proposal, by=by, at=at)
    return True


@transaction.atomic
def pass_over(proposal: Proposal, *, by: Actor, at: datetime) -> bool:
    """Who is asked has left the list for good and cannot answer any more: the next is asked. False: ended meanwhile."""
    try:
        need = hold_asked(proposal)
    except RuleBrokenError:
        return False
    hold_places(need)
    drop(proposal, Dropped.LEFT, by=by, at=at)
    _go_on(need, by=by, at=at)
    return True


@transaction.atomic
def remind_proposal(proposal: Proposal, *, by: Actor, at: datetime) -> bool:
    """One reminder to whoever has not said anything. False: reminded, answered or ended already."""
    waiting = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.ASKED, reminded_at=None)
    if not waiting.update(reminded_at=at):
        return False
    record("proposal.reminded", on=proposal, by=by, at=at, need=proposal.need_id)
    remind_specialists(proposal, silent_ones(proposal), by=by, at=at)
    return True


def hold_asked(proposal: Proposal) -> Need:
    """The need's row, with the proposal still asked. Refuses an ended one in words for the specialist."""
    try:
        need = hold_need(proposal.need)
    except RuleBrokenError:
        proposal.refresh_from_db()
        raise RuleBrokenError(WORDS_OF.get(proposal.state_now, ENDED)) from None
    proposal.refresh_from_db()
    if proposal.state_now is not ProposalState.ASKED:
        raise RuleBrokenError(WORDS_OF.get(proposal.state_now, ENDED))
    return need


def silent_ones(proposal: Proposal) -> list[Specialist]:
    """Who of those asked has not said anything."""
    lead = [] if proposal.lead_said_yes_at else [proposal.specialist]
    beside = [] if proposal.companion is None or proposal.companion_said_yes_at else [proposal.companion]
    return [*lead, *beside]


def _answer_of(proposal: Proposal, person: Specialist) -> str:
    """The column of a person's yes. Refuses who is not asked."""
    if person.pk == proposal.specialist_id:
        return "lead_said_yes_at"
    if person.pk == proposal.companion_id:
        return "companion_said_yes_at"
    raise RuleBrokenError(ENDED)


def _move_on(need: Need, ended: Proposal, *, by: Actor, at: datetime) -> None:
    """The places are free again, and the next is asked."""
    give_back(ended, by=by, at=at)
    _go_on(need, by=by, at=at)


def _go_on(need: Need, *, by: Actor, at: datetime) -> None:
    """The next is asked, candidates are filled up, the company hears where it stands."""
    asked = ask_next(need, by=by, at=at)
    fill_up(need, by=by, at=at)
    if asked is None:
        tell_standing(need, by=by, at=at)
    else:
        tell_next_asked(need, asked, by=by, at=at)


@transaction.atomic
def mark_withdrawn(proposal: Proposal, *, by: Actor, at: datetime) -> Need:
    """The engagement ended before it began: the company chooses anew among those passed over and others found.

    Called by `guidance.actions.withdraw_engagement` in its transaction. Refuses what was not accepted.
    """
    need = hold_need(proposal.need)
    accepted = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.ACCEPTED)
    if not accepted.update(state=ProposalState.WITHDRAWN, ended_at=at):
        raise RuleBrokenError(ENDED)
    Proposal.objects.filter(need=need, state=ProposalState.PASSED).update(
        state=ProposalState.SHOWN, ended_at=None, shown_at=at
    )
    proposal.refresh_from_db()
    record("proposal.withdrawn", on=proposal, by=by, at=at, need=need.pk)
    give_back(proposal, by=by, at=at)
    fill_up(need, by=by, at=at)
    tell_standing(need, by=by, at=at)
    return need
