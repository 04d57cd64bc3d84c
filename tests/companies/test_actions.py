from dataclasses import replace

import pytest
from django.utils.timezone import now

from tsunagu.accounts.models import Organisation
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.companies.actions import CompanyFacts, open_company
from tsunagu.journal.models import Entry

pytestmark = pytest.mark.django_db
CLERK = Actor("user:1", "見本 花子")
FACTS = CompanyFacts(name="見本商店", name_kana="みほんしょうてん", prefecture="13", industry="retail", employees=0)


def test_a_company_opens_with_its_organisation() -> None:
    at = now()

    company = open_company(FACTS, by=CLERK, at=at)

    organisation = company.organisation
    assert (company.industry, company.employees) == ("retail", 0)
    assert (organisation.kind, organisation.name, organisation.prefecture) == ("company", "見本商店", "13")
    assert list(Entry.objects.order_by("pk").values_list("verb", "at")) == [
        ("organisation.opened", at),
        ("company.opened", at),
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"prefecture": "00"}, "prefecture"),
        ({"industry": "fishing"}, "industry"),
        ({"employees": -1}, "employees"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_beside_its_field(wrong, field) -> None:
    with pytest.raises(RuleBrokenError) as refusal:
        open_company(replace(FACTS, **wrong), by=CLERK, at=now())

    assert (refusal.value.field, Organisation.objects.count()) == (field, 0)
