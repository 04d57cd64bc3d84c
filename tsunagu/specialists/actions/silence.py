"""Whoever leaves what they are asked without an answer is warned, then off the list until one press of a button.

Source: promises §1 and §2 (silence costs: warn, then pause). The rooms above count; here it is told and done.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.journal.actions import record
from tsunagu.specialists.actions.freshness import held_listing
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.freshness_queries import has_address
from tsunagu.specialists.keep_true_letters import post_letter
from tsunagu.specialists.models import Listing, ListingReminder, Specialist
from tsunagu.specialists.states import HiddenReason, ListingState, ReminderKind


@transaction.atomic
def warn_of_silence(specialist: Specialist, *, by: Actor, at: datetime) -> bool:
    """A letter: what was asked ran out unanswered, and what comes next. False: not on the list, or no address."""
    listing = _told_of(specialist)
    if listing is None or not _once(listing, ReminderKind.SILENCE_WARNED, at=at):
        return False
    record("listing.silence_warned", on=listing, by=by, at=at)
    post_letter(ReminderKind.SILENCE_WARNED, listing, day_of(at), by=by, at=at)
    return True


@transaction.atomic
def pause_for_silence(specialist: Specialist, *, by: Actor, at: datetime) -> bool:
    """Off the list; the letter's button brings the owner back. False: not on the list, or no address."""
    listing = _told_of(specialist)
    if listing is None or not _once(listing, ReminderKind.SILENCE_PAUSED, at=at):
        return False
    kind = ReminderKind.SILENCE_PAUSED
    move_listing(listing, ListingState.HIDDEN, by=by, at=at, reason=kind.label, hidden_reason=HiddenReason.SILENT)
    post_letter(kind, listing, day_of(at), by=by, at=at)
    return True


def _told_of(specialist: Specialist) -> Listing | None:
    """The listing, held; None: nobody can be told, or there is nothing to take."""
    listing = held_listing(specialist.listing.pk)
    return listing if listing.is_listed and has_address(listing) else None


def _once(listing: Listing, kind: ReminderKind, *, at: datetime) -> bool:
    """One letter of a kind a day."""
    told = {"written_at": at}
    return ListingReminder.objects.get_or_create(listing=listing, kind=kind, about_on=day_of(at), defaults=told)[1]
