"""The only writers of the accounts room: people, organisations, memberships, sign-in."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import transaction
from django.db.models import Q

from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import KIND_OF_ROLE, OrganisationKind, Role
from tsunagu.base.actor import Actor
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record


@transaction.atomic
def create_person(email: str, name: str, *, by: Actor, at: datetime, password: str | None = None) -> User:
    """A person whose address is already proved (the office knows it). Refuses an address that is taken.

    Without a password nobody can sign in with the account until one is set.
    """
    if User.objects.filter(email=email.lower()).exists():
        raise RuleBrokenError("このメールアドレスは、すでに使われています。", field="email")
    user = User.objects.create_user(email, password, name=name, joined_at=at)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("person.created", on=user, by=by, at=at)
    return user


@transaction.atomic
def set_password(user: User, password: str, *, by: Actor, at: datetime) -> None:
    """A new password; the old one no longer works."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("person.password_set", on=user, by=by, at=at)


@transaction.atomic
def give_second_factor(user: User, secret: str, *, by: Actor, at: datetime) -> None:
    """A one-time code app with a known secret (base32). Refuses when the person already has one."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        raise RuleBrokenError("二段階認証は、すでに登録されています。")
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}, created_at=at
    )
    record("person.second_factor_given", on=user, by=by, at=at)


@transaction.atomic
def open_organisation(
    kind: OrganisationKind, name: str, name_kana: str, prefecture: str, *, by: Actor, at: datetime
) -> Organisation:
    """A new organisation; `prefecture` as JIS X 0401. Companies and partners call this from their rooms."""
    organisation = Organisation.objects.create(
        kind=kind, name=name, name_kana=name_kana, prefecture=prefecture, created_at=at
    )
    record("organisation.opened", on=organisation, by=by, at=at, kind=kind.value)
    return organisation


@transaction.atomic
def grant_membership(
    user: User, role: Role, organisation: Organisation | None, *, by: Actor, at: datetime
) -> Membership:
    """The person has the role from now on. Refuses one that does not fit the organisation, or is held.

    A specialist stands alone: `organisation` is None for that role and only for that one.
    """
    kind = OrganisationKind(organisation.kind) if organisation else None
    if KIND_OF_ROLE.get(role) is not kind:
        raise RuleBrokenError(f"「{role.label}」は、この組織では選べません。", field="role")
    held = Membership.objects.filter(user=user, role=role, organisation=organisation)
    if held.filter(Q(until=None) | Q(until__gt=at)).exists():
        raise RuleBrokenError("この役割は、すでに登録されています。", field="role")
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, since=at)
    record("membership.granted", on=membership, by=by, at=at, role=role.value, person=user.pk)
    return membership
