"""The outbox as the office sees it. Never the body."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from tsunagu.mail.letters import PROOF
from tsunagu.mail.models import Letter
from tsunagu.mail.states import LetterState
from tsunagu.vault.links import read_signed

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
    only_late: bool = False,
    before: tuple[datetime, int] | None = None,
    limit: int = 200,
) -> list[OutboxRow]:
    """The newest letters first, of one state or all: one query. `late_after`: mail.late_after_hours.

    `only_late`: those not sent in that time. `before`: on from the row (written_at, id).
    """
    letters = Letter.objects.order_by("-written_at", "-pk").only(*SHOWN)
    if state is not None:
        letters = letters.filter(state=state)
    if only_late:
        letters = letters.exclude(state=LetterState.SENT).filter(written_at__lte=at - late_after)
    if before is not None:
        letters = letters.filter(Q(written_at__lt=before[0]) | Q(written_at=before[0], pk__lt=before[1]))
    return [_row(letter, at, late_after) for letter in letters[:limit]]


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many letters stand in each state; `late`: not sent in the time agreed, given up or not."""

    by_state: dict[LetterState, int]
    late: int


def outbox_counts(*, at: datetime, late_after: timedelta) -> OutboxCounts:
    """One query."""
    is_late = ~Q(state=LetterState.SENT) & Q(written_at__lte=at - late_after)
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in LetterState}
    found = Letter.objects.aggregate(late=Count("pk", filter=is_late), **counts)
    return OutboxCounts({state: found[state.value] for state in LetterState}, found["late"])


def address_asked(token: str, *, at: datetime) -> str:
    """Whose proof a link in our letter asks for. Reading proves nothing. RuleBrokenError: wrong or old link."""
    address: str = read_signed(token, purpose=PROOF, at=at)
    return address


def find_letter(pk: int) -> Letter | None:
    """The letter with that number, if there is one; without its body."""
    return Letter.objects.filter(pk=pk).only(*SHOWN).first()


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
