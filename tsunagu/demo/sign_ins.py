"""Who may sign in to the demo, and the file that says how (`var/demo-sign-ins.json`, mode 0600).

Passwords and one-time-code seeds follow from the demo's seed and day *and the service's own signing key*:
the same installation gets the same ones again, and nobody can work them out for somebody else's server.
"""

import base64
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

FILE_NAME = "demo-sign-ins.json"
SECRET_BYTES = 20  # a TOTP secret as RFC 4226 recommends


@dataclass(frozen=True, slots=True)
class SignIn:
    """One line of the file; `totp_seed` (base32) is empty for who needs no second factor."""

    role: str
    label: str
    name: str
    email: str
    password: str
    totp_seed: str = ""


def password_of(email: str, *, seed: int, as_of: date) -> str:
    """Four groups of four lower-case characters."""
    text = _derived(f"password:{seed}:{as_of}:{email}")[:16].lower()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def totp_seed_of(email: str, *, seed: int, as_of: date) -> str:
    """32 characters of base32."""
    return _derived(f"totp:{seed}:{as_of}:{email}")


def _derived(what: str) -> str:
    digest = salted_hmac("tsunagu.demo", what, algorithm="sha256").digest()
    return base64.b32encode(digest[:SECRET_BYTES]).decode()


def write_sign_ins(sign_ins: Sequence[SignIn]) -> Path:
    """Write the file anew, mode 0600; returns its path."""
    path = Path(settings.VAR_DIR, FILE_NAME)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{FILE_NAME}.{os.getpid()}")
    body = json.dumps([asdict(one) for one in sign_ins], ensure_ascii=False, indent=2) + "\n"
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(body)
    beside.replace(path)
    return path
