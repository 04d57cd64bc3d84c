"""People and how they sign in."""

from datetime import date, datetime, time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.db import IntegrityError, transaction

from tsunagu.accounts.models import User
from tsunagu.base.actor import Actor
from tsunagu.base.calendar import JST
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record

TAKEN = "このメールアドレスは、すでに使われています。"


@transaction.atomic
def create_person(email: str, name: str, *, by: Actor, at: datetime, password: str | None = None) -> User:
    """A person whose address is already proved (the office knows it). Refuses an address that is taken.

    Without a password nobody can sign in with the account until one is set.
    """
    if User.objects.filter(email=email.lower()).exists():
        raise RuleBrokenError(TAKEN, field="email")
    user = User.objects.create_user(email, password, name=name, joined_at=at)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("person.created", on=user, by=by, at=at)
    return user


@transaction.atomic
def sign_up(email: str, name: str, password: str, *, terms_version: str, by: Actor, at: datetime) -> User:
    """Somebody joins by themselves and agrees to the terms; the address is proved later. Refuses one that is taken.

    The refusal is not for the screen: whether an address is known is told to nobody (promises §4).
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, name=name, joined_at=at)
    except IntegrityError as taken:
        raise RuleBrokenError(TAKEN, field="email") from taken
    record("person.signed_up", on=user, by=by, at=at)
    agree_to_terms(user, terms_version, by=by, at=at)
    return user


@transaction.atomic
def agree_to_terms(user: User, version: str, *, by: Actor, at: datetime) -> None:
    """The person has read these terms and agrees."""
    user.terms_version, user.terms_agreed_at = version, at
    user.save(update_fields=["terms_version", "terms_agreed_at"])
    record("person.agreed_to_terms", on=user, by=by, at=at, version=version)


@transaction.atomic
def stop_account(user: User, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Nobody signs in with it any more, and whoever is signed in is out with the next request."""
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        raise RuleBrokenError("このアカウントは、すでに止めてあります。")
    user.is_active = False
    record("person.stopped", on=user, by=by, at=at, reason=reason)


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


def erase_unproved_accounts(*, before: date, by: Actor, at: datetime) -> int:  # noqa: ARG001  (retention asks all alike)
    """Delete accounts made before a day whose address nobody proved: the address is free again for its owner."""
    unproved = User.objects.filter(joined_at__lt=datetime.combine(before, time(), JST), last_login=None)
    proved = EmailAddress.objects.filter(verified=True).values("user")
    return unproved.exclude(pk__in=proved).filter(memberships=None).delete()[1].get("accounts.User", 0)
