"""Invitations: a letter with a link, a page with one button."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from tsunagu.accounts.actions.memberships import grant_membership
from tsunagu.accounts.actions.people import agree_to_terms, create_person
from tsunagu.accounts.models import Invitation, Membership, Organisation, User
from tsunagu.accounts.states import KIND_OF_ROLE, OrganisationKind, Role
from tsunagu.accounts.tokens import hash_of, new_token
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.mail.access import is_proved
from tsunagu.mail.actions import take_todays_mail, write_letter
from tsunagu.mail.letters import plain_address
from tsunagu.upkeep.queries import setting_number

MOST_OPEN = 20  # of one organisation: enough for a team, too few for a flood
ASKED = "この人への招待は、もう送ってあります。返事を待ってください。"
USELESS = "この招待は使えません。期限が切れたか、取り消されたか、もう使われています。"
SOMEBODY_ELSE = "この招待は、別のメールアドレスあてです。"


@transaction.atomic
def invite_member(
    email: str, role: Role, organisation: Organisation, *, page: str, inviter: User | None, by: Actor, at: datetime
) -> Invitation:
    """Ask somebody to join an organisation with a role; `page`: address of the page with the one button.

    Refuses a role that does not fit, an address already asked, and more than twenty open at once. Whether the address
    is known is told to nobody: an unproved one that had its mail of the day gets none, and the answer is the same.
    """
    address = plain_address(email).lower()
    if KIND_OF_ROLE.get(role) is not OrganisationKind(organisation.kind):
        raise RuleBrokenError(f"「{role.label}」は、この組織では選べません。", field="role")
    _refuse_too_many(address, role, organisation, at)
    token = new_token()
    lasts = setting_number("accounts.invitation_days", on=day_of(at))
    invitation = Invitation(
        email=address,
        role=role,
        organisation=organisation,
        invited_by=inviter,
        token_hash=hash_of(token),
        made_at=at,
        until=at + timedelta(days=lasts),
    )
    _save_the_only_one(invitation)
    record("invitation.made", on=invitation, by=by, at=at, role=role.value, organisation=organisation.pk)
    if is_proved(address) or take_todays_mail(address, at=at):
        write_letter("invite_member", to=address, at=at, by=by, link=f"{page}?token={token}", days=lasts)
    return invitation


def _save_the_only_one(invitation: Invitation) -> None:
    """Two colleagues ask the same person at once: one of them is told so."""
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError as twice:
        raise RuleBrokenError(ASKED, field="email") from twice


def _refuse_too_many(address: str, role: Role, organisation: Organisation, at: datetime) -> None:
    still = Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None)
    still.filter(until__lte=at).update(withdrawn_at=at)  # past its end: makes room for a new one
    if still.filter(email=address, role=role).exists():
        raise RuleBrokenError(ASKED, field="email")
    if still.count() >= MOST_OPEN:
        raise RuleBrokenError(f"返事待ちの招待は、{MOST_OPEN}件までです。どれかを取り消してください。")


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """The link no longer works. Refuses one that was accepted or has ended."""
    if not Invitation.objects.open_at(at).filter(pk=invitation.pk).update(withdrawn_at=at):
        raise RuleBrokenError("この招待は、もう終わっています。画面を読み直してください。")
    record("invitation.withdrawn", on=invitation, by=by, at=at)


@transaction.atomic
def accept_invitation(token: str, user: User, *, by: Actor, at: datetime) -> Membership:
    """The invited person joins. Refuses a link past its end, used before, or meant for another address."""
    invitation = Invitation.objects.open_at(at).filter(token_hash=hash_of(token)).select_related("organisation").first()
    if invitation is None:
        raise RuleBrokenError(USELESS)
    if not EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists():
        raise RuleBrokenError(SOMEBODY_ELSE)
    if not Invitation.objects.open_at(at).filter(pk=invitation.pk).update(accepted_at=at, accepted_by=user):
        raise RuleBrokenError(USELESS)
    record("invitation.accepted", on=invitation, by=by, at=at, person=user.pk)
    return grant_membership(user, Role(invitation.role), invitation.organisation, by=by, at=at)


@transaction.atomic
def join_by_invitation(
    token: str, name: str, password: str, *, terms_version: str, by: Actor, at: datetime
) -> Membership:
    """Somebody without an account joins: the link came to the address, so the address is theirs.

    Refuses what `accept_invitation` refuses, and an address that has an account.
    """
    invitation = Invitation.objects.open_at(at).filter(token_hash=hash_of(token)).first()
    if invitation is None:
        raise RuleBrokenError(USELESS)
    user = create_person(invitation.email, name, by=by, at=at, password=password)
    agree_to_terms(user, terms_version, by=by, at=at)
    return accept_invitation(token, user, by=by, at=at)
