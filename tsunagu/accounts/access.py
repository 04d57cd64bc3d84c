"""What a signed-in person may do now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from tsunagu.accounts.models import Invitation, Membership, User
from tsunagu.accounts.states import NEEDS_SECOND_FACTOR, RIGHTS_OF, OrganisationKind, Right, Role
from tsunagu.base.actor import VISITOR, Actor
from tsunagu.base.errors import RuleBrokenError


@dataclass(frozen=True, slots=True)
class Hat:
    """What somebody acts as: the roles they have in one organisation, or (organisation None) as a specialist."""

    organisation_id: int | None
    organisation_name: str
    roles: frozenset[Role]

    @property
    def code(self) -> str:
        """What a session keeps of the choice."""
        return str(self.organisation_id or "own")

    @property
    def label(self) -> str:
        """How the switcher names it."""
        roles = "・".join(role.label for role in Role if role in self.roles)
        return f"{self.organisation_name}（{roles}）" if self.organisation_name else roles


@dataclass(frozen=True, slots=True)
class Standing:
    """Roles and rights of one person at one moment, with the organisations they come from.

    `hats`: all that is open to them. `wearing` narrows roles and organisations to one of these; `worn` is its code.
    """

    roles: frozenset[Role]
    organisation_ids: frozenset[int]
    organisation_names: tuple[str, ...]
    hats: tuple[Hat, ...] = ()
    worn: str = ""

    @property
    def rights(self) -> frozenset[Right]:
        """All rights of all roles."""
        return frozenset().union(*(RIGHTS_OF[role] for role in self.roles))

    @property
    def needs_second_factor(self) -> bool:
        """Secretariat and partners never work without one (promises §4), whichever hat they wear."""
        held = self.roles.union(*(hat.roles for hat in self.hats))
        return bool(held & NEEDS_SECOND_FACTOR)

    @property
    def needs_second_factor_for_cases(self) -> bool:
        """A specialist sets it up before their first case (issue 3 §1); everybody else who must has it anyway."""
        return Role.SPECIALIST in self.roles or self.needs_second_factor

    def wearing(self, code: str) -> Standing:
        """Narrowed to one hat: the one with that code, else the first."""
        if not self.hats:
            return self
        hat = next((hat for hat in self.hats if hat.code == code), self.hats[0])
        ids = frozenset() if hat.organisation_id is None else frozenset({hat.organisation_id})
        names = (hat.organisation_name,) if hat.organisation_name else ()
        return replace(self, roles=hat.roles, organisation_ids=ids, organisation_names=names, worn=hat.code)

    def hats_with(self, right: Right) -> tuple[Hat, ...]:
        """Under which hats the person has the right."""
        return tuple(hat for hat in self.hats if any(right in RIGHTS_OF[role] for role in hat.roles))


NOBODY = Standing(frozenset(), frozenset(), ())


def standing_of(user: User, *, at: datetime) -> Standing:
    """The person's open memberships, all together: one query."""
    rows = list(
        Membership.objects.standing_at(at)
        .filter(user=user)
        .order_by("since", "pk")
        .values_list("role", "organisation_id", "organisation__name")
    )
    return Standing(
        roles=frozenset(Role(role) for role, _, _ in rows),
        organisation_ids=frozenset(key for _, key, _ in rows if key is not None),
        organisation_names=tuple(dict.fromkeys(name for _, _, name in rows if name)),
        hats=_hats(rows),
    )


def _hats(rows: Iterable[tuple[str, int | None, str | None]]) -> tuple[Hat, ...]:
    """One per organisation: the secretariat's first, then partners', specialist, companies'; the oldest first."""
    names: dict[int | None, str] = {}
    roles: dict[int | None, set[Role]] = {}
    for role, key, name in rows:
        names[key] = name or ""
        roles.setdefault(key, set()).add(Role(role))
    hats = [Hat(key, names[key], frozenset(held)) for key, held in roles.items()]
    weight = list(Role)
    return tuple(sorted(hats, key=lambda hat: -max(weight.index(role) for role in hat.roles)))


def has_second_factor(user: User) -> bool:
    """An authenticator app or a passkey is set up: one query."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def require_second_factor(user: User) -> None:
    """For actions that give somebody a case, whatever door they come through. RuleBrokenError says what to do."""
    if not has_second_factor(user):
        raise RuleBrokenError("先に、二段階認証を設定してください。「アカウント」のページで設定できます。")


def memberships_endable_by(user: User, standing: Standing, *, at: datetime) -> QuerySet[Membership]:
    """One's own, and those of the organisation whose people one keeps. A specialist's own role ends by the register."""
    standing_now = Membership.objects.standing_at(at).filter(organisation__isnull=False)
    mine = Q(user=user)
    if Right.MEMBERS_KEEP in standing.rights:
        mine |= Q(organisation_id__in=standing.organisation_ids)
    return standing_now.filter(mine).select_related("organisation", "user")


def invitations_kept_by(standing: Standing, *, at: datetime) -> QuerySet[Invitation]:
    """Open ones of the own organisation, and to partners for who invites their first coordinators."""
    if Right.MEMBERS_KEEP not in standing.rights:
        return Invitation.objects.none()
    kept = Q(organisation_id__in=standing.organisation_ids)
    if Role.OFFICE_LEAD in standing.roles:
        kept |= Q(organisation__kind=OrganisationKind.PARTNER, invited_by__memberships__role=Role.OFFICE_LEAD)
    return Invitation.objects.open_at(at).filter(kept).select_related("organisation").distinct()


def actor_of(user: User | None) -> Actor:
    """The person as the journal names them; a visitor when nobody is signed in."""
    if user is None:
        return VISITOR
    return Actor(f"user:{user.pk}", user.name or user.email)
