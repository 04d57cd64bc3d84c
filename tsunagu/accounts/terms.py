"""Which terms of use stand now. The text: doors/templates/terms.html; another text is another version."""

TERMS_VERSION = "2026-11"


def must_agree_anew(agreed_version: str) -> bool:
    """Whether somebody agreed to terms that have changed since; who was never asked ("") is not asked here."""
    return agreed_version not in {"", TERMS_VERSION}
