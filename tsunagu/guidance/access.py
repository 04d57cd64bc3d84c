"""Who sees an engagement besides who holds the link of its need."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.guidance.models import Engagement
from tsunagu.matching.models import Need
from tsunagu.matching.need_access import needs_kept_by


def engagements_of_companies(organisation_ids: Collection[int]) -> QuerySet[Engagement]:
    """Members see those of their company."""
    return Engagement.objects.filter(company_id__in=organisation_ids)


def engagements_of_specialist(user: User, rights: Collection[Right]) -> QuerySet[Engagement]:
    """A specialist sees those they guide or come along to."""
    if Right.OWN_SHEET not in rights:
        return Engagement.objects.none()
    return Engagement.objects.filter(Q(specialist__user=user) | Q(companion__user=user))


def engagements_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[Engagement]:
    """Those of the needs one keeps."""
    return Engagement.objects.filter(need__in=needs_kept_by(rights, organisation_ids))


def engagements_of_need(need: Need) -> QuerySet[Engagement]:
    """Who may see a need sees what came of it."""
    return Engagement.objects.filter(need=need)
