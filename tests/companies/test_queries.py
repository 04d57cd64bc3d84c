from datetime import UTC, datetime

import pytest

from tsunagu.base.actor import Actor
from tsunagu.companies.access import companies_visible_to
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.companies.queries import CompanyRow, company_rows

CLERK = Actor("user:1", "見本 花子")
AT = datetime(2026, 11, 21, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def company(name: str):
    facts = CompanyFacts(name=name, name_kana=name, prefecture="13", industry="retail", employees=12)
    return open_company(facts, by=CLERK, at=AT)


@pytest.mark.parametrize("count", [1, 3])
def test_own_companies_in_words_for_one_query(count: int, django_assert_num_queries) -> None:
    company("よその会社")
    own = [company(f"会社{number}") for number in range(count)]

    with django_assert_num_queries(1):
        rows = company_rows(companies_visible_to({one.pk for one in own}))

    assert rows == [
        CompanyRow(one.pk, f"会社{number}", f"会社{number}", "東京都", "小売業", 12) for number, one in enumerate(own)
    ]


def test_who_belongs_nowhere_sees_no_company() -> None:
    company("よその会社")

    assert company_rows(companies_visible_to(frozenset())) == []
