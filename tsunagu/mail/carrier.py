"""The way to the mail server: `EMAIL_URL` → a connection (Django's SMTP backend)."""

from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from tsunagu.mail.models import Letter

TIMEOUT = 20
PORTS = {"smtp": 25, "smtps": 465, "smtp+tls": 587}


def smtp_settings(url: str) -> dict[str, Any]:
    """`smtp://user:pw@host:port`, `smtps://` (TLS at once), `smtp+tls://` (STARTTLS) → backend arguments.

    Raises ValueError with a sentence for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(
            f"EMAIL_URL: '{parts.scheme}' is not served. Use smtp://, smtps:// or smtp+tls:// with a host."
        )
    return {
        "host": parts.hostname,
        "port": parts.port or PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
        "timeout": TIMEOUT,
    }


def connection_to(url: str) -> EmailBackend:
    """A connection not yet opened."""
    return EmailBackend(**smtp_settings(url))


def message_of(letter: Letter) -> EmailMessage:
    """The letter as a mail; the same Message-ID and Date at every attempt."""
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.written_at),
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers)
