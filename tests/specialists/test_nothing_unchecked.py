"""Nobody gets on the list under a number the office has not compared with the register, whatever the owner does."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.specialists.applicants import SELF, WANTED, filled, person, whole
from tests.specialists.published import AT, CLERK, registered
from tsunagu.base.errors import RuleBrokenError
from tsunagu.seasons.queries import criteria_in_force, current_season
from tsunagu.specialists.actions.drafts import save_steps, submit_application, withdraw_application
from tsunagu.specialists.actions.freshness import confirm_sheet, hide_by_own_wish, return_by_own_wish
from tsunagu.specialists.actions.review import approve, begin_review, check_criterion, return_with_questions
from tsunagu.specialists.actions.versions import edit_sheet
from tsunagu.specialists.models import CriterionCheck, Draft, Listing, PublishedSheet, Specialist
from tsunagu.specialists.states import LISTED, MOVES, ListingState

OWN: dict[str, Callable[[Specialist], object]] = {
    "send": lambda who: submit_application(who, by=SELF, at=AT),
    "take back": lambda who: withdraw_application(who, by=SELF, at=AT),
    "confirm": lambda who: confirm_sheet(who, by=SELF, at=AT),
    "hide": lambda who: hide_by_own_wish(who, by=SELF, at=AT),
    "return": lambda who: return_by_own_wish(who, by=SELF, at=AT),
    "edit": lambda who: edit_sheet(who, WANTED, by=SELF, at=AT),
}


def reachable(without: ListingState) -> set[ListingState]:
    """States a draft can come to when nobody ever enters one of them."""
    found, ahead = set(), [ListingState.DRAFT]
    while ahead:
        state = ahead.pop()
        found.add(state)
        ahead += [to for to in MOVES[state] if to not in found and to is not without]
    return found


def test_every_way_onto_the_list_leads_through_the_offices_approval() -> None:
    assert reachable(ListingState.APPROVED) & LISTED == set()
    assert reachable(ListingState.VERIFYING) & LISTED == set()


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(turns=st.lists(st.sampled_from(sorted(OWN)), max_size=8))
def test_whatever_the_owner_presses_nothing_becomes_public(turns: list[str]) -> None:
    who = _somebody()

    for turn in turns:
        with suppress(RuleBrokenError):
            OWN[turn](Specialist.objects.get(pk=who.pk))

    listing = Listing.objects.get(specialist=who)
    assert (listing.state_now in LISTED, PublishedSheet.objects.filter(specialist=who).count()) == (False, 0)


def _somebody() -> Specialist:
    """A whole application; each example of the property has one of its own."""
    number = f"{Specialist.objects.count() + 1:06}"
    registered(number)
    return filled(
        number,
        user=person(f"{number}@people.example"),
        content=replace(WANTED, contact=replace(WANTED.contact, email="")),
    )


def returned(number: str = "000001") -> Listing:
    """Every criterion is ticked, and a question sent the application back."""
    registered(number)
    listing = submit_application(filled(number), by=SELF, at=AT).specialist.listing
    begin_review(listing, by=CLERK, at=AT)
    for criterion in criteria_in_force(current_season(on=AT.date())):
        check_criterion(listing, criterion, is_met=True, by=CLERK, at=AT)
    return return_with_questions(listing, "写真を確かめてください。", by=CLERK, at=AT)


def rewrite(listing: Listing, **basics: str) -> Listing:
    """The owner changes the first step and sends the application again; the office takes it up."""
    draft = Draft.objects.get()
    values = whole()["basics"] | basics
    save_steps(draft, {"basics": values}, seen=draft.seen, by=SELF, at=AT)
    submit_application(Specialist.objects.get(), by=SELF, at=AT)
    listing.refresh_from_db()
    return begin_review(listing, by=CLERK, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("changed", [{"riss_no": "000002"}, {"name": "別の 名前"}])
def test_with_another_number_or_name_every_criterion_is_looked_at_anew(changed: dict[str, str]) -> None:
    listing = returned()
    registered("000002")

    listing = rewrite(listing, **changed)

    assert CriterionCheck.objects.count() == 0
    with pytest.raises(RuleBrokenError, match="基準が"):
        approve(Listing.objects.select_related("specialist").get(pk=listing.pk), by=CLERK, at=AT)


@pytest.mark.django_db
def test_with_the_same_number_and_name_the_ticks_stay() -> None:
    listing = returned()
    before = CriterionCheck.objects.count()

    listing = rewrite(listing)

    assert (CriterionCheck.objects.count(), before > 0) == (before, True)
    assert approve(Listing.objects.select_related("specialist").get(pk=listing.pk), by=CLERK, at=AT).is_listed is True
