"""Which partners' data a signed-in person may see."""

from collections.abc import Collection

from django.db.models import QuerySet

from tsunagu.partners.models import Partner


def partners_visible_to(organisation_ids: Collection[int]) -> QuerySet[Partner]:
    """A coordinator sees the partners they belong to now (accounts.access.Standing)."""
    return Partner.objects.filter(organisation_id__in=organisation_ids)
