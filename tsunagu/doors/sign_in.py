"""allauth's adapters: who may sign up, and how the second factor's secret is kept."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from tsunagu.vault.cipher import decrypt, encrypt

# What binds a stored secret to its place (vault/cipher.py).
SECRET = "mfa.authenticator.data"  # noqa: S105  (a name, not a secret)


class Adapter(DefaultAccountAdapter):
    """Sign-in by e-mail. Accounts are invited until people can apply for a listing themselves."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002
        """Nobody signs up by themselves yet."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before changes to an account, but not minutes after it was given."""
        is_asked = super().is_reauthentication_required(app=app, **kwargs)
        return is_asked and not _has_just_signed_in(context.request)


def _has_just_signed_in(request: HttpRequest) -> bool:
    user = request.user if request.user.is_authenticated else None
    times = [record["at"] for record in get_authentication_records(request, user)]
    return bool(times) and time.time() - max(times) < app_settings.REAUTHENTICATION_TIMEOUT


class MfaAdapter(DefaultMFAAdapter):
    """TOTP seeds and recovery codes are encrypted with the service's keys before they are stored."""

    def encrypt(self, text: str) -> str:
        """Secret → what stands in allauth's table."""
        return encrypt(text, where=SECRET)

    def decrypt(self, encrypted_text: str) -> str:
        """The reverse. Raises NotReadableError where the key is missing."""
        return decrypt(encrypted_text, where=SECRET)
