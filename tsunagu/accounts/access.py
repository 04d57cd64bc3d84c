"""What a signed-in person may do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import NEEDS_SECOND_FACTOR, RIGHTS_OF, Right, Role
from tsunagu.base.actor import VISITOR, Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """Roles and rights of one person at one moment, with the organisations they come from."""

    roles: frozenset[Role]
    organisation_ids: frozenset[int]
    organisation_names: tuple[str, ...]

    @property
    def rights(self) -> frozenset[Right]:
        """All rights of all roles."""
        return frozenset().union(*(RIGHTS_OF[role] for role in self.roles))

    @property
    def needs_second_factor(self) -> bool:
        """Secretariat and partners never work without one (promises §4)."""
        return bool(self.roles & NEEDS_SECOND_FACTOR)


NOBODY = Standing(frozenset(), frozenset(), ())


def standing_of(user: User, *, at: datetime) -> Standing:
    """The person's open memberships: one query."""
    rows = list(
        Membership.objects.standing_at(at)
        .filter(user=user)
        .values_list("role", "organisation_id", "organisation__name")
    )
    return Standing(
        roles=frozenset(Role(role) for role, _, _ in rows),
        organisation_ids=frozenset(key for _, key, _ in rows if key is not None),
        organisation_names=tuple(dict.fromkeys(name for _, _, name in rows if name)),
    )


def actor_of(user: User | None) -> Actor:
    """The person as the journal names them; a visitor when nobody is signed in."""
    if user is None:
        return VISITOR
    return Actor(f"user:{user.pk}", user.name or user.email)
