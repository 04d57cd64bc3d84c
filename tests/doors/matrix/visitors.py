"""Everybody the matrix walks as."""

from dataclasses import dataclass

from tsunagu.accounts.states import NEEDS_SECOND_FACTOR, RIGHTS_OF, Right, Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at the door. `span`: their membership stands "now" or has "ended"."""

    name: str
    role: Role | None = None
    is_signed_in: bool = True
    has_second_factor: bool = False
    has_proved: bool = False
    span: str = "now"
    is_stopped: bool = False

    @property
    def is_known(self) -> bool:
        """Signed in, and the account works."""
        return self.is_signed_in and not self.is_stopped

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that count now."""
        return frozenset({self.role} if self.role and self.is_known and self.span == "now" else ())

    @property
    def rights(self) -> frozenset[Right]:
        """The rights that count now."""
        return frozenset().union(*(RIGHTS_OF[role] for role in self.roles))

    @property
    def lacks_second_factor(self) -> bool:
        """Has to set it up before anything else."""
        return bool(self.roles & NEEDS_SECOND_FACTOR) and not self.has_second_factor

    @property
    def organisation(self) -> str:
        """The name of their organisation."""
        return f"組織「{self.name}」"


VISITORS = {
    one.name: one
    for one in (
        Visitor("signed out", is_signed_in=False),
        *(Visitor(f"{role} with second factor", role, has_second_factor=True) for role in Role),
        *(Visitor(f"{role} without second factor", role) for role in Role if role is not Role.COMPANY_MEMBER),
        Visitor("lead, proved just now", Role.OFFICE_LEAD, has_second_factor=True, has_proved=True),
        Visitor("company_member without second factor, proved just now", Role.COMPANY_MEMBER, has_proved=True),
        Visitor("no membership"),
        Visitor("lead whose membership ended", Role.OFFICE_LEAD, has_second_factor=True, span="ended"),
        Visitor("lead whose account was stopped", Role.OFFICE_LEAD, has_second_factor=True, is_stopped=True),
    )
}
