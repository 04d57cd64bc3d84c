"""Whose company data a signed-in person may see."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from tsunagu.accounts.models import User
from tsunagu.companies.models import CareGrant, Company


def companies_visible_to(organisation_ids: Collection[int]) -> QuerySet[Company]:
    """A member sees the companies they belong to now (accounts.access.Standing)."""
    return Company.objects.filter(organisation_id__in=organisation_ids)


def companies_in_care_of(user: User, *, at: datetime) -> QuerySet[Company]:
    """Companies whose papers somebody may read now, because of a matter that has not ended (promises §4)."""
    standing = CareGrant.objects.filter(Q(until=None) | Q(until__gt=at), user=user, since__lte=at, ended_at=None)
    return Company.objects.filter(pk__in=standing.values("company"))
