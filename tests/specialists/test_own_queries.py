"""What a specialist reads about themselves, and that nobody reads it about another."""

from datetime import date

import pytest

from tests.doors.people import member
from tests.specialists.listed import BEGUN, listing, register_entry
from tsunagu.accounts.states import RIGHTS_OF, Role
from tsunagu.specialists.access import listings_visible_to
from tsunagu.specialists.own_queries import OwnIntake, OwnListing, OwnRegisterEntry, own_listing
from tsunagu.specialists.states import HiddenReason, ListingState, RegisterStatus

TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


def own_of(user, role: Role = Role.SPECIALIST) -> OwnListing | None:
    return own_listing(listings_visible_to(user, RIGHTS_OF[role]), today=TODAY)


def test_the_own_listing_with_its_month_and_register() -> None:
    user = member(Role.SPECIALIST)
    listing(1)
    listing(2, user=user, load_month=202611, load=2, monthly_cap=2, paused_until=date(2026, 12, 1))
    register_entry(2)

    own = own_of(user)

    assert own == OwnListing(
        riss_no="000002", name="見本 花子", name_kana="みほん はなこ", state=ListingState.PUBLISHED, since=BEGUN,
        reason=None, confirmed_on=date(2026, 10, 1), intake=OwnIntake(2, 2, date(2026, 12, 1)),
        register=OwnRegisterEntry(
            date(2020, 4, 1), date(2027, 3, 31), RegisterStatus.VALID, None, date(2026, 11, 1)
        ),
    )  # fmt: skip
    assert (own.intake.is_full, own.asked_again_on(fresh_days=90)) == (True, date(2026, 12, 30))


def test_last_months_load_and_an_ended_rest_count_no_more() -> None:
    user = member(Role.SPECIALIST)
    listing(2, user=user, load_month=202610, load=2, monthly_cap=2, paused_until=date(2026, 11, 20))

    own = own_of(user)

    assert (own.intake, own.intake.is_full, own.register) == (OwnIntake(0, 2, None), False, None)


def test_a_hidden_listing_says_why_and_asks_nothing() -> None:
    user = member(Role.SPECIALIST)
    listing(2, ListingState.HIDDEN, reason=HiddenReason.EMPLOYER, user=user)

    own = own_of(user)

    assert (own.reason, own.intake, own.is_listed, own.asked_again_on(fresh_days=90)) == (
        HiddenReason.EMPLOYER, None, False, None,
    )  # fmt: skip


def test_who_has_no_listing_sees_none() -> None:
    listing(1)

    assert own_of(member(Role.SPECIALIST)) is None


@pytest.mark.parametrize("role", [Role.COMPANY_MEMBER, Role.COORDINATOR])
def test_other_roles_see_no_listing_not_even_one_that_names_them(role: Role) -> None:
    user = member(role)
    listing(1, user=user)

    assert list(listings_visible_to(user, RIGHTS_OF[role])) == []


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.OFFICE_LEAD])
def test_the_secretariat_sees_every_listing(role: Role) -> None:
    made = [listing(1), listing(2, ListingState.DRAFT)]

    assert list(listings_visible_to(member(role), RIGHTS_OF[role]).order_by("pk")) == made


@pytest.mark.parametrize("count", [1, 3])
def test_two_queries_however_many_there_are(count: int, django_assert_num_queries) -> None:
    user = member(Role.SPECIALIST)
    for number in range(count):
        listing(number, user=None if number else user)
        register_entry(number)

    with django_assert_num_queries(2):
        own = own_of(user)

    assert own.riss_no == "000000"
