"""Which listings a signed-in person may see."""

from collections.abc import Collection

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.specialists.models import Listing, QualificationProof


def listings_visible_to(user: User, rights: Collection[Right]) -> QuerySet[Listing]:
    """The secretariat sees every listing, a specialist their own, anybody else none."""
    if Right.LISTING_SEE in rights:
        return Listing.objects.all()
    if Right.OWN_SHEET in rights:
        return Listing.objects.filter(specialist__user=user)
    return Listing.objects.none()


def proofs_visible_to(user: User, rights: Collection[Right]) -> QuerySet[QualificationProof]:
    """Who reviews sees every paper that was handed in, a specialist their own, anybody else none."""
    if Right.LISTING_REVIEW in rights:
        return QualificationProof.objects.all()
    if Right.OWN_SHEET in rights:
        return QualificationProof.objects.filter(specialist__user=user)
    return QualificationProof.objects.none()
