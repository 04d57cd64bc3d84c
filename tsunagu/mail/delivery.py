"""Carrying letters: claimed one by one with a lease. A killed deliverer loses none, doubles at most one."""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from tsunagu.base.actor import SYSTEM
from tsunagu.journal.actions import record
from tsunagu.mail.carrier import connection_to, message_of
from tsunagu.mail.models import Letter, LetterQuerySet
from tsunagu.mail.states import LetterState, is_given_up, rest_after

LEASE = timedelta(minutes=5)
MOST = 200
TROUBLES_IN_A_ROW = 3  # then the server rests until the next round
Clock = Callable[[], datetime]


@dataclass(slots=True)
class Round:
    """What came of one round of delivery."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0


def deliver(*, clock: Clock, most: int = MOST) -> Round:
    """One round: carry up to `most` due letters. Without EMAIL_URL letters stay where they are.

    `clock`: a round takes long, every lease begins when its letter is taken. Safe with several deliverers.
    """
    done = Round()
    if not settings.EMAIL_URL:
        return done
    connection = connection_to(settings.EMAIL_URL)
    troubles = 0
    try:
        for pk in Letter.objects.due_at(clock()).order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:most]:
            troubles = 0 if _carry(pk, connection, clock, done) else troubles + 1
            if troubles == TROUBLES_IN_A_ROW:
                break
    finally:
        _close(connection)
    return done


def claim(pk: int, *, at: datetime) -> Letter | None:
    """Take a due letter into one's hands until the lease runs out; None when somebody else has it."""
    taken = Letter.objects.due_at(at).filter(pk=pk).update(
        lease_until=at + LEASE,
        attempts=F("attempts") + 1,
        first_attempt_at=Coalesce("first_attempt_at", at),
    )  # fmt: skip
    return Letter.objects.get(pk=pk) if taken else None


def _carry(pk: int, connection: EmailBackend, clock: Clock, done: Round) -> bool:
    """Whether the server took it, or there was nothing to carry."""
    letter = claim(pk, at=clock())
    if letter is None:
        return True
    try:
        connection.open()
        connection.send_messages([message_of(letter)])
    except (OSError, smtplib.SMTPException, ValueError) as error:
        _close(connection)
        _put_off(letter, error, at=clock(), done=done)
        return False
    done.sent += _held(letter).update(state=LetterState.SENT, sent_at=clock(), lease_until=None, last_error="")
    return True


def _held(letter: Letter) -> LetterQuerySet:
    """The letter, if this claim of it still stands: attempts count the claims."""
    return Letter.objects.waiting().filter(pk=letter.pk, attempts=letter.attempts)


@transaction.atomic
def _put_off(letter: Letter, error: Exception, *, at: datetime, done: Round) -> None:
    said = f"{type(error).__name__}: {error}"[:500]
    begun = letter.first_attempt_at or at
    if not is_given_up(begun, at=at):
        rest = at + rest_after(letter.attempts)
        done.put_off += _held(letter).update(next_attempt_at=rest, lease_until=None, last_error=said)
    elif _held(letter).update(state=LetterState.FAILED, lease_until=None, last_error=said):
        done.failed += 1
        record("letter.failed", on=letter, by=SYSTEM, at=at, attempts=letter.attempts)


def _close(connection: EmailBackend) -> None:
    with suppress(OSError, smtplib.SMTPException):
        connection.close()
