"""Reads of events for screens, as typed rows."""

from tsunagu.events.queries.keeping import advisers_of, registrations_of, slots_of
from tsunagu.events.queries.showing import event_page, events_ahead, events_over

__all__ = ["advisers_of", "event_page", "events_ahead", "events_over", "registrations_of", "slots_of"]
