"""Who reads a consultation, and the addresses of the door they came in by."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from tsunagu.consultations.models import Consultation
from tsunagu.consultations.states import ConflictReason


@dataclass(frozen=True, slots=True)
class Party:
    """`door`: namespace of the routes; `arguments`: what the address begins with; `trail`: the way back.

    `other`: what a conflict is called that is neither employer nor customer. `keeps_event`: may take one back.
    """

    consultation: Consultation
    door: str
    arguments: tuple[str | int, ...]
    trail: tuple[dict[str, str], ...]
    other: ConflictReason
    keeps_event: bool = False

    def address(self) -> str:
        """The page itself."""
        return reverse(f"{self.door}:consultation", args=list(self.arguments))

    def list_address(self) -> str:
        """The list one came from."""
        return self.trail[-1]["url"]
