"""The one way into the journal, and the one way to take a person's words out of it."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from tsunagu.base.actor import Actor
from tsunagu.journal.lines import line_digest, personal_digest
from tsunagu.journal.models import Entry

ERASED = "journal.erased"
BATCH = 500


def record(
    verb: str,
    *,
    on: object,
    by: Actor,
    at: datetime,
    reason: str = "",
    **facts: str | float | list[str] | None,
) -> Entry:
    """Write a line in the caller's transaction.

    `verb` like "listing.moved"; `on` a model instance or (kind, code); `facts` plain values: codes, counts,
    dates. Never confidential text, names or what somebody typed: of a line only `reason` and the actor's name
    can be erased later.
    """
    kind, code = on if isinstance(on, tuple) else (type(on).__name__, str(getattr(on, "pk", "")))
    entry = Entry(
        at=at, actor_code=by.code, actor_name=by.name, verb=verb, subject_kind=kind, subject_code=str(code),
        facts=facts, reason=reason, salt=secrets.token_hex(16),
    )  # fmt: skip
    entry.personal_digest = personal_digest(entry)
    entry.digest = line_digest(entry)
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def erase_personal(entries: Iterable[int], *, by: Actor, at: datetime, reason: str) -> int:
    """Empty the actor's name and the reason of the entries with these ids; returns how many were emptied now.

    The chain still verifies: a line in the journal names the emptied entries, and `verify` looks for it.
    """
    ids = sorted(set(entries))
    return sum(_erase(ids[start : start + BATCH], by=by, at=at, reason=reason) for start in range(0, len(ids), BATCH))


def _erase(ids: list[int], *, by: Actor, at: datetime, reason: str) -> int:
    standing = Entry.objects.filter(pk__in=ids).exclude(salt="").order_by("pk")
    erased = list(standing.values_list("pk", flat=True))
    if not erased:
        return 0
    Entry.objects.filter(pk__in=erased).update(actor_name="", reason="", salt="")
    record(ERASED, on=("journal", "entries"), by=by, at=at, reason=reason, entries=[str(pk) for pk in erased])
    return len(erased)
