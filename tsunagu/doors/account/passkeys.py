"""Passkeys: allauth's forms in our words, and deaf to what no browser would send."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as theirs
from django import forms
from django.core.exceptions import ValidationError

WRONG = "パスキーを確かめられませんでした。もう一度試してください。"
NAME = forms.CharField(
    label="パスキーの名前",
    max_length=60,
    required=False,
    help_text="どの端末のものか分かる名前にします。例：会社のパソコン",
)
# What fido2 raises for bytes, keys and types that are not as the standard says.
BROKEN = (TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError)


def credential_field() -> forms.JSONField:
    """What the browser's script puts in."""
    return forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={"required": "この操作には、ブラウザーの JavaScript が必要です。", "invalid": WRONG},
    )


class AddPasskeyForm(theirs.AddWebAuthnForm):
    """A new passkey."""

    name = NAME
    credential = credential_field()
    passwordless = forms.BooleanField(
        label="パスワードなしで、これだけでログインする",
        required=False,
        initial=True,
        help_text="端末が、指紋・顔・暗証番号であなたを確かめます。",
    )

    def clean(self) -> dict[str, Any]:
        """As allauth's; whatever cannot be read is one plain refusal."""
        try:
            told: dict[str, Any] = super().clean()
        except BROKEN as broken:
            raise ValidationError(WRONG) from broken
        return told


class RenamePasskeyForm(theirs.EditWebAuthnForm):
    """Another name."""

    name = forms.CharField(label="パスキーの名前", max_length=60, error_messages={"required": "入力してください。"})


class ConfirmByPasskeyForm(theirs.AuthenticateWebAuthnForm):
    """The second factor at sign-in."""

    credential = credential_field()

    def clean_credential(self) -> Authenticator:
        """As allauth's; whatever cannot be read is one plain refusal."""
        try:
            return super().clean_credential()
        except ValidationError as refused:
            raise ValidationError(WRONG) from refused
        except BROKEN as broken:
            raise ValidationError(WRONG) from broken


class SignInByPasskeyForm(ConfirmByPasskeyForm):
    """Sign-in without a password."""

    reauthenticated = False
    passwordless = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=None, **kwargs)


class ProveByPasskeyForm(ConfirmByPasskeyForm):
    """Once more, before what weighs much."""

    reauthenticated = True
    passwordless = False
