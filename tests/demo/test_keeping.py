"""Asked, noted and hidden listings of the demo were told what they would have been; the first morning goes on there."""

from datetime import UTC, datetime, timedelta

import pytest

from tsunagu.base.actor import SYSTEM
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.freshness import keep_true
from tsunagu.specialists.freshness_queries import case_of, with_letters
from tsunagu.specialists.models import Listing, ListingReminder, PublishedSheet
from tsunagu.specialists.states import HiddenReason, ListingState
from tsunagu.specialists.states import ReminderKind as K

pytestmark = pytest.mark.django_db
SPECIALISTS = 80
MORNING = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)


def kinds_of(listing: Listing) -> list[str]:
    return list(listing.reminders.order_by("written_at").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("state", "reason", "first", "must"),
    [
        (ListingState.UPDATE_REQUESTED, "", [K.ASKED], K.ASKED),
        (ListingState.STALE, "", [K.ASKED, K.BEFORE_NOTE, K.NOTED], K.NOTED),
        (
            ListingState.HIDDEN, HiddenReason.NOT_CONFIRMED,
            [K.ASKED, K.BEFORE_NOTE, K.NOTED, K.BEFORE_HIDING, K.HIDDEN], K.HIDDEN,
        ),
    ],
)  # fmt: skip
def test_whoever_is_asked_noted_or_hidden_was_told_step_by_step(season_at_work, state, reason, first, must) -> None:
    found = list(with_letters(Listing.objects.filter(state=state, hidden_reason=reason)))

    assert len(found) > 1
    assert [kinds_of(one)[: len(first)] for one in found] == [first] * len(found)
    assert all(must in case_of(one).told or must is K.ASKED for one in found)


def test_two_are_hidden_for_silence_and_keep_their_sheets(season_at_work) -> None:
    sheets = PublishedSheet.objects.filter(specialist__listing__hidden_reason=HiddenReason.NOT_CONFIRMED)

    assert [(sheet.is_listed, sheet.is_stale) for sheet in sheets] == [(False, False)] * 2
    assert PublishedSheet.objects.listed().count() == 80


def test_the_first_morning_asks_nobody_anew_who_is_fresh_and_the_next_days_go_on(season_at_work) -> None:
    before = ListingReminder.objects.count()
    fresh = Listing.objects.filter(state=ListingState.PUBLISHED).count()

    keep_true(by=SYSTEM, at=MORNING)

    written = ListingReminder.objects.count() - before
    assert Listing.objects.filter(state=ListingState.PUBLISHED).count() == fresh
    assert written <= 3
    assert Letter.objects.filter(template__startswith="keep_true").count() == written
    for days in range(1, 46):
        keep_true(by=SYSTEM, at=MORNING + timedelta(days=days))
    assert not Listing.objects.filter(state=ListingState.STALE, moved_at__lt=MORNING).exists()
