"""Tokens of personal links: the letter holds the token, the table only its hash."""

import hashlib
import secrets


def new_token() -> str:
    """A token nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What the database keeps of a token: nobody who reads the table can use the link."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
