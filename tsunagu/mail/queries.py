"""The outbox as the office sees it. Never the body."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState

LATE_AFTER = timedelta(hours=4)  # promises §3
SHOWN = (
    "pk", "to", "subject", "template", "scope", "state", "attempts", "written_at",
    "next_attempt_at", "sent_at", "last_error",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter on the office's outbox page; `age` since it was written, `is_late` longer than agreed."""

    id: int
    to: str
    subject: str
    template: str
    scope: str
    state: LetterState
    attempts: int
    written_at: datetime
    next_attempt_at: datetime
    sent_at: datetime | None
    last_error: str
    age: timedelta
    is_late: bool


def outbox_rows(
    *,
    at: datetime,
    late_after: timedelta = timedelta(hours=4),
    state: LetterState | None = None,
    limit: int = 200,
) -> list[OutboxRow]:
    """The newest letters first, of one state or all: one query. `late_after`: mail.late_after_hours."""
    letters = Letter.objects.order_by("-written_at", "-pk").only(*SHOWN)
    of_state = letters if state is None else letters.filter(state=state)
    return [_row(letter, at, late_after) for letter in of_state[:limit]]


def _row(letter: Letter, at: datetime, late_after: timedelta) -> OutboxRow:
    state, age = LetterState(letter.state), at - letter.written_at
    return OutboxRow(
        id=letter.pk,
        to=letter.to,
        subject=letter.subject,
        template=letter.template,
        scope=letter.scope,
        state=state,
        attempts=letter.attempts,
        written_at=letter.written_at,
        next_attempt_at=letter.next_attempt_at,
        sent_at=letter.sent_at,
        last_error=letter.last_error,
        age=age,
        is_late=state is not LetterState.SENT and age >= late_after,
    )


def oldest_waiting_age(*, at: datetime) -> timedelta | None:
    """How long the oldest unsent letter waits; None when none does."""
    oldest = Letter.objects.waiting().order_by("written_at").values_list("written_at", flat=True).first()
    return None if oldest is None else at - oldest


def waiting_count() -> int:
    """How many letters wait."""
    return Letter.objects.waiting().count()
