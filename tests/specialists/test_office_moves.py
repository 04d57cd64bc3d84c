"""Listings stopped, hidden, brought back and ended by the office, with a reason."""

from datetime import date

import pytest

from tests.doors.people import member
from tests.specialists.applying import in_review, send
from tests.specialists.listed import listing
from tests.specialists.published import AT, CLERK, listed
from tsunagu.accounts.states import Role
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.office_moves import move_by_office
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, SheetVersion, Specialist
from tsunagu.specialists.states import HiddenReason, ListingState, VersionState, office_moves

pytestmark = pytest.mark.django_db
_S = ListingState


def move(who: Listing, to: ListingState, reason: str = "苦情", **more) -> Listing:
    return move_by_office(who, to, reason, by=CLERK, at=AT, **more)


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        (_S.DRAFT, (_S.WITHDRAWN,)),
        (_S.VERIFYING, (_S.WITHDRAWN,)),
        (_S.PUBLISHED, (_S.HIDDEN, _S.SUSPENDED, _S.WITHDRAWN)),
        (_S.STALE, (_S.HIDDEN, _S.SUSPENDED, _S.WITHDRAWN)),
        (_S.HIDDEN, (_S.PUBLISHED, _S.SUSPENDED, _S.WITHDRAWN)),
        (_S.SUSPENDED, (_S.PUBLISHED, _S.WITHDRAWN)),
        (_S.WITHDRAWN, ()),
    ],
)
def test_what_the_office_may_do_from_where(state: ListingState, moves: tuple[ListingState, ...]) -> None:
    assert office_moves(state) == moves


def test_a_stopped_listing_leaves_the_list_and_comes_back() -> None:
    who = listed("000001").listing

    move(who, _S.SUSPENDED)
    off = PublishedSheet.objects.get().is_listed
    move(who, _S.PUBLISHED, "調べた結果、問題なし")

    assert (off, PublishedSheet.objects.get().is_listed, who.state) == (False, True, _S.PUBLISHED)
    told = Entry.objects.filter(verb="listing.moved").order_by("-pk").values_list("reason", "facts__to")[:2]
    assert list(told) == [("調べた結果、問題なし", "published"), ("苦情", "suspended")]


def test_hiding_says_why_in_the_published_words() -> None:
    who = move(listed("000001").listing, _S.HIDDEN, hidden_reason=HiddenReason.EMPLOYER)

    assert (who.state, who.hidden_reason) == (_S.HIDDEN, HiddenReason.EMPLOYER)


@pytest.mark.parametrize(
    ("to", "reason", "field"),
    [
        (_S.APPROVED, "x", "to"),
        (_S.PUBLISHED, "x", "to"),
        (_S.SUSPENDED, " ", "reason"),
        (_S.SUSPENDED, "あ" * 301, "reason"),
        (_S.HIDDEN, "x", "hidden_reason"),
    ],
)
def test_what_is_no_move_or_lacks_a_reason_is_refused(to: ListingState, reason: str, field: str) -> None:
    who = listed("000001").listing

    with pytest.raises(RuleBrokenError) as refusal:
        move(who, to, reason)

    assert (refusal.value.field, Listing.objects.get().state) == (field, _S.PUBLISHED)


def test_nobody_struck_off_is_brought_back() -> None:
    who = move(listed("000001").listing, _S.SUSPENDED)
    RegisterEntry.objects.update(valid_until=date(2026, 11, 20))

    with pytest.raises(RuleBrokenError):
        move(who, _S.PUBLISHED)

    assert (Listing.objects.get().state, PublishedSheet.objects.get().is_listed) == (_S.SUSPENDED, False)


def test_what_was_never_published_does_not_come_back() -> None:
    with pytest.raises(RuleBrokenError, match="まだ一度も公開していません"):
        move(listing(1, _S.HIDDEN), _S.PUBLISHED)


def test_ending_an_application_takes_its_edition_out_of_the_queue() -> None:
    who = move(in_review(), _S.WITHDRAWN, "ご本人の電話")

    assert (who.state, SheetVersion.objects.get().state) == (_S.WITHDRAWN, VersionState.RETURNED)


def test_a_waiting_change_stays_when_the_listing_is_only_stopped() -> None:
    who = listed("000001").listing
    send(who.specialist, organisation="新しい事務所")

    move(who, _S.SUSPENDED)

    assert list(SheetVersion.objects.values_list("state", flat=True)) == [VersionState.SUBMITTED]


def test_the_specialist_is_told_the_state_and_not_the_reason() -> None:
    who = listed("000001")
    Specialist.objects.filter(pk=who.pk).update(user=member(Role.SPECIALIST))

    move(Listing.objects.get(), _S.SUSPENDED, "苦情の内容")

    body = Letter.objects.get().body
    assert ("いまの状態：停止" in body, "苦情" in body) == (True, False)
