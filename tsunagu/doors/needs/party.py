"""Who reads a need as the company: a member at their own door, or the holder of the link."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from tsunagu.companies.models import Company
from tsunagu.matching.models import Need


@dataclass(frozen=True, slots=True)
class Party:
    """`door`: namespace of the routes; `arguments`: what the address begins with; `trail`: the way back.

    `claimer`: the reader's own company, while the need is on nobody's page.
    """

    need: Need
    door: str
    arguments: tuple[str | int, ...]
    trail: tuple[dict[str, str], ...]
    claimer: Company | None = None

    def address(self) -> str:
        """The page itself."""
        return reverse(f"{self.door}:need", args=list(self.arguments))
