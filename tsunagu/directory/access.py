"""Who may see an enquiry besides who holds its link (docs/adr/0018)."""

from collections.abc import Collection

from django.db.models import QuerySet

from tsunagu.accounts.models import User
from tsunagu.accounts.states import Right
from tsunagu.directory.models import Enquiry, EnquiryTarget
from tsunagu.vault.scope import ScopeKind, scope_of


def enquiries_visible_to(rights: Collection[Right]) -> QuerySet[Enquiry]:
    """The secretariat sees every enquiry, anybody else none."""
    return Enquiry.objects.all() if Right.ENQUIRY_SEE in rights else Enquiry.objects.none()


def targets_visible_to(user: User, rights: Collection[Right]) -> QuerySet[EnquiryTarget]:
    """A specialist sees what was delivered to them."""
    if Right.OWN_SHEET not in rights:
        return EnquiryTarget.objects.none()
    return EnquiryTarget.objects.filter(specialist__user=user, delivered_at__isnull=False)


def company_targets_visible_to(organisation_ids: Collection[int]) -> QuerySet[EnquiryTarget]:
    """Members see what their company has put on its page (actions.claiming)."""
    scopes = [scope_of(ScopeKind.COMPANY, number) for number in organisation_ids]
    return EnquiryTarget.objects.filter(scope__in=scopes)
