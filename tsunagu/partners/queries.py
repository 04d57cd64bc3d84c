"""Reads of partners for screens."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tsunagu.partners.models import Partner
from tsunagu.partners.states import PartnerKind
from tsunagu.reference.listing import prefectures


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """What the service keeps of a partner, in words. `prefecture_code` begins a search there."""

    organisation_id: int
    name: str
    name_kana: str
    prefecture_code: str
    prefecture: str
    kind: PartnerKind


def partner_rows(partners: QuerySet[Partner]) -> list[PartnerRow]:
    """`partners` (access.partners_visible_to) by reading: one query."""
    found = partners.select_related("organisation").order_by("organisation__name_kana", "pk")
    return [
        PartnerRow(
            organisation_id=partner.pk,
            name=partner.organisation.name,
            name_kana=partner.organisation.name_kana,
            prefecture_code=partner.organisation.prefecture,
            prefecture=prefectures()[partner.organisation.prefecture].name,
            kind=PartnerKind(partner.kind),
        )
        for partner in found
    ]
