"""What a step asks: fields in groups. A value is plain JSON; `reading` says how each kind is read and written."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

Choice = tuple[str, str]


class Kind(StrEnum):
    """What can stand in a field, and its value."""

    TEXT = auto()  # str, one line
    LONG = auto()  # str, several lines
    LINES = auto()  # list of str, one a line
    NUMBER = auto()  # int or None
    LEVEL = auto()  # int 0–3; None = not answered, which is not 0
    YES_NO = auto()  # bool or None
    CHECK = auto()  # bool
    CHOICE = auto()  # code or ""
    CHOICES = auto()  # list of codes
    DAY = auto()  # "2026-11-21" or ""
    RISS_NO = auto()  # six digits or ""
    EMAIL = auto()  # str
    PHONE = auto()  # str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question. `most`: letters of a text (or of a line), or the largest number; `lines`: how many at most."""

    key: str
    label: str
    kind: Kind
    help: str = ""
    choices: tuple[Choice, ...] = ()
    least: int = 0
    most: int = 200
    lines: int = 20
    is_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that belong together; `title` "" = no heading."""

    fields: tuple[Field, ...]
    title: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of the application. `why`: one sentence on what it is for."""

    code: str
    title: str
    why: str
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the step, in order."""
        return tuple(self._each())

    def _each(self) -> Iterator[Field]:
        for group in self.groups:
            yield from group.fields
