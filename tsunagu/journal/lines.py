"""What of an entry stands under its digests. The personal part has its own, so that it can be emptied."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from tsunagu.journal.chain import digest

if TYPE_CHECKING:
    from tsunagu.journal.models import Entry


def personal_digest(entry: Entry) -> str:
    """Digest of the actor's name and the reason, with the entry's salt."""
    return digest({"actor_name": entry.actor_name, "reason": entry.reason}, salt=entry.salt)


def line_digest(entry: Entry) -> str:
    """Digest of everything else and of the personal digest; the same with and without the personal part."""
    return digest(
        {
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor_code,
            "verb": entry.verb,
            "subject": [entry.subject_kind, entry.subject_code],
            "facts": entry.facts,
        },
        salt=entry.personal_digest,
    )


def is_erased(entry: Entry) -> bool:
    """The personal part has been emptied (a line always has a salt when it is written)."""
    return not entry.salt
