"""Which listings a signed-in person may see."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.specialists.models import EmployerConsent, Listing, QualificationProof, RegisterEntry, Specialist
from tsunagu.specialists.register_rules import standing_on
from tsunagu.specialists.states import BEFORE_REVIEW, ListingState, RegisterStatus


def listings_visible_to(user: User, rights: Collection[Right]) -> QuerySet[Listing]:
    """The secretariat sees every listing, a specialist their own, anybody else none."""
    if Right.LISTING_SEE in rights:
        return Listing.objects.all()
    if Right.OWN_SHEET in rights:
        return Listing.objects.filter(specialist__user=user)
    return Listing.objects.none()


def has_valid_registration(user: User, *, today: date) -> bool:
    """Whether the register says today that the person's own registration is valid: one query.

    Suspended, revoked and expired people take no cases (promises §4: access ends at once).
    """
    number = Specialist.objects.filter(user=user).values("riss_no")
    entry = RegisterEntry.objects.filter(riss_no__in=number).values_list("status", "valid_until").first()
    if entry is None:
        return False
    return standing_on(RegisterStatus(entry[0]), entry[1], today=today) is RegisterStatus.VALID


def proofs_visible_to(user: User, rights: Collection[Right]) -> QuerySet[QualificationProof]:
    """Who reviews sees every paper that was handed in, a specialist their own, anybody else none."""
    if Right.LISTING_REVIEW in rights:
        return QualificationProof.objects.all()
    if Right.OWN_SHEET in rights:
        return QualificationProof.objects.filter(specialist__user=user)
    return QualificationProof.objects.none()


def consents_visible_to(rights: Collection[Right]) -> QuerySet[EmployerConsent]:
    """Who reviews reads what employers signed once an application was sent; a specialist has the paper already."""
    if Right.LISTING_REVIEW in rights:
        return EmployerConsent.objects.exclude(specialist__listing__state=ListingState.DRAFT)
    return EmployerConsent.objects.none()


def entries_visible_to(rights: Collection[Right]) -> QuerySet[Specialist]:
    """Those the office may write for: entered without a login, before a review. Drafts of others only they see."""
    if Right.LISTING_REVIEW in rights:
        return Specialist.objects.filter(user=None, listing__state__in=BEFORE_REVIEW)
    return Specialist.objects.none()
