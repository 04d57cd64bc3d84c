"""Whose events a signed-in person keeps."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from tsunagu.accounts.states import Right
from tsunagu.events.models import AmbassadorRequest, Event, EventAdviser, EventRegistration
from tsunagu.vault.scope import ScopeKind, scope_of


def events_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[Event]:
    """The secretariat keeps all; a coordinator those their partner organises or co-organises."""
    if Right.EVENT_OVERSEE in rights:
        return Event.objects.all()
    if Right.EVENT_KEEP not in rights:
        return Event.objects.none()
    beside = Event.objects.filter(organisers__partner_id__in=organisation_ids).values("pk")
    return Event.objects.filter(Q(partner_id__in=organisation_ids) | Q(pk__in=beside))


def events_held_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[Event]:
    """Those whose consultations one arranges: as kept, but a partner's day is not the secretariat's (need to know)."""
    kept = events_kept_by(rights, organisation_ids)
    return kept.filter(partner=None) if Right.EVENT_OVERSEE in rights else kept


def registrations_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[EventRegistration]:
    """Registrations of the events one keeps."""
    return EventRegistration.objects.filter(event__in=events_kept_by(rights, organisation_ids))


def requests_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[AmbassadorRequest]:
    """Requests for a speaker at the events one keeps."""
    return AmbassadorRequest.objects.filter(event__in=events_kept_by(rights, organisation_ids))


def registrations_of_companies(organisation_ids: Collection[int]) -> QuerySet[EventRegistration]:
    """What members have put on their company's page."""
    return EventRegistration.objects.filter(company_id__in=organisation_ids)


def registrations_of_specialist(user_id: int) -> QuerySet[EventRegistration]:
    """What a specialist registered for, signed in."""
    return EventRegistration.objects.filter(specialist__user_id=user_id)


def advising_of(user_id: int) -> QuerySet[EventAdviser]:
    """What a specialist was asked."""
    return EventAdviser.objects.filter(specialist__user_id=user_id)


def scope_of_event(partner_id: int | None, season_id: int) -> str:
    """The organiser's, or the season's when the secretariat organises."""
    return scope_of(ScopeKind.PARTNER, partner_id) if partner_id else scope_of(ScopeKind.SEASON, season_id)
