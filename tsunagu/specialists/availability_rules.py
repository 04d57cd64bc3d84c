"""What a specialist may say about taking enquiries, and until when. Plain functions; a refusal names its field.

Source: reference 10, availability_states_designed; promises §1 (capacity first, absences return by themselves).
"""

from dataclasses import dataclass
from datetime import date

from tsunagu.base.calendar import days_after, month_day_words
from tsunagu.base.errors import RuleBrokenError
from tsunagu.reference.listing import availability_states
from tsunagu.specialists.states import Availability

LEAST, MOST = 1, 30  # enquiries a month, as in the application
FARTHEST = 365  # days a date may lie ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """受付: `available_from`: from this day on all is taken again; `paused_until`: last day of a rest."""

    availability: Availability
    available_from: date | None = None
    paused_until: date | None = None
    monthly_cap: int


def check_intake(said: Intake, *, today: date) -> None:
    """RuleBrokenError, naming the field, for what cannot be meant."""
    if not LEAST <= said.monthly_cap <= MOST:
        raise RuleBrokenError(f"{LEAST} から {MOST} までの数にしてください。", field="monthly_cap")
    _check_from(said, today)
    if said.paused_until is not None:
        _check_day(said.paused_until, "paused_until", today=today, first=today)


def availability_words(availability: int, available_from: date | None) -> str:
    """受付 as the list says it, with the day from which all is taken again."""
    words = availability_states().terms[availability].name
    return f"{words}（{month_day_words(available_from)}から受付）" if available_from else words


def _check_from(said: Intake, today: date) -> None:
    if said.available_from is None:
        return
    if said.availability is Availability.AVAILABLE:
        raise RuleBrokenError("「受付中」のときは、空にしてください。", field="available_from")
    _check_day(said.available_from, "available_from", today=today, first=days_after(today, 1))


def _check_day(day: date, field: str, *, today: date, first: date) -> None:
    if day < first:
        words = "明日か、その後" if first > today else "今日か、その後"
        raise RuleBrokenError(f"{words}の日付にしてください。", field=field)
    if day > days_after(today, FARTHEST):
        raise RuleBrokenError("1年以内の日付にしてください。", field=field)
