"""The one button that brings a listing back, the link to it, and leaving and returning by one's own wish."""

from datetime import timedelta

import pytest

from tests.specialists.published import CLERK, listed
from tests.specialists.silence import CONFIRMED, FIRST, OWNER, day, letters, morning, owned, silent, state, turn
from tsunagu.accounts.models import User
from tsunagu.accounts.terms import TERMS_VERSION
from tsunagu.base.actor import SYSTEM
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.mail.models import Letter
from tsunagu.specialists.actions.freshness import (
    ask_for_confirmation,
    confirm_by_link,
    confirm_sheet,
    hide_by_own_wish,
    return_by_own_wish,
)
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.actions.register import end_unregistered
from tsunagu.specialists.keep_true_letters import LINK_LASTS, token_for
from tsunagu.specialists.models import Listing, ListingReminder, PublishedSheet, RegisterEntry, Specialist
from tsunagu.specialists.states import BACK_BY_ONE_BUTTON, HiddenReason, ListingState, RegisterStatus

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("until", [89, 90, 111, 135])
def test_one_press_brings_back_from_every_step(until: int) -> None:
    specialist = silent(until)
    at = morning(until) + timedelta(hours=1)

    confirm_sheet(specialist, by=OWNER, at=at)

    assert state() == ("published", "", True, False)
    assert Listing.objects.get().confirmed_on == PublishedSheet.objects.get().confirmed_on == day(until)
    assert Entry.objects.filter(verb="listing.confirmed", actor_code="user:9").count() == 1


def test_a_second_press_the_same_day_changes_nothing() -> None:
    specialist = silent(111)

    for _ in range(2):
        confirm_sheet(specialist, by=OWNER, at=morning(111))

    assert Entry.objects.filter(verb="listing.confirmed").count() == 1


@pytest.mark.parametrize("why", [reason for reason in HiddenReason if reason not in BACK_BY_ONE_BUTTON])
def test_who_is_hidden_for_another_reason_is_not_brought_back_by_the_button(why: HiddenReason) -> None:
    specialist = owned()
    move_listing(specialist.listing, ListingState.HIDDEN, by=CLERK, at=FIRST, hidden_reason=why)

    with pytest.raises(RuleBrokenError):
        confirm_sheet(specialist, by=OWNER, at=morning(5))

    assert state() == ("hidden", why.value, False, False)


@pytest.mark.parametrize("to", [ListingState.SUSPENDED, ListingState.EXPIRED, ListingState.WITHDRAWN])
def test_who_was_taken_off_the_list_is_not_brought_back_by_the_button(to: ListingState) -> None:
    specialist = owned()
    move_listing(specialist.listing, to, by=CLERK, at=FIRST)

    with pytest.raises(RuleBrokenError, match="事務局"):
        confirm_sheet(specialist, by=OWNER, at=morning(5))

    assert state() == (to.value, "", False, False)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"status": RegisterStatus.SUSPENDED}, "名称の使用停止"),
        ({"status": RegisterStatus.REVOKED}, "取消し・消除"),
        ({"valid_until": day(134)}, "失効"),
    ],
)
@pytest.mark.parametrize("until", [111, 135])
def test_who_is_no_longer_registered_is_refused_kindly(until: int, entry: dict, said: str) -> None:
    specialist = silent(until)
    before = state()
    RegisterEntry.objects.update(**entry)

    with pytest.raises(RuleBrokenError, match=said):
        confirm_sheet(specialist, by=OWNER, at=morning(136))

    assert state() == before


def test_who_is_no_longer_registered_cannot_come_back_by_any_move() -> None:
    specialist = owned()
    move_listing(specialist.listing, ListingState.SUSPENDED, by=CLERK, at=FIRST)
    RegisterEntry.objects.update(status=RegisterStatus.SUSPENDED)

    with pytest.raises(RuleBrokenError, match="名称の使用停止"):
        move_listing(specialist.listing, ListingState.PUBLISHED, by=CLERK, at=FIRST)

    RegisterEntry.objects.all().delete()
    with pytest.raises(RuleBrokenError, match="登録簿に見つかりません"):
        move_listing(specialist.listing, ListingState.PUBLISHED, by=CLERK, at=FIRST)
    assert state()[0] == "suspended"


def test_a_listing_hidden_for_silence_ends_with_its_registration() -> None:
    silent(135)
    RegisterEntry.objects.update(status=RegisterStatus.REVOKED)

    assert end_unregistered(by=SYSTEM, at=morning(136)) == 1
    assert state()[0] == "expired"


def test_the_link_of_a_letter_works_until_its_end_and_once() -> None:
    specialist = silent(135)
    token = token_for(specialist.listing, at=morning(135))
    late = morning(135) + LINK_LASTS

    confirm_by_link(token, by=OWNER, at=late)
    confirm_by_link(token, by=OWNER, at=late)

    assert (state()[0], Entry.objects.filter(verb="listing.confirmed").count()) == ("published", 1)
    with pytest.raises(RuleBrokenError, match="期限が切れました"):
        confirm_by_link(token, by=OWNER, at=late + timedelta(seconds=1))


def test_a_link_used_up_does_not_keep_a_listing_fresh_for_ever() -> None:
    specialist = silent(90)
    token = token_for(specialist.listing, at=morning(90))
    confirm_by_link(token, by=OWNER, at=morning(91))

    confirm_by_link(token, by=OWNER, at=morning(120))

    assert Listing.objects.get().confirmed_on == day(91)


def test_a_link_to_a_listing_that_is_gone_is_refused() -> None:
    specialist = owned()
    token = token_for(specialist.listing, at=FIRST)
    Listing.objects.all().delete()

    with pytest.raises(RuleBrokenError):
        confirm_by_link(token, by=OWNER, at=FIRST)


def test_the_office_may_ask_any_day_and_only_once() -> None:
    specialist = owned()

    ask_for_confirmation(specialist, by=CLERK, at=morning(10))
    with pytest.raises(RuleBrokenError, match="もうおたずねしています"):
        ask_for_confirmation(specialist, by=CLERK, at=morning(11))

    assert (state()[0], letters()) == ("update_requested", [("keep_true_asked", 10)])
    for days in range(11, 32):
        turn(days)
    assert state()[0] == "stale"


def test_asked_again_on_the_day_of_the_answer_the_days_still_fit() -> None:
    specialist = owned()
    ask_for_confirmation(specialist, by=CLERK, at=morning(10))
    confirm_sheet(specialist, by=OWNER, at=morning(10) + timedelta(hours=1))

    ask_for_confirmation(specialist, by=CLERK, at=morning(10) + timedelta(hours=2))

    assert list(ListingReminder.objects.values_list("kind", "about_on")) == [("asked", day(10)), ("asked", day(11))]


def test_who_cannot_be_told_is_not_asked() -> None:
    specialist = listed("000001")

    with pytest.raises(RuleBrokenError, match="メールアドレス"):
        ask_for_confirmation(specialist, by=CLERK, at=morning(10))

    assert (state()[0], Letter.objects.count()) == ("published", 0)


@pytest.mark.parametrize("until", [89, 90, 111])
def test_an_owner_leaves_and_returns_by_their_own_wish(until: int) -> None:
    specialist = silent(until)

    hide_by_own_wish(specialist, by=OWNER, at=morning(until))
    hidden = state()
    for days in range(until, until + 100):
        turn(days)
    return_by_own_wish(specialist, by=OWNER, at=morning(until + 100))

    assert (hidden, state()) == (("hidden", "own_wish", False, False), ("published", "", True, False))
    assert Listing.objects.get().confirmed_on == day(until + 100)


def test_only_who_left_by_their_own_wish_returns_by_it_and_only_who_is_listed_leaves() -> None:
    specialist = silent(135)

    with pytest.raises(RuleBrokenError):
        return_by_own_wish(specialist, by=OWNER, at=morning(136))
    with pytest.raises(RuleBrokenError, match="いまは載っていない"):
        hide_by_own_wish(specialist, by=OWNER, at=morning(136))

    assert state() == ("hidden", "not_confirmed", False, False)


def test_who_left_and_lost_the_registration_does_not_return() -> None:
    specialist = owned()
    hide_by_own_wish(specialist, by=OWNER, at=morning(5))
    RegisterEntry.objects.update(valid_until=day(5))

    with pytest.raises(RuleBrokenError, match="失効"):
        return_by_own_wish(specialist, by=OWNER, at=morning(6))

    assert state() == ("hidden", "own_wish", False, False)


@pytest.mark.parametrize(("agreed", "is_asked"), [("2020-01", True), (TERMS_VERSION, False), ("", False)])
def test_where_the_terms_changed_the_confirmation_is_also_the_word_on_them(*, agreed: str, is_asked: bool) -> None:
    specialist = owned()
    User.objects.update(terms_version=agreed, terms_agreed_at=FIRST if agreed else None)
    asked = Specialist.objects.get(pk=specialist.pk)

    if is_asked:
        with pytest.raises(RuleBrokenError, match="利用規約が新しくなりました") as refusal:
            confirm_sheet(asked, by=OWNER, at=morning(5))
        assert (refusal.value.field, Listing.objects.get().confirmed_on) == ("terms", CONFIRMED)
        assert User.objects.get().terms_version == agreed
    confirm_sheet(asked, agrees=is_asked, by=OWNER, at=morning(5))

    user = User.objects.get()
    assert (Listing.objects.get().confirmed_on, user.terms_version) == (day(5), TERMS_VERSION if agreed else "")
    assert user.terms_agreed_at == (morning(5) if is_asked else FIRST if agreed else None)


def test_who_comes_back_by_their_own_wish_agrees_too() -> None:
    specialist = owned()
    hide_by_own_wish(specialist, by=OWNER, at=morning(2))
    User.objects.update(terms_version="2020-01", terms_agreed_at=FIRST)
    asked = Specialist.objects.get(pk=specialist.pk)

    with pytest.raises(RuleBrokenError, match="利用規約"):
        return_by_own_wish(asked, by=OWNER, at=morning(5))
    return_by_own_wish(asked, agrees=True, by=OWNER, at=morning(5))

    assert (state()[0], User.objects.get().terms_version) == ("published", TERMS_VERSION)
