"""A specialist is entered; a listing moves along the table of reference 10 and nowhere else."""

from itertools import product

import pytest

from tests.specialists.published import AT, CLERK
from tests.specialists.published import listed as published
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.specialists.actions import enter_specialist, move_listing
from tsunagu.specialists.models import Listing, PublishedSheet, Specialist
from tsunagu.specialists.states import LISTED, MOVES, HiddenReason, ListingState

pytestmark = pytest.mark.django_db
PAIRS = list(product(ListingState, repeat=2))
ALLOWED = [(was, to) for was, to in PAIRS if to in MOVES[was]]
REFUSED = [(was, to) for was, to in PAIRS if to not in MOVES[was]]


def standing(was: ListingState) -> Listing:
    """A published person whose listing then stands somewhere else."""
    listing = published("000001").listing
    Listing.objects.filter(pk=listing.pk).update(state=was)
    PublishedSheet.objects.update(is_listed=was in LISTED, is_stale=was is ListingState.STALE)
    listing.refresh_from_db()
    return listing


def moves() -> list[dict]:
    return [entry.facts for entry in Entry.objects.filter(verb="listing.moved").order_by("pk")]


def test_a_specialist_enters_with_a_listing_in_draft() -> None:
    entered = enter_specialist("000123", "見本 花子", "みほん はなこ", by=CLERK, at=AT)

    listing = entered.listing
    line = Entry.objects.get()
    assert (entered.riss_no, entered.name, entered.name_kana, entered.user, entered.created_at) == (
        "000123", "見本 花子", "みほん はなこ", None, AT,
    )  # fmt: skip
    assert (listing.state_now, listing.moved_at, listing.is_listed) == (ListingState.DRAFT, AT, False)
    assert (line.verb, line.subject_code, line.actor_code) == ("specialist.entered", str(entered.pk), CLERK.code)


def test_a_number_that_is_taken_is_refused() -> None:
    enter_specialist("000123", "見本 花子", "みほん はなこ", by=CLERK, at=AT)

    with pytest.raises(RuleBrokenError, match="すでに使われています") as refusal:
        enter_specialist("000123", "例示 太郎", "れいじ たろう", by=CLERK, at=AT)

    assert (refusal.value.field, Specialist.objects.count(), Entry.objects.count()) == ("riss_no", 1, 1)


@pytest.mark.parametrize(("was", "to"), ALLOWED, ids=lambda state: state.value)
def test_a_step_of_the_table_is_taken_and_the_sheet_follows(was: ListingState, to: ListingState) -> None:
    listing, before = standing(was), len(moves())
    why = HiddenReason.OWN_WISH if to is ListingState.HIDDEN else None

    moved = move_listing(listing, to, by=CLERK, at=AT, reason="理由", hidden_reason=why)

    sheet = PublishedSheet.objects.get()
    assert (moved.state_now, moved.moved_at, moved.hidden_reason) == (to, AT, why.value if why else "")
    assert (sheet.is_listed, sheet.is_stale) == (to in LISTED, to is ListingState.STALE)
    assert moves()[before:] == [{"was": was.value, "to": to.value}]


@pytest.mark.parametrize(("was", "to"), REFUSED, ids=lambda state: state.value)
def test_a_step_that_is_not_in_the_table_is_refused(was: ListingState, to: ListingState) -> None:
    listing, before = standing(was), len(moves())

    with pytest.raises(RuleBrokenError, match=f"「{was.label}」から「{to.label}」へは進めません。"):
        move_listing(listing, to, by=CLERK, at=AT, hidden_reason=HiddenReason.OWN_WISH)

    assert (Listing.objects.get().state_now, len(moves())) == (was, before)


def test_hiding_needs_a_reason_of_the_list() -> None:
    listing = standing(ListingState.PUBLISHED)

    with pytest.raises(RuleBrokenError, match="理由を選んでください") as refusal:
        move_listing(listing, ListingState.HIDDEN, by=CLERK, at=AT)

    assert (refusal.value.field, Listing.objects.get().state_now) == ("hidden_reason", ListingState.PUBLISHED)


def test_back_on_the_list_the_reason_for_hiding_is_gone() -> None:
    listing = standing(ListingState.PUBLISHED)
    move_listing(listing, ListingState.HIDDEN, by=CLERK, at=AT, hidden_reason=HiddenReason.EMPLOYER)

    move_listing(listing, ListingState.PUBLISHED, by=CLERK, at=AT)

    assert Listing.objects.get().hidden_reason == ""


def test_of_two_clerks_the_second_is_told() -> None:
    first = standing(ListingState.VERIFYING)
    second = Listing.objects.get()
    move_listing(first, ListingState.APPROVED, by=CLERK, at=AT)
    before = len(moves())

    with pytest.raises(RuleBrokenError, match="他の担当者が先に更新しました"):
        move_listing(second, ListingState.REJECTED, by=CLERK, at=AT)

    assert (Listing.objects.get().state_now, len(moves())) == (ListingState.APPROVED, before)


def test_every_state_can_be_reached_and_left() -> None:
    reached = {ListingState.DRAFT}.union(*MOVES.values())

    assert (reached, [state for state in ListingState if not MOVES[state]]) == (set(ListingState), [])
