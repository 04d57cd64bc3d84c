"""An enquiry ends: nobody takes it on, who asked withdraws it, the office refuses it, nobody proved the address."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.actions.conversations import call_off
from tsunagu.directory.enquiry_letters import tell_ended, tell_nobody, tell_refused
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.directory.queries.alternatives import alternatives
from tsunagu.directory.states import NEVER_ACCEPTED, ClosedReason, EnquiryState, TargetState
from tsunagu.journal.actions import record
from tsunagu.specialists.actions import release_commitment

OPEN = frozenset({EnquiryState.AWAITING_PROOF, EnquiryState.HELD, EnquiryState.DELIVERED})
STILL = (TargetState.CHOSEN, TargetState.WAITING, TargetState.ACCEPTED)


@transaction.atomic
def close_if_nobody(enquiry: Enquiry, *, by: Actor, at: datetime) -> bool:
    """When everybody asked has answered or let the time pass and nobody takes it on: close it and say so honestly.

    Returns whether it was closed. The caller holds the enquiry's row, so two last answers cannot overlook each other.
    """
    targets = list(enquiry.targets.select_related("specialist").order_by("pk"))
    if not all(target.state_now in NEVER_ACCEPTED for target in targets):
        return False
    if not _close(enquiry, ClosedReason.NOBODY, {EnquiryState.DELIVERED}, by=by, at=at):
        return False
    asked = {target.specialist_id for target in targets}
    others = alternatives(enquiry.need, enquiry.prefecture, without=asked, seed=enquiry.pk, today=day_of(at))
    tell_nobody(enquiry, targets, others, by=by, at=at)
    return True


@transaction.atomic
def withdraw_enquiry(enquiry: Enquiry, *, by: Actor, at: datetime) -> Enquiry:
    """Who asked takes it back: whoever was to answer is told, and the place in their month is free again."""
    if not _close(enquiry, ClosedReason.WITHDRAWN, OPEN, by=by, at=at):
        raise RuleBrokenError("この問い合わせは、もう終わっています。")
    end_targets(enquiry, STILL, by=by, at=at)
    return enquiry


@transaction.atomic
def refuse_enquiry(enquiry: Enquiry, words: str, *, by: Actor, at: datetime) -> Enquiry:
    """The office does not deliver a held enquiry; `words` stand on the visitor's page."""
    if not words.strip():
        raise RuleBrokenError("届けない理由を書いてください。問い合わせた方が読みます。", field="words")
    if not _close(enquiry, ClosedReason.REFUSED, {EnquiryState.HELD}, by=by, at=at, words=words.strip()):
        raise RuleBrokenError("他の担当者が先に決めました。画面を読み直してください。")
    end_targets(enquiry, STILL, by=by, at=at)
    tell_refused(enquiry, by=by, at=at)
    return enquiry


@transaction.atomic
def drop_unproved(enquiry: Enquiry, *, by: Actor, at: datetime) -> bool:
    """Nobody proved the address in time: it is closed, and nobody is mailed. Returns whether it was closed now."""
    if not _close(enquiry, ClosedReason.UNPROVED, {EnquiryState.AWAITING_PROOF}, by=by, at=at):
        return False
    end_targets(enquiry, STILL, by=by, at=at)
    return True


@transaction.atomic
def end_targets(enquiry: Enquiry, states: Collection[TargetState], *, by: Actor, at: datetime) -> None:
    """Whoever stands in one of the states is no longer asked; those it was delivered to are told.

    A meeting still ahead is off at once, and both sides are told where its calendar entry is taken out.
    """
    targets = enquiry.targets.filter(state__in=states).select_related("enquiry", "specialist__user", "commitment")
    for target in targets.order_by("specialist_id"):
        ended = EnquiryTarget.objects.filter(pk=target.pk, state=target.state).update(state=TargetState.ENDED)
        if not (ended and target.delivered_at):
            continue
        call_off(target, by=by, at=at)
        if target.commitment and target.state_now is TargetState.WAITING:
            release_commitment(target.commitment, by=by, at=at)
        tell_ended(target, by=by, at=at)


def _close(
    enquiry: Enquiry,
    why: ClosedReason,
    states: Collection[EnquiryState],
    *,
    by: Actor,
    at: datetime,
    words: str = "",
) -> bool:
    """From one of the states; False when somebody else was first."""
    standing = Enquiry.objects.filter(pk=enquiry.pk, state__in=states)
    if not standing.update(state=EnquiryState.CLOSED, closed_reason=why, closed_at=at, office_words=words):
        return False
    enquiry.refresh_from_db()
    record("enquiry.closed", on=enquiry, by=by, at=at, why=why.value)
    return True
