"""The room of the timetable hears that two are to be kept apart: in the same transaction, before they are.

It says so in `AppConfig.ready`: `register_parting("timetable", part)`; what the function raises undoes the whole
action.
"""

from datetime import datetime
from typing import Protocol

from tsunagu.base.actor import Actor
from tsunagu.events.models import EventRegistration


class Parting(Protocol):
    def __call__(self, registration: EventRegistration, specialist_id: int, *, by: Actor, at: datetime) -> object: ...


_partings: dict[str, Parting] = {}


def register_parting(name: str, function: Parting) -> None:
    """Have `function` called when a conflict is declared; ValueError when the name is taken by another."""
    if _partings.setdefault(name, function) is not function:
        raise ValueError(f"The parting '{name}' is registered already.")


def tell_parted(registration: EventRegistration, specialist_id: int, *, by: Actor, at: datetime) -> None:
    """Call all that were registered. Inside the transaction of the action."""
    for function in _partings.values():
        function(registration, specialist_id, by=by, at=at)
