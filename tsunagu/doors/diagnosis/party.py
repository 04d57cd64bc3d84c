"""Who answers: a company at its own door, or the holder of a registration's link."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Party:
    """`subject`: whose answers are written; `subjects`: whose may be read ("company:3", "registration:5").

    `door`: namespace of the routes; `arguments`: what their addresses begin with; `trail`: the way back.
    """

    subject: str
    subjects: tuple[str, ...]
    scope: str
    organisation: str
    door: str
    arguments: tuple[str | int, ...]
    trail: tuple[dict[str, str], ...]

    def address(self, what: str = "diagnosis", *more: str | int) -> str:
        """The overview ("diagnosis"), a part ("diagnosis_part", 2), a result ("diagnosis_result", key)."""
        return reverse(f"{self.door}:{what}", args=[*self.arguments, *more])
