import pytest
from django.utils.timezone import now

from tsunagu.accounts.models import Organisation
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.models import Entry
from tsunagu.partners.actions import open_partner
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind

pytestmark = pytest.mark.django_db
CLERK = Actor("user:1", "見本 花子")


def test_a_partner_opens_with_its_organisation() -> None:
    at = now()

    partner = open_partner(PartnerKind.CHAMBER, "架空市商工会議所", "かくうし", "27", by=CLERK, at=at)

    organisation = partner.organisation
    assert (partner.kind, organisation.kind, organisation.prefecture) == ("chamber", "partner", "27")
    assert list(Entry.objects.order_by("pk").values_list("verb", "at")) == [
        ("organisation.opened", at),
        ("partner.opened", at),
    ]


def test_an_unknown_prefecture_is_refused() -> None:
    with pytest.raises(RuleBrokenError, match="都道府県") as refusal:
        open_partner(PartnerKind.CHAMBER, "架空市商工会議所", "かくうし", "48", by=CLERK, at=now())

    assert (refusal.value.field, Partner.objects.count(), Organisation.objects.count()) == (
        "prefecture",
        0,
        0,
    )
