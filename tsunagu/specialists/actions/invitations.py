"""People of the register invited to apply, and those the office entered asked to take their entry over.

Source: reference 10, registration (案内を受けて本人が申請。新規登録・更新の機会にも案内).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tsunagu.accounts.actions import grant_membership
from tsunagu.accounts.models import Membership, User
from tsunagu.accounts.states import Role
from tsunagu.accounts.tokens import hash_of, new_token
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.mail.access import is_proved
from tsunagu.mail.actions import take_todays_mail, write_letter
from tsunagu.mail.letters import plain_address
from tsunagu.specialists.actions.drafts import begin_application
from tsunagu.specialists.actions.listing import enter_specialist
from tsunagu.specialists.invitation_queries import Invited, invitation_open, refusal_to_invite
from tsunagu.specialists.models import RegisterEntry, RegisterInvitation, Specialist
from tsunagu.upkeep.queries import setting_number

USELESS = "この案内は使えません。期限が切れたか、もう使われています。"
SENT = "この回の案内は、もう送ってあります。"
NOT_TODAY = "このアドレスには、今日はもう送れません。明日、もう一度送ってください。"
TAKEN = "この登録番号は、ほかの方が使っています。心当たりがなければ、事務局にお知らせください。"
HAS_ANOTHER = "あなたのアカウントには、別の登録番号が入っています。"
LONGEST_BATCH = 40


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one line of a batch; `refusal` "" when the letter was written."""

    riss_no: str
    email: str
    refusal: str


def invite_batch(lines: Iterable[Invited], batch: str, *, page: str, by: Actor, at: datetime) -> list[Sent]:
    """Invite one after the other; a line that is refused keeps nobody else from their letter."""
    found = []
    for line in lines:
        try:
            invite(line.riss_no, line.email, batch, page=page, by=by, at=at)
        except RuleBrokenError as refusal:
            found.append(Sent(line.riss_no, line.email, str(refusal)))
        else:
            found.append(Sent(line.riss_no, line.email, ""))
    return found


@transaction.atomic
def invite(riss_no: str, email: str, batch: str, *, page: str, by: Actor, at: datetime) -> RegisterInvitation:
    """A letter with a link to somebody on the register; `page`: address of the page with the one button.

    Refuses a number that is not valid on the register, that is listed or has applied already (unless the office
    entered it and nobody signs in for it), a second letter in one batch, and an unproved address written to today.
    """
    address, batch = plain_address(email).lower(), batch.strip()
    if not batch or len(batch) > LONGEST_BATCH:
        raise RuleBrokenError(f"案内の名前を、{LONGEST_BATCH}文字までで書いてください。", field="batch")
    if refused := refusal_to_invite(riss_no, today=day_of(at)):
        raise RuleBrokenError(refused)
    token, lasts = new_token(), setting_number("listing.invitation_days", on=day_of(at))
    invitation = RegisterInvitation(
        riss_no=riss_no, batch=batch, email=address, token_hash=hash_of(token), sent_at=at, sent_by=by.name,
        until=at + timedelta(days=lasts),
    )  # fmt: skip
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        raise RuleBrokenError(SENT) from None
    if not (is_proved(address) or take_todays_mail(address, at=at)):
        raise RuleBrokenError(NOT_TODAY)
    write_letter("invite_specialist", to=address, at=at, by=by, link=f"{page}?token={token}", days=lasts)
    record("register.invited", on=invitation, by=by, at=at, riss_no=riss_no, batch=batch)
    return invitation


@transaction.atomic
def claim(token: str, user: User, *, by: Actor, at: datetime) -> Specialist:
    """The invited person, signed in, pressed the button: the entry is theirs, or an application begins.

    Refuses a link past its end or used before, a number that somebody else signs in for, a person with another number.
    """
    invitation = invitation_open(token, at=at)
    if invitation is None:
        raise RuleBrokenError(USELESS)
    if not RegisterInvitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=at):
        raise RuleBrokenError(USELESS)
    if Specialist.objects.filter(user=user).exclude(riss_no=invitation.riss_no).exists():
        raise RuleBrokenError(HAS_ANOTHER)
    record("register.invitation_accepted", on=invitation, by=by, at=at, person=user.pk)
    specialist = Specialist.objects.filter(riss_no=invitation.riss_no).first()
    if specialist is None:
        entry = RegisterEntry.objects.filter(riss_no=invitation.riss_no).first()
        return begin_application(user, invitation.riss_no, entry.name if entry else "", "", by=by, at=at)
    return _take_over(specialist, user, by=by, at=at)


@transaction.atomic
def enter_without_login(riss_no: str, name_kana: str, *, by: Actor, at: datetime) -> Specialist:
    """The office enters somebody of the register who has no login; the name is the register's.

    They are a draft until the office or, once they have taken it over, they themselves apply. Refuses a number that
    is not valid on the register, or known already.
    """
    if refused := refusal_to_invite(riss_no, today=day_of(at)):
        raise RuleBrokenError(refused, field="riss_no")
    name = RegisterEntry.objects.values_list("name", flat=True).get(riss_no=riss_no)
    specialist = enter_specialist(riss_no, name, " ".join(name_kana.split()), by=by, at=at)
    record("specialist.entered_without_login", on=specialist, by=by, at=at)
    return specialist


def _take_over(specialist: Specialist, user: User, *, by: Actor, at: datetime) -> Specialist:
    if specialist.user_id not in {None, user.pk}:
        raise RuleBrokenError(TAKEN)
    if specialist.user_id is None:
        if not Specialist.objects.filter(pk=specialist.pk, user=None).update(user=user):
            raise RuleBrokenError(TAKEN)
        if not Membership.objects.standing_at(at).filter(user=user, role=Role.SPECIALIST).exists():
            grant_membership(user, Role.SPECIALIST, None, by=by, at=at)
        record("specialist.claimed", on=specialist, by=by, at=at)
        specialist.refresh_from_db()
    return specialist
