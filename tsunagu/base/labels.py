"""Enums whose members carry the words shown on screen."""

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """A text enum with a Japanese `label` per member: `OPEN = "open", "受付中"`. The value is stored for ever."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make the member from its stored value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, for Django fields and forms."""
        return [(member.value, member.label) for member in cls]
