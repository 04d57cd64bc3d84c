"""The only writers of the partners room."""

from datetime import datetime

from django.db import transaction

from tsunagu.accounts.actions import open_organisation
from tsunagu.accounts.states import OrganisationKind
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.reference.listing import prefectures


@transaction.atomic
def open_partner(kind: PartnerKind, name: str, name_kana: str, prefecture: str, *, by: Actor, at: datetime) -> Partner:
    """A chamber, an industry body or a vendor joins, with its organisation. Refuses an unknown prefecture."""
    if prefecture not in prefectures():
        raise RuleBrokenError("都道府県を選んでください。", field="prefecture")
    organisation = open_organisation(OrganisationKind.PARTNER, name, name_kana, prefecture, by=by, at=at)
    partner = Partner.objects.create(organisation=organisation, kind=kind)
    record("partner.opened", on=partner, by=by, at=at, kind=kind.value)
    return partner
