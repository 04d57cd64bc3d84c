"""Letters are written in the caller's transaction; addresses are asked for proof."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST, day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.mail.access import is_proved
from tsunagu.mail.letters import PROOF, Text, message_id, plain_address, plain_subject, text_of
from tsunagu.mail.models import AddressProof, Letter
from tsunagu.mail.states import LetterState
from tsunagu.vault.links import read_signed, sign

PROOF_LASTS = timedelta(days=3)


def write_letter(template: str, *, to: str, at: datetime, by: Actor, scope: str = "", **facts: object) -> Letter:
    """Put a letter into the outbox: `templates/mail/<template>.txt` with the facts. Carried after commit.

    The caller answers for the address: it belongs to who is meant (`access.is_proved`), or the letter answers
    them. No confidential text. Raises RuleBrokenError for a broken address or a subject of several lines.
    """
    return post(text_of(template, facts), template=template, to=to, at=at, by=by, scope=scope)


@transaction.atomic
def post(text: Text, *, template: str, to: str, at: datetime, by: Actor, scope: str = "") -> Letter:
    """The same for a text made elsewhere (sign-in letters); `template` says what kind of letter it is."""
    letter = Letter.objects.create(
        to=plain_address(to),
        subject=plain_subject(text.subject),
        body=text.body,
        scope=scope,
        template=template,
        message_id=message_id(to, template, text, at=at),
        written_at=at,
        next_attempt_at=at,
    )
    record("letter.written", on=letter, by=by, at=at, template=template, scope=scope)
    return letter


@transaction.atomic
def try_again(letter: Letter, *, by: Actor, at: datetime) -> None:
    """Give a letter that could not be sent another 72 hours. Refuses one that waits or is sent."""
    failed = Letter.objects.filter(pk=letter.pk, state=LetterState.FAILED)
    if not failed.update(state=LetterState.WAITING, next_attempt_at=at, first_attempt_at=None):
        raise RuleBrokenError("このメールは、もう一度送る必要がありません。")
    record("letter.tried-again", on=letter, by=by, at=at)


@transaction.atomic
def ask_for_proof(address: str, *, page: str, by: Actor, at: datetime) -> Letter | None:
    """Write to an unproved address for its owner's word: at most once a JST day, nothing of others in it.

    `page`: address of the page with the one button. None: proved already, or asked today.
    """
    if is_proved(address) or not take_todays_mail(address, at=at):
        return None
    token = sign(address.lower(), purpose=PROOF, until=at + PROOF_LASTS)
    return write_letter("confirm_address", to=address, at=at, by=by, link=f"{page}?token={token}")


@transaction.atomic
def prove_address(token: str, *, by: Actor, at: datetime) -> str:
    """The owner pressed the button: the address is proved, once. RuleBrokenError for a wrong or old link."""
    address: str = read_signed(token, purpose=PROOF, at=at)
    proof, _ = AddressProof.objects.get_or_create(address=address)
    if AddressProof.objects.filter(pk=proof.pk, proved_at=None).update(proved_at=at):
        record("address.proved", on=proof, by=by, at=at)
    return address


def take_todays_mail(address: str, *, at: datetime) -> bool:
    """Take the one mail an unproved address gets in a JST day; False when it is gone."""
    today = day_of(at)
    proof, _ = AddressProof.objects.get_or_create(address=plain_address(address).lower())
    not_today = Q(asked_on=None) | Q(asked_on__lt=today)
    return bool(AddressProof.objects.filter(not_today, pk=proof.pk).update(asked_on=today))


def erase_old_letters(*, before: date, by: Actor, at: datetime) -> int:  # noqa: ARG001  (retention asks all alike)
    """Delete letters written before a day; the journal keeps that they were written."""
    return Letter.objects.filter(written_at__lt=datetime.combine(before, time(), JST)).delete()[0]


def erase_unproved(*, before: date, by: Actor, at: datetime) -> int:  # noqa: ARG001  (retention asks all alike)
    """Delete addresses last asked before a day and never proved."""
    return AddressProof.objects.filter(proved_at=None, asked_on__lt=before).delete()[0]
