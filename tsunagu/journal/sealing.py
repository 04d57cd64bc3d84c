"""The sealer: links committed entries into the hash chain. Upkeep's timetable calls it every few seconds."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from tsunagu.journal.chain import START, link
from tsunagu.journal.heads import Head, anchor
from tsunagu.journal.models import Entry, Seal

BATCH = 1_000
# How far behind the newest sealed entry a round looks for entries whose transaction ended late.
LOOK_BACK = 20_000


def unsealed(*, since_id: int = 0) -> QuerySet[Entry]:
    """Committed entries not yet in the chain, in id order."""
    is_sealed = Exists(Seal.objects.filter(entry_id=OuterRef("pk")))
    return Entry.objects.filter(~is_sealed, pk__gte=since_id).order_by("pk")


def seal_committed(*, at: datetime, whole: bool = False) -> int:
    """Seal what is committed and not sealed; returns how many entries.

    `whole` looks through the entire journal (nightly), otherwise only the newest 20,000 ids. Two sealers at
    once: positions are unique, one wins, the other seals nothing this round.
    """
    sealed = 0
    while done := _seal_batch(since_id=0 if whole else _look_from(), at=at):
        sealed += done
    return sealed


def _look_from() -> int:
    newest = Seal.objects.order_by("-entry_id").values_list("entry_id", flat=True).first() or 0
    return newest - LOOK_BACK


def _seal_batch(*, since_id: int, at: datetime) -> int:
    if not unsealed(since_id=since_id).exists():  # asked outside a transaction: an idle round takes no lock
        return 0
    try:
        with transaction.atomic():
            seals = _next_seals(unsealed(since_id=since_id).values_list("pk", "digest")[:BATCH], at=at)
            Seal.objects.bulk_create(seals)
    except IntegrityError:  # another sealer was first
        return 0
    if seals:
        anchor(Head(seals[-1].position, seals[-1].chain))
    return len(seals)


def _next_seals(entries: Iterable[tuple[int, str]], *, at: datetime) -> list[Seal]:
    last = Seal.objects.order_by("-position").first()
    position, chain = (last.position, last.chain) if last else (0, START)
    seals = []
    for entry_id, entry_digest in entries:
        position, chain = position + 1, link(chain, entry_id, entry_digest)
        seals.append(Seal(position=position, entry_id=entry_id, chain=chain, sealed_at=at))
    return seals
