from datetime import UTC, datetime

import pytest

from tsunagu.base.actor import Actor
from tsunagu.partners.access import partners_visible_to
from tsunagu.partners.actions import open_partner
from tsunagu.partners.queries import PartnerRow, partner_rows
from tsunagu.partners.states import PartnerKind

CLERK = Actor("user:1", "見本 花子")
AT = datetime(2026, 11, 21, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def partner(name: str):
    return open_partner(PartnerKind.CHAMBER, name, name, "27", by=CLERK, at=AT)


@pytest.mark.parametrize("count", [1, 3])
def test_own_partners_in_words_for_one_query(count: int, django_assert_num_queries) -> None:
    partner("よその会議所")
    own = [partner(f"会議所{number}") for number in range(count)]

    with django_assert_num_queries(1):
        rows = partner_rows(partners_visible_to({one.pk for one in own}))

    assert rows == [
        PartnerRow(one.pk, f"会議所{number}", f"会議所{number}", "27", "大阪府", PartnerKind.CHAMBER)
        for number, one in enumerate(own)
    ]


def test_who_belongs_nowhere_sees_no_partner() -> None:
    partner("よその会議所")

    assert partner_rows(partners_visible_to(frozenset())) == []
