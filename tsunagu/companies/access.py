"""Whose company data a signed-in person may see."""

from collections.abc import Collection

from django.db.models import QuerySet

from tsunagu.companies.models import Company


def companies_visible_to(organisation_ids: Collection[int]) -> QuerySet[Company]:
    """A member sees the companies they belong to now (accounts.access.Standing)."""
    return Company.objects.filter(organisation_id__in=organisation_ids)
