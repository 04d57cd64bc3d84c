"""allauth's adapters: who may sign up, and how the second factor's secret is kept."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from tsunagu.accounts.actions import sign_up
from tsunagu.accounts.models import User
from tsunagu.accounts.terms import TERMS_VERSION
from tsunagu.base.actor import VISITOR
from tsunagu.vault.cipher import decrypt, encrypt

# What binds a stored secret to its place (vault/cipher.py).
SECRET = "mfa.authenticator.data"  # noqa: S105  (a name, not a secret)


ADDRESS_MOST = 254


class Adapter(DefaultAccountAdapter):
    """Sign-in and sign-up by e-mail."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002
        """Specialists and companies sign up by themselves; partners and the secretariat are invited."""
        return True

    def clean_email(self, email: str) -> str:
        """The address as typed; refuses one that is longer than addresses are kept (RFC 5321: 254 characters)."""
        if len(email) > ADDRESS_MOST:
            raise ValidationError(f"メールアドレスは{ADDRESS_MOST}文字までで入力してください。")
        return email

    def save_user(self, request: Any, user: Any, form: Any, commit: bool = True) -> User:  # noqa: ARG002, FBT001, FBT002
        """The new person, by the accounts room's own action. RuleBrokenError: somebody was faster."""
        told = form.cleaned_data
        return sign_up(
            told["email"],
            told["name"],
            told["password1"],
            terms_version=TERMS_VERSION,
            by=VISITOR,
            at=timezone.now(),
        )

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

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  (allauth's own name)
        """What a passkey is called until its owner says otherwise."""
        return f"パスキー{user.authenticator_set.filter(type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for the passkey, as the browser shows it."""
        return {**super().get_public_key_credential_rp_entity(), "name": "つなぐ"}
