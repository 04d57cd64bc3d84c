"""The register extract taken in, and what it does to listings: off the list in the same transaction.

Source: promises §4 (access ends at once when a specialist is struck off); reference 10, listing_states_designed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tsunagu.base.actor import Actor
from tsunagu.base.calendar import day_of
from tsunagu.base.differences import Change
from tsunagu.base.errors import RuleBrokenError
from tsunagu.journal.actions import record
from tsunagu.specialists.actions.listing import move_listing
from tsunagu.specialists.models import Listing, PublishedSheet, RegisterEntry, SheetText
from tsunagu.specialists.register_queries import FIELDS, RegisterPlan, in_chunks
from tsunagu.specialists.register_rules import listing_end, standing_on
from tsunagu.specialists.register_table import RegisterLine
from tsunagu.specialists.states import MOVES, ListingState, RegisterStatus

_MAY_END = [state for state, moves in MOVES.items() if moves & {ListingState.SUSPENDED, ListingState.EXPIRED}]
_REGISTER_ITEMS = ("name", "riss_no", "registered_on", "register_valid_until")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did."""

    added: int
    changed: int
    unchanged: int
    missing: int
    off_the_list: int


def take_in_register(
    plan: RegisterPlan, *, digest: str, by: Actor, at: datetime, tell: Callable[[int], object] = lambda _: None
) -> TakenIn:
    """Write an extract as planned, a thousand lines to a transaction; taking it in again changes nothing.

    A line and the end of its listing are one transaction. Cut short, what is done stays and the next try goes on.
    `digest`: SHA-256 of the file, for the journal; `tell` is called with how many lines each chunk had.
    Numbers missing from the extract stay as they are: the report names them.
    """
    found, off = plan.difference, 0
    for added in in_chunks(found.added):
        off += _write(added, (), plan.extract_on, by=by, at=at)
        tell(len(added))
    for changed in in_chunks(found.changed):
        off += _write([change.incoming for change in changed], changed, plan.extract_on, by=by, at=at)
        tell(len(changed))
    for unchanged in in_chunks(found.unchanged):
        off += _confirm(unchanged, plan.extract_on, by=by, at=at)
        tell(len(unchanged))
    taken = TakenIn(len(found.added), len(found.changed), len(found.unchanged), len(found.missing), off)
    day = plan.extract_on.isoformat()
    record("register.imported", on=("register", day), by=by, at=at, sha256=digest, **asdict(taken))
    return taken


def end_unregistered(*, by: Actor, at: datetime) -> int:
    """End every listing whose register entry no longer stands today; returns how many. The nightly round."""
    today = day_of(at)
    gone = RegisterEntry.objects.filter(~Q(status=RegisterStatus.VALID) | Q(valid_until__lt=today))
    listings = Listing.objects.filter(state__in=_MAY_END, specialist__riss_no__in=gone.values("riss_no"))
    numbers = list(listings.order_by("pk").values_list("specialist__riss_no", flat=True))
    return sum(_end_listings(chunk, by=by, at=at) for chunk in in_chunks(numbers))


@transaction.atomic
def _write(
    lines: Sequence[RegisterLine],
    changes: Sequence[Change[RegisterLine]],
    extract_on: date,
    *,
    by: Actor,
    at: datetime,
) -> int:
    """What people agreed to show (`may_show_*`) is theirs and stays."""
    RegisterEntry.objects.bulk_create(
        (RegisterEntry(**asdict(line), extract_on=extract_on) for line in lines),
        update_conflicts=True,
        unique_fields=["riss_no"],
        update_fields=[*FIELDS[1:], "extract_on"],
    )
    _refresh_sheets([change.incoming for change in changes], by=by, at=at)
    on = ("register", extract_on.isoformat())
    if changes:
        which = [f"{change.incoming.riss_no} {','.join(one.field for one in change.fields)}" for change in changes]
        record("register.entries_changed", on=on, by=by, at=at, entries=which)
    else:
        record("register.entries_added", on=on, by=by, at=at, entries=[line.riss_no for line in lines])
    return _end_listings([line.riss_no for line in lines], by=by, at=at)


@transaction.atomic
def _confirm(lines: Sequence[RegisterLine], extract_on: date, *, by: Actor, at: datetime) -> int:
    numbers = [line.riss_no for line in lines]
    RegisterEntry.objects.filter(riss_no__in=numbers, extract_on__lt=extract_on).update(extract_on=extract_on)
    return _end_listings(numbers, by=by, at=at)


def _end_listings(numbers: Iterable[str], *, by: Actor, at: datetime) -> int:
    numbers = list(numbers)
    standings = _standings(numbers, today=day_of(at))
    ended = 0
    mine = Listing.objects.filter(specialist__riss_no__in=standings, state__in=_MAY_END)
    for listing in mine.select_related("specialist").order_by("pk"):
        standing = standings[listing.specialist.riss_no]
        to = listing_end(standing)
        if to is None or to not in MOVES[listing.state_now]:
            continue
        with suppress(RuleBrokenError):  # somebody moved it this moment: the next round looks again
            move_listing(listing, to, by=by, at=at, reason=f"登録簿の状態: {standing.label}")
            ended += 1
    return ended


def _standings(numbers: Sequence[str], *, today: date) -> dict[str, RegisterStatus]:
    """Of these numbers, those whose registration does not stand today."""
    rows = RegisterEntry.objects.filter(riss_no__in=numbers).values_list("riss_no", "status", "valid_until")
    found = {number: standing_on(RegisterStatus(status), until, today=today) for number, status, until in rows}
    return {number: standing for number, standing in found.items() if listing_end(standing)}


def _refresh_sheets(lines: Sequence[RegisterLine], *, by: Actor, at: datetime) -> None:
    """A sheet shows the register's dates as verified: they follow it, with who looked and when."""
    by_number = {line.riss_no: line for line in lines}
    for sheet in PublishedSheet.objects.filter(riss_no__in=by_number).order_by("pk"):
        line = by_number[sheet.riss_no]
        if (sheet.registered_on, sheet.register_valid_until) == (line.registered_on, line.valid_until):
            continue
        PublishedSheet.objects.filter(pk=sheet.pk).update(
            registered_on=line.registered_on, register_valid_until=line.valid_until
        )
        _refresh_standings(sheet.pk, line, by=by, at=at)


def _refresh_standings(sheet_id: int, line: RegisterLine, *, by: Actor, at: datetime) -> None:
    fresh = {"by": by.name, "on": day_of(at).isoformat(), "until": line.valid_until.isoformat()}
    for text in SheetText.objects.filter(pk=sheet_id).only("standings"):
        standings = {
            item: facts | fresh if item in _REGISTER_ITEMS else facts for item, facts in text.standings.items()
        }
        SheetText.objects.filter(pk=sheet_id).update(standings=standings)
