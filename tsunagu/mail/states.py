"""How a letter stands, and when it is tried again. Plain functions."""

from datetime import datetime, timedelta

from tsunagu.base.labels import LabelledEnum

GIVE_UP_AFTER = timedelta(hours=72)
LONGEST_REST = timedelta(hours=1)


class LetterState(LabelledEnum):
    WAITING = "waiting", "送信待ち"
    SENT = "sent", "送信ずみ"
    FAILED = "failed", "送れませんでした"


def rest_after(attempts: int) -> timedelta:
    """How long a letter rests after its n-th failed attempt: 1, 2, 4 … minutes, at most an hour."""
    return min(timedelta(minutes=2 ** min(attempts - 1, 6)), LONGEST_REST)


def is_given_up(first_attempt_at: datetime, *, at: datetime) -> bool:
    """72 hours after its first attempt a letter is not tried again (promises §3)."""
    return at - first_attempt_at >= GIVE_UP_AFTER
