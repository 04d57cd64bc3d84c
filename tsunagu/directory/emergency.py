"""エ-1: whom to call first when something is happening. Public contacts come before any specialist."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    """A public office that helps: when to turn to it, its page, and a telephone number where one is published."""

    code: str
    name: str
    when: str
    telephone: str
    telephone_note: str
    url: str

    @property
    def dial(self) -> str:
        """The number as a telephone dials it, for tel: links; "" without one."""
        return self.telephone.replace("#", "%23")


@cache
def _file() -> Any:
    text = resources.files("tsunagu.directory").joinpath("data", "emergency_contacts.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def emergency_contacts() -> tuple[EmergencyContact, ...]:
    """The public contacts, in the order they are shown."""
    return tuple(EmergencyContact(**row) for row in _file()["contacts"])


@cache
def first_steps() -> tuple[str, ...]:
    """What to do before anybody answers."""
    return tuple(_file()["first_steps"])
