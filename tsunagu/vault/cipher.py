"""Confidential values made unreadable: AES-256-GCM, a fresh nonce per value, the key's id beside it.

A stored value reads `k1:<base64 of nonce and ciphertext>`. `where` ("companies.company.weaknesses") is bound
in: a value copied into another column does not open.
"""

import base64
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tsunagu.vault.keys import Keys, read_keys

NONCE = 12


class NotReadableError(Exception):
    """A stored value does not open: its key is missing, or it was changed or moved."""


def keys_now() -> Keys:
    """The key file as it stands; a rotated file is seen without a restart."""
    path = Path(settings.TSUNAGU_KEYS)
    return _keys(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _keys(path: Path, _changed: int) -> Keys:
    return read_keys(path)


def encrypt(plain: str, *, where: str) -> str:
    """Text → stored value under the current key."""
    key_id, sealed = encrypt_bytes(plain.encode(), where=where)
    return f"{key_id}:{base64.b64encode(sealed).decode()}"


def decrypt(stored: str, *, where: str) -> str:
    """Stored value → text. Raises NotReadableError."""
    key_id, _, sealed = stored.partition(":")
    try:
        content = base64.b64decode(sealed, validate=True)
    except ValueError as wrong:
        raise NotReadableError(f"{where}: the stored value is damaged.") from wrong
    return decrypt_bytes(content, key_id=key_id, where=where).decode()


def key_id_of(stored: str) -> str:
    """Which key a stored value needs."""
    return stored.partition(":")[0]


def encrypt_bytes(plain: bytes, *, where: str) -> tuple[str, bytes]:
    """Bytes → (key id, nonce and ciphertext)."""
    keys = keys_now()
    nonce = secrets.token_bytes(NONCE)
    return keys.current, nonce + AESGCM(keys.encryption[keys.current]).encrypt(nonce, plain, where.encode())


def decrypt_bytes(sealed: bytes, *, key_id: str, where: str) -> bytes:
    """The reverse of `encrypt_bytes`. Raises NotReadableError."""
    key = keys_now().encryption.get(key_id)
    if key is None:
        raise NotReadableError(f"{where}: the key '{key_id}' is not in the key file. Use the file it was written with.")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], where.encode())
    except (InvalidTag, ValueError) as wrong:
        raise NotReadableError(f"{where}: does not open with the key '{key_id}'; another key, or changed.") from wrong
