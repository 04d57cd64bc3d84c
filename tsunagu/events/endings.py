"""Rooms above hear that seats were lost: in the same transaction, before anything else is done with the seats.

They say so in `AppConfig.ready`: `register_ending("timetable", take_back)`. The function is given the event and the
keys of registrations that had a seat and have none any more, `by` and `at`; what it raises undoes the whole action.
`register_adviser_ending` is the same for a specialist who does not advise at an event any more.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from tsunagu.base.actor import Actor
from tsunagu.events.models import Event


class Ending(Protocol):
    def __call__(self, event: Event, registrations: Collection[int], *, by: Actor, at: datetime) -> object: ...


class AdviserEnding(Protocol):
    def __call__(self, event: Event, specialist_id: int, *, by: Actor, at: datetime) -> object: ...


_endings: dict[str, Ending] = {}
_adviser_endings: dict[str, AdviserEnding] = {}


def register_ending(name: str, function: Ending) -> None:
    """Have `function` called when registrations lose their seats; ValueError when the name is taken by another."""
    if _endings.setdefault(name, function) is not function:
        raise ValueError(f"The ending '{name}' is registered already.")


def tell_ended(event: Event, registrations: Collection[int], *, by: Actor, at: datetime) -> None:
    """Call all that were registered. Inside the transaction of the action that ended these; none: nobody is called."""
    if registrations:
        for function in _endings.values():
            function(event, registrations, by=by, at=at)


def register_adviser_ending(name: str, function: AdviserEnding) -> None:
    """Have `function` called when a specialist declines; ValueError when the name is taken by another."""
    if _adviser_endings.setdefault(name, function) is not function:
        raise ValueError(f"The ending '{name}' is registered already.")


def tell_adviser_ended(event: Event, specialist_id: int, *, by: Actor, at: datetime) -> None:
    """Call all that were registered. Inside the transaction of the answer."""
    for function in _adviser_endings.values():
        function(event, specialist_id, by=by, at=at)
