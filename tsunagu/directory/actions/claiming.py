"""An enquiry written without an account comes to the page of the company that asked (docs/adr/0018)."""

from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.directory.models import Agreement, Appointment, Enquiry, EnquiryMessage, EnquiryTarget
from tsunagu.journal.actions import record
from tsunagu.vault.scope import ScopeKind, scope_of

ALREADY = "この問い合わせは、もう会社のページに入っています。"


@transaction.atomic
def claim_enquiry(enquiry: Enquiry, organisation: int, *, by: Actor, at: datetime) -> Enquiry:
    """Who holds the enquiry's link puts it on their company's page: colleagues read and write there, too. Once.

    `organisation`: a company the person belongs to; the caller has looked. Everything of the enquiry changes its scope.
    """
    scope = scope_of(ScopeKind.COMPANY, organisation)
    of_the_season = Enquiry.objects.filter(pk=enquiry.pk, scope__startswith=f"{ScopeKind.SEASON.value}:")
    if not of_the_season.update(scope=scope):
        raise RuleBrokenError(ALREADY)
    EnquiryTarget.objects.filter(enquiry=enquiry).update(scope=scope)
    for model in (EnquiryMessage, Appointment, Agreement):
        model.objects.filter(target__enquiry=enquiry).update(scope=scope)
    record("talk.claimed", on=enquiry, by=by, at=at, company=organisation)
    enquiry.refresh_from_db()
    return enquiry
