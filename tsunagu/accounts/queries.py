"""Reads of people for screens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from tsunagu.accounts.models import Membership
from tsunagu.accounts.states import Role


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
