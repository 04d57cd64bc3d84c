"""Which terms of use stand now. The text: doors/templates/terms.html; another text is another version."""

TERMS_VERSION = "2026-11"
