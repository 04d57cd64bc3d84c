"""People who can sign in, for the tests of the doors and the browser."""

import time
from datetime import UTC, datetime
from functools import cache

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password

from tsunagu.accounts.models import Membership, Organisation, User
from tsunagu.accounts.states import KIND_OF_ROLE, Role

PASSWORD = "a-long-Password-4711"
BEGUN = datetime(2026, 4, 1, tzinfo=UTC)


@cache
def hashed() -> str:
    """The password as it is kept; made once for all."""
    return make_password(PASSWORD)


def member(role: Role, *, seed: str = "", address: str = "") -> User:
    """A person with that role and a proved address; with `seed` (base32) the second factor is set up."""
    user = User.objects.create_user(address or f"{role.value}@people.example", name=f"見本 {role.label}")
    user.password = hashed()
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    kind = KIND_OF_ROLE.get(role)
    place = kind and Organisation.objects.create(kind=kind, name="見本の組織", prefecture="13", created_at=BEGUN)
    Membership.objects.create(user=user, organisation=place, role=role, since=BEGUN)
    if seed:
        totp.TOTP.activate(user, seed)
    return user


def code_of(seed: str) -> str:
    """What the authenticator app shows now."""
    return totp.format_hotp_value(totp.hotp_value(seed, int(time.time()) // 30))
