"""Listings are kept true: asked, noted, hidden, each told before; one press of a button brings them back.

Source: product J2; promises §2 (silence costs: warn, then pause).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from tsunagu.accounts.actions import agree_to_terms
from tsunagu.accounts.terms import TERMS_VERSION, must_agree_anew
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of, days_after
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.specialists.actions.listing import move_listing, require_registered
from tsunagu.specialists.freshness_queries import (
    TermsByDay,
    can_confirm,
    case_of,
    due_numbers,
    has_address,
    is_confirmed_since,
    with_letters,
)
from tsunagu.specialists.freshness_rules import Step, case_day, next_step
from tsunagu.specialists.keep_true_letters import post_letter, read_token
from tsunagu.specialists.models import Listing, ListingReminder, PublishedSheet, Specialist
from tsunagu.specialists.states import HiddenReason, ListingState, ReminderKind

_S, _K = ListingState, ReminderKind
ASKED_ALREADY = "もうおたずねしています。お返事をお待ちください。"
NO_ADDRESS = "メールアドレスがないため、おたずねできません。"
OWN_WISH = "ご本人の希望で非公開になっています。自分の個票のページから、もう一度載せられます。"
NOT_NOW = "いまの状態では、このボタンは使えません。事務局にお問い合わせください。"
NEW_TERMS = "利用規約が新しくなりました。読んで、同意の印を付けてから、もう一度押してください。"
NOT_LISTED = "いまは載っていないため、非公開にできません。"


@dataclass(frozen=True, slots=True)
class KeptTrue:
    """What a round did: letters of each kind, and listings nobody could be told about."""

    letters: dict[ReminderKind, int]
    without_address: int


def keep_true(*, by: Actor, at: datetime, tell: Callable[[int, int], object] = lambda _done, _all: None) -> KeptTrue:
    """The daily round: take the one step due for each listing, each in a transaction of its own.

    May be repeated, and two at once write each letter once. After a standstill nothing is skipped: whoever was not
    warned is warned first and has the full time. `tell` is given how many are done, of how many.
    """
    terms, letters, silent = TermsByDay(), dict.fromkeys(ReminderKind, 0), 0
    numbers = due_numbers(today=day_of(at), terms=terms)
    for done, number in enumerate(numbers):
        tell(done, len(numbers))
        kind = _take_step(number, terms, by=by, at=at)
        if isinstance(kind, ReminderKind):
            letters[kind] += 1
        silent += kind is NOBODY
    return KeptTrue(letters, silent)


NOBODY = object()


@transaction.atomic
def _take_step(number: int, terms: TermsByDay, *, by: Actor, at: datetime) -> object:
    """The kind of the letter written; NOBODY: there is no address; None: somebody else was quicker."""
    listing = held_listing(number)
    case = case_of(listing)
    step = next_step(case, terms.on(case_day(case)), today=day_of(at))
    if step is None:
        return None
    if not has_address(listing):
        return NOBODY
    _take(listing, step, terms, by=by, at=at)
    return step.kind


def held_listing(number: int) -> Listing:
    """The listing as it stands now; whoever else changes it waits for this transaction."""
    Listing.objects.filter(pk=number).update(moved_at=F("moved_at"))
    return with_letters(Listing.objects.filter(pk=number)).get()


def _take(listing: Listing, step: Step, terms: TermsByDay, *, by: Actor, at: datetime) -> None:
    if step.to is not None:
        why = HiddenReason.NOT_CONFIRMED if step.to is _S.HIDDEN else None
        move_listing(listing, step.to, by=by, at=at, reason=step.kind.label, hidden_reason=why)
    about_on = _free_day(listing, step)
    ListingReminder.objects.create(listing=listing, kind=step.kind, about_on=about_on, written_at=at)
    post_letter(step.kind, listing, _day_told(step, about_on, terms), by=by, at=at)


def _free_day(listing: Listing, step: Step) -> date:
    """The step's day; a later one where an earlier round spoke of the same day."""
    taken = {one.about_on for one in listing.reminders.all() if one.kind == step.kind}
    day = step.about_on
    while day in taken:
        day = days_after(day, 1)
    return day


def _day_told(step: Step, about_on: date, terms: TermsByDay) -> date:
    """An ask speaks of the day of the note, the note of the day of hiding, any other letter of its own day."""
    if step.kind in {_K.ASKED, _K.RENEWAL}:
        return days_after(about_on, terms.on(about_on).reply)
    return days_after(about_on, terms.on(about_on).hide) if step.kind is _K.NOTED else about_on


@transaction.atomic
def ask_for_confirmation(specialist: Specialist, *, by: Actor, at: datetime) -> Listing:
    """Ask somebody on the list today, whatever the calendar says. Refuses who is asked already or has no address."""
    listing = held_listing(specialist.listing.pk)
    if listing.state_now is not _S.PUBLISHED:
        raise RuleBrokenError(ASKED_ALREADY if listing.is_listed else NOT_LISTED)
    if not has_address(listing):
        raise RuleBrokenError(NO_ADDRESS)
    _take(listing, Step(_K.ASKED, day_of(at), _S.UPDATE_REQUESTED), TermsByDay(), by=by, at=at)
    return listing


@transaction.atomic
def confirm_sheet(specialist: Specialist, *, agrees: bool = False, by: Actor, at: datetime) -> Listing:
    """「いまも正しい」: asked, noted or hidden for silence → on the list, confirmed today. Again: nothing more.

    `agrees`: to the terms as they stand now; needed where they changed since the owner agreed. Refuses who is hidden
    for another reason, suspended or ended, and whoever is no longer on the register.
    """
    listing = held_listing(specialist.listing.pk)
    if not can_confirm(listing):
        raise RuleBrokenError(OWN_WISH if listing.hidden_reason == HiddenReason.OWN_WISH else NOT_NOW)
    return _confirmed(listing, agrees=agrees, by=by, at=at)


@transaction.atomic
def confirm_by_link(token: str, *, agrees: bool = False, by: Actor, at: datetime) -> Listing:
    """The button of a letter's page; nothing more when the owner confirmed since the letter.

    RuleBrokenError as `confirm_sheet`, and for a wrong or old link.
    """
    number, written_on = read_token(token, at=at)
    listing = Listing.objects.select_related("specialist").filter(pk=number).first()
    if listing is None:
        raise RuleBrokenError(NOT_NOW)
    if is_confirmed_since(listing, written_on):
        return listing
    return confirm_sheet(listing.specialist, agrees=agrees, by=by, at=at)


@transaction.atomic
def hide_by_own_wish(specialist: Specialist, *, by: Actor, at: datetime) -> Listing:
    """The owner takes the sheet off the list. Refuses who is not on it."""
    listing = held_listing(specialist.listing.pk)
    if not listing.is_listed:
        raise RuleBrokenError(NOT_LISTED)
    return move_listing(listing, _S.HIDDEN, by=by, at=at, hidden_reason=HiddenReason.OWN_WISH)


@transaction.atomic
def return_by_own_wish(specialist: Specialist, *, agrees: bool = False, by: Actor, at: datetime) -> Listing:
    """Who hid the sheet puts it back, and says by that that it is true. Refuses who is hidden for another reason."""
    listing = held_listing(specialist.listing.pk)
    if listing.hidden_reason != HiddenReason.OWN_WISH:
        raise RuleBrokenError(NOT_NOW)
    return _confirmed(listing, agrees=agrees, by=by, at=at)


def _confirmed(listing: Listing, *, agrees: bool, by: Actor, at: datetime) -> Listing:
    today, was = day_of(at), listing.state_now
    require_registered(listing.specialist.riss_no, today=today)
    _take_agreement(listing, agrees=agrees, by=by, at=at)
    if was is _S.PUBLISHED and listing.confirmed_on == today:
        return listing
    if was is not _S.PUBLISHED:
        move_listing(listing, _S.PUBLISHED, by=by, at=at)
    Listing.objects.filter(pk=listing.pk).update(confirmed_on=today)
    PublishedSheet.objects.filter(specialist_id=listing.specialist_id).update(confirmed_on=today)
    listing.refresh_from_db()
    record("listing.confirmed", on=listing, by=by, at=at, was=was.value)
    return listing


def _take_agreement(listing: Listing, *, agrees: bool, by: Actor, at: datetime) -> None:
    """Where the terms changed since the owner agreed, the confirmation is also the word on the new ones."""
    owner = listing.specialist.user
    if owner is None or not must_agree_anew(owner.terms_version):
        return
    if not agrees:
        raise RuleBrokenError(NEW_TERMS, field="terms")
    agree_to_terms(owner, TERMS_VERSION, by=by, at=at)
