"""New keys for the secrets of second factors: they stand inside allauth's JSON column (doors/sign_in.py)."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt

from tsunagu.vault.cipher import key_id_of

SECRETS = ("secret", "seed")  # of the authenticator app; of the recovery codes
LISTS = ("migrated_codes",)
TRIES = 5  # a sign-in may note its use of a code in between


def rotate_second_factors(current: str) -> int:
    """Re-encrypt what is not under the current key; returns how many authenticators were rewritten."""
    keys = Authenticator.objects.order_by("pk").values_list("pk", flat=True)
    return sum(_rotate(pk, current) for pk in keys.iterator())


def _rotate(pk: int, current: str) -> int:
    """Only where the old document still stands: a code used meanwhile stays used."""
    for _ in range(TRIES):
        data = Authenticator.objects.filter(pk=pk).values_list("data", flat=True).first()
        fresh = renewed(data or {}, current)
        if fresh == (data or {}):
            return 0
        if Authenticator.objects.filter(pk=pk, data=data).update(data=fresh):
            return 1
    return 1  # not done, and counted so that nobody takes 0 for done


def renewed(data: dict[str, Any], current: str) -> dict[str, Any]:
    """The same document with every secret under the current key. Raises NotReadableError."""
    secrets = {name: _under(current, data[name]) for name in SECRETS if name in data}
    lists = {name: [_under(current, code) for code in data[name]] for name in LISTS if name in data}
    return {**data, **secrets, **lists}


def _under(current: str, stored: str) -> str:
    return stored if key_id_of(stored) == current else str(encrypt(decrypt(stored)))
