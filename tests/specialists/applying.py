"""Somebody who has applied, as the actions make them, for the tests of the office's review."""

from dataclasses import replace
from datetime import datetime

from tests.specialists.published import AT, CLERK, CONTENT, registered
from tsunagu.accounts.models import User
from tsunagu.base.actor import SYSTEM
from tsunagu.base.calendar import day_of
from tsunagu.reference.skills import skill_subitems
from tsunagu.seasons.queries import criteria_in_force, current_season
from tsunagu.specialists.actions import enter_specialist, move_listing
from tsunagu.specialists.actions.answers import freeze_answers
from tsunagu.specialists.actions.review import begin_review, check_criterion
from tsunagu.specialists.actions.versions import add_version
from tsunagu.specialists.models import Listing, RegisterEntry, SheetVersion, Specialist
from tsunagu.specialists.states import ListingState

DECLARED = replace(CONTENT, qualifications=(), name="", name_kana="")


def submitted(number: str = "000001", *, user: User | None = None, entry: bool = True, **content) -> Listing:
    """A listing that waits for the office with its first edition and all answers."""
    if entry and not RegisterEntry.objects.filter(riss_no=number).exists():
        registered(number)
    who = enter_specialist(number, f"見本 {number}", "みほん", by=CLERK, at=AT)
    if user:
        Specialist.objects.filter(pk=who.pk).update(user=user)
        who.refresh_from_db()
    send(who, **content)
    return who.listing


def send(who: Specialist, **content) -> SheetVersion:
    """What the specialist's own door does when an application is sent (again)."""
    levels = {code: [3] * len(item.questions) for code, item in skill_subitems().items()}
    made = add_version(who, replace(DECLARED, **content), freeze_answers(who, levels, at=AT), by=SYSTEM, at=AT)
    who.listing.refresh_from_db()
    if not who.listing.is_listed:
        move_listing(who.listing, ListingState.SUBMITTED, by=SYSTEM, at=AT)
    return made


def in_review(number: str = "000001", *, ticked: int | None = None, at: datetime = AT, **facts) -> Listing:
    """The same taken up by the office, with so many criteria met (all unless said)."""
    listing = begin_review(submitted(number, **facts), by=CLERK, at=at)
    for criterion in criteria_in_force(current_season(on=day_of(at)))[:ticked]:
        check_criterion(listing, criterion, is_met=True, by=CLERK, at=at)
    return listing
