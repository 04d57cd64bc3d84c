"""The only writers of the consultations room."""

from tsunagu.consultations.actions.conflicts import declare_conflict, withdraw_conflict
from tsunagu.consultations.actions.records import (
    Record,
    confirm_summary,
    mark_no_show,
    note_reading,
    record_consultation,
)
from tsunagu.consultations.actions.timetable import (
    Arrangement,
    Placing,
    arrange,
    cancel_planned_between,
    cancel_planned_of,
    cancel_planned_with,
    schedule,
    walk_in,
)

__all__ = [
    "Arrangement",
    "Placing",
    "Record",
    "arrange",
    "cancel_planned_between",
    "cancel_planned_of",
    "cancel_planned_with",
    "confirm_summary",
    "declare_conflict",
    "mark_no_show",
    "note_reading",
    "record_consultation",
    "schedule",
    "walk_in",
    "withdraw_conflict",
]
