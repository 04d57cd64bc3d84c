from datetime import UTC, datetime, timedelta

import pytest

from tests.doors.people import BEGUN, member
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.queries import ColleagueRow, colleagues
from tsunagu.accounts.states import Role

AT = datetime(2026, 11, 21, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def join(place, name: str, *, until: datetime | None = None) -> None:
    user = User.objects.create_user(f"{name}@people.example", name=name)
    Membership.objects.create(
        user=user, organisation=place, role=Role.COMPANY_MEMBER, since=BEGUN + timedelta(days=1), until=until
    )


@pytest.mark.parametrize("count", [1, 3])
def test_colleagues_of_now_longest_first_for_one_query(count: int, django_assert_num_queries) -> None:
    user = member(Role.COMPANY_MEMBER)
    place = user.memberships.get().organisation
    for number in range(count):
        join(place, f"n{number}")
    join(place, "gone", until=AT)

    with django_assert_num_queries(1):
        rows = colleagues({place.pk}, at=AT)

    assert [row.name for row in rows] == [user.name, *(f"n{number}" for number in range(count))]
    assert rows[0] == ColleagueRow(place.pk, user.name, Role.COMPANY_MEMBER)


def test_nobody_of_another_organisation_is_named() -> None:
    member(Role.COMPANY_MEMBER)

    assert colleagues(frozenset(), at=AT) == []
