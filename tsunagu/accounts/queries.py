"""Reads of people for screens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from tsunagu.accounts.models import Invitation, Membership, Organisation, User
from tsunagu.accounts.states import KIND_OF_ROLE, MAY_INVITE, OrganisationKind, Role
from tsunagu.accounts.tokens import hash_of


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """Somebody who belongs to an organisation now."""

    organisation_id: int
    name: str
    role: Role


def colleagues(organisation_ids: Collection[int], *, at: datetime) -> list[ColleagueRow]:
    """Everybody who belongs to the organisations at that moment, longest first: one query."""
    rows = Membership.objects.standing_at(at).filter(organisation_id__in=organisation_ids)
    told = rows.order_by("since", "pk").values_list("organisation_id", "user__name", "user__email", "role")
    return [ColleagueRow(key, name or email, Role(role)) for key, name, email, role in told if key is not None]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody of an organisation, for those who keep its people."""

    membership_id: int
    user_id: int
    name: str
    email: str
    role: Role
    since: datetime


def members_of(organisation_id: int, *, at: datetime) -> list[MemberRow]:
    """Everybody who belongs to the organisation at that moment, longest first: one query."""
    rows = Membership.objects.standing_at(at).filter(organisation_id=organisation_id).select_related("user")
    return [
        MemberRow(row.pk, row.user_id, row.user.name, row.user.email, Role(row.role), row.since)
        for row in rows.order_by("since", "pk")
    ]


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that waits for its answer."""

    id: int
    email: str
    role: Role
    organisation_name: str
    until: datetime


def invitation_rows(invitations: QuerySet[Invitation]) -> list[InvitationRow]:
    """`invitations` (access.invitations_kept_by), newest first: one query."""
    return [
        InvitationRow(row.pk, row.email, Role(row.role), row.organisation.name, row.until)
        for row in invitations.order_by("-made_at", "-pk")
    ]


@dataclass(frozen=True, slots=True)
class Seat:
    """A role in an organisation somebody may be invited to."""

    organisation: Organisation
    role: Role

    @property
    def code(self) -> str:
        """What the form sends."""
        return f"{self.role.value}:{self.organisation.pk}"


def seats_to_offer(organisation_id: int, roles: Collection[Role]) -> list[Seat]:
    """Where somebody with these roles in that organisation may invite to: the own one; the lead also to partners."""
    offered = [role for role in Role if any(role in MAY_INVITE.get(own, ()) for own in roles)]
    own = Organisation.objects.get(pk=organisation_id)
    seats = [Seat(own, role) for role in offered if KIND_OF_ROLE[role] == own.kind]
    if Role.COORDINATOR in offered and own.kind == OrganisationKind.SECRETARIAT:
        partners = Organisation.objects.filter(kind=OrganisationKind.PARTNER).order_by("name_kana", "pk")
        seats += [Seat(partner, Role.COORDINATOR) for partner in partners]
    return seats


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """What the person with the link sees. `has_account`: the address belongs to an account already."""

    email: str
    organisation_name: str
    role: Role
    has_account: bool


def invitation_of(token: str, *, at: datetime) -> InvitationPage | None:
    """The open invitation of a link; None: wrong, used, withdrawn or past its end."""
    found = Invitation.objects.open_at(at).filter(token_hash=hash_of(token)).select_related("organisation").first()
    if found is None:
        return None
    has_account = User.objects.filter(email=found.email).exists()
    return InvitationPage(found.email, found.organisation.name, Role(found.role), has_account)


def has_proved(user: User, email: str) -> bool:
    """Whether the address is one of the person's own, proved."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def organisation_by_id(pk: int) -> Organisation:
    """One organisation, whose number comes from somebody's standing."""
    return Organisation.objects.get(pk=pk)


def user_of(pk: int) -> User | None:
    """One person by the number a list of colleagues gave; who may be chosen the action decides."""
    return User.objects.filter(pk=pk, is_active=True).first()
