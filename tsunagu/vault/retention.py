"""The retention round: whatever has had its time goes. `tsunagu retention run`, and nightly.

Rooms register what they keep in `AppConfig.ready`: `register("letter", erase_letters)`. The function takes
`before` (a day: what began earlier has had its time), `by` and `at`, and returns how many it erased.
"""

from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.core.files.storage import default_storage
from django.db.models import Q

from tsunagu.base.actor import SYSTEM, Actor
from tsunagu.base.calendar import JST, day_of
from tsunagu.journal.actions import erase_personal, record
from tsunagu.journal.models import Entry
from tsunagu.vault.actions import FOLDER, erase_file, remove_bytes
from tsunagu.vault.models import StoredFile
from tsunagu.vault.retention_table import kept_from, periods

REASON = "保存期間の満了"
ORPHANS_REST = timedelta(days=1)  # bytes whose row is still being written are younger than this


class Eraser(Protocol):
    def __call__(self, *, before: date, by: Actor, at: datetime) -> int: ...


_erasers: dict[str, Eraser] = {}


def register(code: str, eraser: Eraser) -> None:
    """Say how a kind of the table is erased; ValueError for an unknown kind or one taken by another."""
    if code not in periods() or _erasers.setdefault(code, eraser) is not eraser:
        raise ValueError(f"'{code}' is not in the retention table, or is registered already.")


def erase_old_names(*, before: date, by: Actor, at: datetime) -> int:
    """Empty names and reasons of journal lines older than a day; the lines stay, with the actors' codes."""
    old = Entry.objects.filter(at__lt=datetime.combine(before, time(), JST)).exclude(salt="")
    return erase_personal(old.values_list("pk", flat=True), by=by, at=at, reason=REASON)


def run(*, at: datetime) -> dict[str, int]:
    """One round: how many went, per kind; "files" by their own dates, "bytes" left over without a row."""
    today = day_of(at)
    gone = {"files": _erase_files(today, at), "bytes": _remove_left_over(at)}
    for code, eraser in _erasers.items():
        gone[code] = eraser(before=kept_from(code, today=today), by=SYSTEM, at=at)
    counts = [f"{code}={count}" for code, count in gone.items()]
    record("retention.run", on=("retention", today.isoformat()), by=SYSTEM, at=at, gone=counts)
    return gone


def _erase_files(today: date, at: datetime) -> int:
    due = StoredFile.objects.filter(erased_at=None, retention_until__lt=today)
    erased = 0
    for stored in due.iterator():
        erase_file(stored, by=SYSTEM, at=at, reason=REASON)
        erased += 1
    return erased


def _remove_left_over(at: datetime) -> int:
    for erased in StoredFile.objects.filter(~Q(storage_key=""), erased_at__isnull=False).iterator():
        remove_bytes(erased)
    orphans = [name for folder in _folders() for name in _without_a_row(folder) if _is_old(name, at)]
    for name in orphans:
        default_storage.delete(name)
    return len(orphans)


def _folders() -> list[str]:
    try:
        return [f"{FOLDER}/{folder}" for folder in default_storage.listdir(FOLDER)[0]]
    except FileNotFoundError:
        return []


def _without_a_row(folder: str) -> set[str]:
    names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
    known = StoredFile.objects.filter(storage_key__startswith=f"{folder}/")
    return names - set(known.values_list("storage_key", flat=True))


def _is_old(name: str, at: datetime) -> bool:
    return default_storage.get_modified_time(name) < at - ORPHANS_REST
