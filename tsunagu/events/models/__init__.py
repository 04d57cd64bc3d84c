"""The tables of the events room."""

from tsunagu.events.models.advising import EventAdviser, EventSlot
from tsunagu.events.models.events import AmbassadorRequest, Event, EventOrganiser
from tsunagu.events.models.registrations import EventAttendee, EventRegistration

__all__ = [
    "AmbassadorRequest",
    "Event",
    "EventAdviser",
    "EventAttendee",
    "EventOrganiser",
    "EventRegistration",
    "EventSlot",
]
