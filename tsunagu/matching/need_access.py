"""Who sees a need and its candidates besides who holds its link."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.directory.enquiry_links import sender_digest
from tsunagu.matching.models import Need, Proposal
from tsunagu.matching.states import ProposalState


def needs_of_companies(organisation_ids: Collection[int]) -> QuerySet[Need]:
    """What members have put on their company's page."""
    return Need.objects.filter(company_id__in=organisation_ids)


def needs_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[Need]:
    """A coordinator keeps those of their own partner, the secretariat those without a partner, anybody else none."""
    if Right.NEED_OVERSEE in rights:
        return Need.objects.filter(partner=None)
    if Right.NEED_KEEP in rights:
        return Need.objects.filter(partner_id__in=organisation_ids)
    return Need.objects.none()


def needs_of_partners(rights: Collection[Right]) -> QuerySet[Need]:
    """Those the partners keep, for the secretariat to count; what stands in them is the partner's alone."""
    if Right.NEED_OVERSEE not in rights:
        return Need.objects.none()
    return Need.objects.filter(partner__isnull=False)


def proposals_of_specialist(user: User, rights: Collection[Right]) -> QuerySet[Proposal]:
    """What a specialist was asked, first or to come along: never what was only shown to a company (promises §2)."""
    if Right.OWN_SHEET not in rights:
        return Proposal.objects.none()
    mine = Q(specialist__user=user) | Q(companion__user=user)
    return Proposal.objects.filter(mine, asked_at__isnull=False).exclude(state=ProposalState.SHOWN)


def needs_brought_by(user: User, rights: Collection[Right]) -> QuerySet[Need]:
    """Needs of companies a specialist brought."""
    if Right.OWN_SHEET not in rights:
        return Need.objects.none()
    return Need.objects.filter(brought_by__user=user)


def needs_by_link(key: int) -> QuerySet[Need]:
    """The need whose signed link somebody holds (`need_links.need_of`)."""
    return Need.objects.filter(pk=key)


def needs_awaiting(email: str) -> QuerySet[Need]:
    """Written with an address nobody has proved yet, for who holds the link sent there."""
    return Need.objects.filter(sender_digest=sender_digest(email), proved_at=None, closed_at=None)
