"""Links in letters: the address people use, and signed values (a purpose, an end, nothing to look up; not secret)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing

from tsunagu.base.errors import RuleBrokenError

BROKEN = "このリンクは正しくありません。メールのリンクをもう一度開いてください。"
ENDED = "このリンクの期限が切れました。もう一度お申し込みください。"


def site_link(path: str) -> str:
    """A path that begins with "/", with the address people use (TSUNAGU_SITE)."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def sign(value: Any, *, purpose: str, until: datetime) -> str:
    """A text for an address, good for one purpose until a moment. `value`: plain, nothing confidential."""
    return signing.Signer(salt=f"tsunagu.{purpose}").sign_object({"value": value, "until": until.timestamp()})


def read_signed(text: str, *, purpose: str, at: datetime) -> Any:
    """The value of a signed text. RuleBrokenError: made for something else, changed, or past its end."""
    try:
        signed = signing.Signer(salt=f"tsunagu.{purpose}").unsign_object(text)
    except (signing.BadSignature, ValueError) as wrong:
        raise RuleBrokenError(BROKEN) from wrong
    if signed["until"] < at.timestamp():
        raise RuleBrokenError(ENDED)
    return signed["value"]
