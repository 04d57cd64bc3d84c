"""Who may see a consultation or a case besides who holds the link of its registration or client."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Right, Role
from tsunagu.base.calendar import day_of
from tsunagu.consultations.models import CaseCandidate, CaseFile, CaseSharing, Consultation, DeskShift, PoolMember
from tsunagu.consultations.states import CANDIDATES_TOLD, POOL_LIVE, SHIFTS_TAKEN, CaseState, ConsultationState
from tsunagu.events.access import events_kept_by
from tsunagu.events.models import EventRegistration
from tsunagu.upkeep.queries import setting_number


def consultations_of_specialist(user: User, rights: Collection[Right], *, at: datetime) -> QuerySet[Consultation]:
    """A specialist sees their own until some days after the event; what was taken back, no longer (promises §4)."""
    return ever_planned_of_specialist(user, rights, at=at).exclude(state=ConsultationState.CANCELLED)


def ever_planned_of_specialist(user: User, rights: Collection[Right], *, at: datetime) -> QuerySet[Consultation]:
    """The same with what was taken back, of which only when and that it was is told."""
    if Right.OWN_SHEET not in rights:
        return Consultation.objects.none()
    ends = at - timedelta(days=setting_number("consultation.read_days", on=day_of(at)))
    return Consultation.objects.filter(specialist__user=user, event__ends_at__gte=ends)


def consultations_of_organiser(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[Consultation]:
    """A coordinator sees those of events their own organisation holds, alone or with others."""
    if Right.EVENT_KEEP not in rights:
        return Consultation.objects.none()
    return Consultation.objects.filter(event__in=events_kept_by(rights, organisation_ids))


def consultations_of_secretariat(rights: Collection[Right]) -> QuerySet[Consultation]:
    """The secretariat sees those of events it holds itself; a partner's cases are the partner's."""
    if Right.EVENT_OVERSEE not in rights:
        return Consultation.objects.none()
    return Consultation.objects.filter(event__partner=None)


def consultations_of_company(organisation_ids: Collection[int]) -> QuerySet[Consultation]:
    """Members see those of registrations their company has put on its page."""
    return Consultation.objects.filter(registration__company_id__in=organisation_ids)


def consultations_of_registration(registration: EventRegistration) -> QuerySet[Consultation]:
    """Who holds the link of a registration sees its consultations."""
    return Consultation.objects.filter(registration=registration)


def registrations_of_company(organisation_ids: Collection[int]) -> list[int]:
    """Registrations that members have put on their company's page: their answers belong there too. One query."""
    found = EventRegistration.objects.filter(company_id__in=organisation_ids)
    return list(found.order_by("pk").values_list("pk", flat=True))


def cases_kept_by(user: User, rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[CaseFile]:
    """A coordinator sees the cases they keep for a partner they belong to now; a colleague's never (issue 5 §2)."""
    if Right.CASE_KEEP not in rights:
        return CaseFile.objects.none()
    return CaseFile.objects.filter(keeper=user, partner_id__in=organisation_ids)


def cases_without_keeper(
    rights: Collection[Right], organisation_ids: Collection[int], *, at: datetime
) -> QuerySet[CaseFile]:
    """担当者がいない案件: open, of the own partner, its keeper gone: colleagues may take them over."""
    if Right.CASE_KEEP not in rights:
        return CaseFile.objects.none()
    still = Membership.objects.standing_at(at).filter(
        user=OuterRef("keeper"), organisation=OuterRef("partner"), role=Role.COORDINATOR, user__is_active=True
    )
    return CaseFile.objects.filter(~Exists(still), partner_id__in=organisation_ids, state=CaseState.OPEN)


def candidacies_of_specialist(user: User, rights: Collection[Right]) -> QuerySet[CaseCandidate]:
    """A specialist sees a case from being asked until it ends, they decline, are dropped, or the client objects."""
    if Right.OWN_SHEET not in rights:
        return CaseCandidate.objects.none()
    told = CaseSharing.objects.filter(candidate=OuterRef("pk"), stopped_at=None)
    asked = Q(state__in=CANDIDATES_TOLD, case__state=CaseState.OPEN)
    return CaseCandidate.objects.filter(asked, Exists(told), specialist__user=user)


def cases_of_company(organisation_ids: Collection[int]) -> QuerySet[CaseFile]:
    """Members see, as the client does by its link, the cases put on their company's page."""
    return CaseFile.objects.filter(company_id__in=organisation_ids)


def shifts_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[DeskShift]:
    """The rota is the partner's: every coordinator of it keeps it."""
    if Right.CASE_KEEP not in rights:
        return DeskShift.objects.none()
    return DeskShift.objects.filter(partner_id__in=organisation_ids)


def pool_kept_by(rights: Collection[Right], organisation_ids: Collection[int]) -> QuerySet[PoolMember]:
    """So is the dispatch pool."""
    if Right.CASE_KEEP not in rights:
        return PoolMember.objects.none()
    return PoolMember.objects.filter(partner_id__in=organisation_ids)


def shifts_of_specialist(user: User, rights: Collection[Right], *, at: datetime) -> QuerySet[DeskShift]:
    """A specialist sees the shifts they were asked for or have, until they end."""
    if Right.OWN_SHEET not in rights:
        return DeskShift.objects.none()
    return DeskShift.objects.filter(specialist__user=user, state__in=SHIFTS_TAKEN, ends_at__gt=at)


def pools_of_specialist(user: User, rights: Collection[Right]) -> QuerySet[PoolMember]:
    """A specialist sees the pools that ask for them or have them."""
    if Right.OWN_SHEET not in rights:
        return PoolMember.objects.none()
    return PoolMember.objects.filter(specialist__user=user, state__in=POOL_LIVE)
