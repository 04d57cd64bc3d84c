"""Reads for keeping listings true: cases as the rules see them, who is due, what a link asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from tsunagu.accounts.terms import must_agree_anew
from tsunagu.base.calendar import day_of
from tsunagu.specialists.freshness_rules import Case, Terms, case_day, next_step, silence_ends_on, why_asked
from tsunagu.specialists.keep_true_letters import read_token
from tsunagu.specialists.models import Listing, ListingReminder, Specialist
from tsunagu.specialists.states import BACK_BY_ONE_BUTTON, ListingState, ReminderKind
from tsunagu.upkeep.dated import DatedNumbers

FRESH, REPLY, HIDE, WARN = (
    *("listing.fresh_days", "listing.update_reply_days", "listing.stale_hide_days", "listing.warn_days"),
)
IN_QUESTION = frozenset({ListingState.UPDATE_REQUESTED, ListingState.STALE})


class TermsByDay:
    """The days of the settings as they held when a case began: one query for all."""

    def __init__(self) -> None:
        self._numbers = DatedNumbers.read((FRESH, REPLY, HIDE, WARN))

    def on(self, day: date) -> Terms:
        """For a case that began on this day."""
        fresh, reply, hide, warn = (self._numbers.on(code, day) for code in (FRESH, REPLY, HIDE, WARN))
        return Terms(fresh=fresh, reply=reply, hide=hide, warn=warn)


def with_letters(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    """Listings with their owner and the letters written about them: two queries."""
    letters = ListingReminder.objects.order_by("written_at", "pk")
    return listings.select_related("specialist__user").prefetch_related(Prefetch("reminders", queryset=letters))


def case_of(listing: Listing) -> Case:
    """A listing (of `with_letters`) as the rules see it; letters of earlier states no longer count."""
    told = {ReminderKind(one.kind): one.about_on for one in _since_moved(listing)}
    return Case(state=listing.state_now, since=day_of(listing.moved_at), confirmed_on=listing.confirmed_on, told=told)


def _since_moved(listing: Listing) -> Iterator[ListingReminder]:
    return (one for one in listing.reminders.all() if one.written_at >= listing.moved_at)


def has_address(listing: Listing) -> bool:
    """Whether the owner can be told: somebody the office entered has no account yet, and is moved by nobody."""
    user = listing.specialist.user
    return user is not None and user.is_active


def due_numbers(*, today: date, terms: TermsByDay) -> list[int]:
    """Keys of the listings a step may be due for today, in order; letters decide about those in question."""
    days = Listing.objects.filter(state=ListingState.PUBLISHED).order_by().values_list("confirmed_on").distinct()
    due = [day for (day,) in days if day and why_asked(day, fresh=terms.on(day).fresh, today=today)]
    asked = Listing.objects.filter(Q(confirmed_on__in=due) | Q(confirmed_on=None), state=ListingState.PUBLISHED)
    return sorted([*asked.values_list("pk", flat=True), *_in_question(today=today, terms=terms)])


def _in_question(*, today: date, terms: TermsByDay) -> Iterable[int]:
    found = with_letters(Listing.objects.filter(state__in=IN_QUESTION)).order_by("pk")
    for listing in found.iterator(chunk_size=1000):
        case = case_of(listing)
        if next_step(case, terms.on(case_day(case)), today=today):
            yield listing.pk


@dataclass(frozen=True, slots=True)
class InQuestion:
    """What silence leads to: the note or hiding, and the day it comes at the earliest."""

    is_noted: bool
    on: date


def silence_of(listings: QuerySet[Listing], *, today: date) -> InQuestion | None:
    """What comes for the one of `listings` when its owner says nothing; None while nothing is asked."""
    found = with_letters(listings.filter(state__in=IN_QUESTION)).first()
    if found is None:
        return None
    case = case_of(found)
    day = silence_ends_on(case, TermsByDay().on(case_day(case)), today=today)
    return None if day is None else InQuestion(case.state is ListingState.STALE, day)


@dataclass(frozen=True, slots=True)
class SilenceTold:
    """When somebody was last warned of their silence, and last taken off the list for it; None = never."""

    warned_at: datetime | None
    paused_at: datetime | None


def silence_told(specialist: Specialist) -> SilenceTold:
    """One query."""
    kinds = (ReminderKind.SILENCE_WARNED, ReminderKind.SILENCE_PAUSED)
    told = ListingReminder.objects.filter(listing__specialist=specialist, kind__in=kinds).order_by("written_at")
    last = {ReminderKind(one.kind): one.written_at for one in told}
    return SilenceTold(*(last.get(kind) for kind in kinds))


def owner_of(listings: QuerySet[Listing]) -> Specialist | None:
    """Whose the one of `listings` is (access.listings_visible_to of a specialist)."""
    listing = listings.select_related("specialist").first()
    return listing.specialist if listing else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a letter's link shows. `is_done`: confirmed since; otherwise `can_confirm` or not.

    `has_new_terms`: the terms changed since the owner agreed to them.
    """

    riss_no: str
    name: str
    state: ListingState
    confirmed_on: date | None
    is_listed: bool
    is_done: bool
    can_confirm: bool
    has_new_terms: bool


def asked_by_link(token: str, *, at: datetime) -> Asked | None:
    """What a letter's link asks; None: the listing is gone. RuleBrokenError for a wrong or old link. Reading only."""
    number, written_on = read_token(token, at=at)
    listing = Listing.objects.select_related("specialist__user").filter(pk=number).first()
    if listing is None:
        return None
    return Asked(
        riss_no=listing.specialist.riss_no,
        name=listing.specialist.name,
        state=listing.state_now,
        confirmed_on=listing.confirmed_on,
        is_listed=listing.is_listed,
        is_done=is_confirmed_since(listing, written_on),
        can_confirm=can_confirm(listing),
        has_new_terms=has_new_terms(listing.specialist),
    )


def is_confirmed_since(listing: Listing, day: date) -> bool:
    """Whether the owner has confirmed after a letter of that day: its link has done its work."""
    is_fresh = listing.state_now is ListingState.PUBLISHED
    return is_fresh and listing.confirmed_on is not None and listing.confirmed_on >= day


def can_confirm(listing: Listing) -> bool:
    """On the list, or off it only for silence: not by own wish, not suspended, not ended."""
    return listing.is_listed or listing.hidden_reason in BACK_BY_ONE_BUTTON


def has_new_terms(specialist: Specialist) -> bool:
    """Whether the owner's next confirmation is also their word on changed terms."""
    return specialist.user is not None and must_agree_anew(specialist.user.terms_version)
