"""The journal as the secretariat reads it, and how far its chain reaches."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from tsunagu.base.calendar import JST
from tsunagu.journal.heads import Head, last_anchored
from tsunagu.journal.models import Entry, Seal
from tsunagu.journal.sealing import LOOK_BACK, unsealed


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFilter:
    """What was asked for; "" and None = everything. Days are JST, both included."""

    verb: str = ""
    subject_kind: str = ""
    subject_code: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line. `is_erased`: name and reason were taken out later, as the law asks."""

    key: int
    at: datetime
    who: str
    who_code: str
    verb: str
    subject_kind: str
    subject_code: str
    facts: dict[str, object]
    reason: str
    is_erased: bool


def journal_rows(asked: JournalFilter, *, before: int | None = None, limit: int = 50) -> list[JournalRow]:
    """The newest lines first, older than the line `before`: one query."""
    found = _asked(asked)
    older = found if before is None else found.filter(pk__lt=before)
    return [_row(entry) for entry in older.order_by("-pk")[:limit]]


def _asked(asked: JournalFilter) -> QuerySet[Entry]:
    found = Entry.objects.all()
    for field in ("verb", "subject_kind", "subject_code"):
        if wanted := getattr(asked, field):
            found = found.filter(**{field: wanted})
    if asked.who:
        found = found.filter(Q(actor_name__contains=asked.who) | Q(actor_code=asked.who))
    if asked.since:
        found = found.filter(at__gte=datetime.combine(asked.since, time(), JST))
    if asked.until:
        found = found.filter(at__lt=datetime.combine(asked.until, time(), JST) + timedelta(days=1))
    return found


def _row(entry: Entry) -> JournalRow:
    return JournalRow(
        key=entry.pk,
        at=entry.at,
        who=entry.actor_name,
        who_code=entry.actor_code,
        verb=entry.verb,
        subject_kind=entry.subject_kind,
        subject_code=entry.subject_code,
        facts=entry.facts,
        reason=entry.reason,
        is_erased=not entry.salt,
    )


@dataclass(frozen=True, slots=True)
class ChainState:
    """How far the chain reaches. `waiting`: lines not yet sealed; `anchored`: the newest head kept outside."""

    sealed: int
    sealed_at: datetime | None
    waiting: int
    anchored: Head | None
    fits: bool


def chain_state() -> ChainState:
    """The chain's newest link beside the newest head outside the database: at most three queries.

    Not the whole proof: that is `tsunagu journal verify`, which walks every line.
    """
    newest = Seal.objects.order_by("-position").first()
    waiting = unsealed(since_id=newest.entry_id - LOOK_BACK if newest else 0).count()
    head = last_anchored()
    return ChainState(
        sealed=newest.position if newest else 0,
        sealed_at=newest.sealed_at if newest else None,
        waiting=waiting,
        anchored=head,
        fits=_fits(head),
    )


def _fits(head: Head | None) -> bool:
    """Nothing anchored yet is no fault; a head without its link means that the tail was cut."""
    return head is None or Seal.objects.filter(position=head.position, chain=head.chain).exists()
